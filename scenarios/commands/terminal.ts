import type { Keyboard } from './pace.ts';

const controlC = '\u0003';
const clearLine = '\r\u001b[2K';

/** The keys of the terminal, one by one, without an Enter after each. */
export class TerminalKeyboard implements Keyboard, Disposable {
  readonly #pressed: string[] = [];
  #asked: ((key: string) => void) | undefined;

  constructor() {
    process.stdin.setRawMode(true).setEncoding('utf8').on('data', this.#take).resume();
  }

  next(): Promise<string> {
    const key = this.#pressed.shift();
    if (key !== undefined) return Promise.resolve(key);
    return new Promise((resolve) => {
      this.#asked = resolve;
    });
  }

  readonly #take = (keys: string) => {
    for (const key of keys) {
      // In raw mode the terminal leaves it to us.
      if (key === controlC) process.kill(process.pid, 'SIGINT');
      else if (this.#asked === undefined) this.#pressed.push(key);
      else {
        this.#asked(key);
        this.#asked = undefined;
      }
    }
  };

  [Symbol.dispose](): void {
    process.stdin.off('data', this.#take).pause().setRawMode(false);
  }
}

/** A line that is there until the function that is given back is called. */
export function prompt(text: string): () => void {
  process.stdout.write(text);
  return () => void process.stdout.write(clearLine);
}
