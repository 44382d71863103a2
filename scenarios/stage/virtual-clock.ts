import type { Clock } from '../../client/index.ts';

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** The client's clock. It shows the time of the partition, and its timers run when the runner moves it. Epoch milliseconds. */
export class VirtualClock implements Clock {
  readonly #timers = new Set<Timer>();
  #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, delay: number): Timer {
    const timer = { due: this.#now + delay, callback };
    this.#timers.add(timer);
    return timer;
  }

  clearTimeout(timer: unknown): void {
    this.#timers.delete(timer as Timer);
  }

  /** When the next timer is due; Infinity when none is. */
  nextDue(): number {
    return Math.min(...[...this.#timers].map(({ due }) => due));
  }

  /** Moves to a later time and runs the timers that are due, in the order in which they were set. */
  moveTo(now: number): void {
    this.#now = Math.max(this.#now, now);
    for (const timer of [...this.#timers]) {
      if (timer.due <= this.#now && this.#timers.delete(timer)) timer.callback();
    }
  }
}
