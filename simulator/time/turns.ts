import { BusyError } from '../errors.ts';

/** Lets a few tasks run at a time; others wait until one is done. */
export class Turns {
  readonly #mostAtOnce: number;
  readonly #mostWaiting: number;
  readonly #busy: string;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param busy the beginning of a sentence that says what is done, e.g. `4 large answers are being written` */
  constructor(mostAtOnce: number, mostWaiting: number, busy: string) {
    this.#mostAtOnce = mostAtOnce;
    this.#mostWaiting = mostWaiting;
    this.#busy = busy;
  }

  /** @throws {BusyError} when too many wait already; the task was not begun then */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#mostAtOnce) {
      this.#running++;
    } else {
      if (this.#waiting.length >= this.#mostWaiting)
        throw new BusyError(`${this.#busy}, and ${this.#mostWaiting} wait. Ask again later.`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}
