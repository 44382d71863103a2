import type { Keyboard } from './pace.ts';

const controlC = '\u0003';
const clearLine = '\r\u001b[2K';

/** Reads single keys from the terminal, without Enter. */
export class TerminalKeyboard implements Keyboard, Disposable {
  readonly #pressed: string[] = [];
  #resolveNext: ((key: string) => void) | undefined;

  constructor() {
    process.stdin.setRawMode(true).setEncoding('utf8').on('data', this.#receive).resume();
  }

  readKey(): Promise<string> {
    const key = this.#pressed.shift();
    if (key !== undefined) return Promise.resolve(key);
    return new Promise((resolve) => {
      this.#resolveNext = resolve;
    });
  }

  readonly #receive = (keys: string) => {
    for (const key of keys) {
      // In raw mode the terminal does not send the signal.
      if (key === controlC) process.kill(process.pid, 'SIGINT');
      else if (this.#resolveNext === undefined) this.#pressed.push(key);
      else {
        this.#resolveNext(key);
        this.#resolveNext = undefined;
      }
    }
  };

  [Symbol.dispose](): void {
    process.stdin.off('data', this.#receive).pause().setRawMode(false);
  }
}

/** Shows a line until the returned function is called. */
export function prompt(text: string): () => void {
  process.stdout.write(text);
  return () => void process.stdout.write(clearLine);
}
