import { handleOf } from '../library.ts';
import type { Scenario } from '../scenario.ts';
import type { TimedResult } from './junit.ts';

export interface Screen {
  /** Of a line; undefined when it is no terminal. */
  readonly columns: number | undefined;
  readonly write: (text: string) => void;
  readonly paint: (style: 'green' | 'red', text: string) => string;
}

const clearLine = '\r\u001b[2K';

/** A line for each scenario as it ends; on a terminal, below them how many are done and which are running. */
export class Progress {
  readonly #screen: Screen;
  readonly #total: number;
  readonly #running = new Set<string>();
  #done = 0;

  constructor(total: number, screen: Screen) {
    this.#total = total;
    this.#screen = screen;
  }

  begins(scenario: Scenario): void {
    this.#running.add(handleOf(scenario));
    this.#show('');
  }

  ends({ result: { scenario, passed }, seconds }: TimedResult): void {
    const handle = handleOf(scenario);
    this.#running.delete(handle);
    this.#done++;
    const { paint } = this.#screen;
    const mark = passed ? paint('green', '✓') : paint('red', '✗');
    this.#show(`${mark} ${handle}: ${scenario.title} (${Math.round(seconds * 1000)} ms)\n`);
  }

  /** Leaves nothing of the counter. */
  close(): void {
    if (this.#screen.columns !== undefined) this.#screen.write(clearLine);
  }

  #show(line: string): void {
    const { columns, write } = this.#screen;
    if (columns === undefined) return write(line);
    const counter = `${this.#done}/${this.#total} done; running: ${[...this.#running].join(', ')}`;
    write(clearLine + line + (this.#running.size === 0 ? '' : clipped(counter, columns - 1)));
  }
}

function clipped(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
