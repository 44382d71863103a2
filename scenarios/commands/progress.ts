import { findCommandName } from '../library.ts';
import type { Scenario } from '../format/scenario.ts';
import type { TimedResult } from './junit.ts';

export interface Screen {
  /** Width of a line in characters; undefined when the output is no terminal. */
  readonly columns: number | undefined;
  readonly write: (text: string) => void;
  readonly paint: (style: 'green' | 'red', text: string) => string;
}

const clearLine = '\r\u001b[2K';

/** Writes a line when a scenario ends. On a terminal a last line shows how many are done and which are running. */
export class Progress {
  readonly #screen: Screen;
  readonly #total: number;
  readonly #running = new Set<string>();
  #done = 0;

  constructor(total: number, screen: Screen) {
    this.#total = total;
    this.#screen = screen;
  }

  begin(scenario: Scenario): void {
    this.#running.add(findCommandName(scenario));
    this.#write('');
  }

  end({ result: { scenario, passed }, seconds }: TimedResult): void {
    const name = findCommandName(scenario);
    this.#running.delete(name);
    this.#done++;
    const { paint } = this.#screen;
    const mark = passed ? paint('green', '✓') : paint('red', '✗');
    this.#write(`${mark} ${name}: ${scenario.title} (${Math.round(seconds * 1000)} ms)\n`);
  }

  /** Removes the last line. */
  close(): void {
    if (this.#screen.columns !== undefined) this.#screen.write(clearLine);
  }

  #write(line: string): void {
    const { columns, write } = this.#screen;
    if (columns === undefined) return write(line);
    const counter = `${this.#done}/${this.#total} done; running: ${[...this.#running].join(', ')}`;
    write(clearLine + line + (this.#running.size === 0 ? '' : clip(counter, columns - 1)));
  }
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
