import { print } from '../../cli/output.ts';
import type { Keyboard } from './pace.ts';

const controlC = '\u0003';
const clearLine = '\r\u001b[2K';

/** What a terminal sends for a key that has no sign of its own. */
const sequences: Readonly<Record<string, string>> = {
  '\u001b[A': 'up',
  '\u001b[B': 'down',
  '\u001b[C': 'right',
  '\u001b[D': 'left',
  '\u001bOC': 'right',
  '\u001bOD': 'left',
};

/** The keys in what the terminal sent. A sequence that no key above has is one unknown key. */
export function readKeys(sent: string): string[] {
  // eslint-disable-next-line no-control-regex -- an escape sequence begins with a control character
  const parts = sent.match(/\u001b(?:\[[\d;]*[A-Za-z~]|O[A-Za-z])|./gsu) ?? [];
  return parts.map((part) => sequences[part] ?? (part.length > 2 ? 'unknown' : part));
}

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

  readonly #receive = (sent: string) => {
    for (const key of readKeys(sent)) {
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

/** Shows lines, each cut to the width of the terminal, until the returned function is called. */
export function prompt(text: string): () => void {
  const most = (process.stdout.columns || 80) - 1;
  const lines = text.split('\n').map((line) => (line.length <= most ? line : `${line.slice(0, most - 1)}…`));
  print(lines.join('\n'));
  return () => print(lines.map(() => clearLine).join('\u001b[1A'));
}
