import type { Clock } from '../../client/index.ts';

interface Timer {
  due: number;
  delay: number;
  callback: () => void;
}

/** A clock that moves only when a test advances it. */
export class ManualClock implements Clock {
  #now = Date.parse('2026-01-15T09:30:00.000Z');
  #leapt = 0;
  readonly #timers = new Set<Timer>();
  readonly #passing = new Set<number>();
  readonly #armed = new Map<number, () => void>();

  now(): number {
    return this.#now + this.#leapt;
  }

  elapsed(): number {
    return this.#now;
  }

  /** Somebody sets the machine's clock, or the machine has slept. */
  leap(milliseconds: number): void {
    this.#leapt += milliseconds;
  }

  setTimeout(callback: () => void, delay: number): Timer {
    const timer = { due: this.#now + delay, delay, callback };
    this.#timers.add(timer);
    if (this.#passing.has(delay)) queueMicrotask(() => this.#fire(timer));
    this.#armed.get(delay)?.();
    return timer;
  }

  clearTimeout(timer: unknown): void {
    this.#timers.delete(timer as Timer);
  }

  /** From now on every wait of exactly this length ends at once. */
  letPass(delay: number): void {
    this.#passing.add(delay);
  }

  /** Resolves when a wait of exactly this length has begun. */
  async armed(delay: number): Promise<void> {
    if ([...this.#timers].some((timer) => timer.delay === delay)) return;
    await new Promise<void>((resolve) => this.#armed.set(delay, resolve));
  }

  /** Advances the clock and runs what is due, in order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#timers].filter(({ due }) => due <= end).sort((one, other) => one.due - other.due);
      if (!next) break;
      this.#fire(next);
    }
    this.#now = end;
  }

  /** How many waits are under way. */
  get waiting(): number {
    return this.#timers.size;
  }

  #fire(timer: Timer): void {
    if (!this.#timers.delete(timer)) return;
    this.#now = Math.max(this.#now, timer.due);
    timer.callback();
  }
}
