import type { ClockMode, Timekeeper } from '../timekeeper.ts';
import { Problem } from './problem.ts';

/** Ten years: more is a slip of the hand. */
const longestStepMs = 10 * 365 * 24 * 3600 * 1000;
const fastest = 100_000;

/** The clock of a partition: everything that waits in it waits on this. */
export class ClockDoor {
  readonly #timekeeper: Timekeeper;

  constructor(timekeeper: Timekeeper) {
    this.#timekeeper = timekeeper;
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#timekeeper.clock.now();
  }

  get mode(): ClockMode {
    return this.#timekeeper.mode;
  }

  /** When the next thing is due, in epoch milliseconds; undefined when nothing is. */
  get nextDue(): number | undefined {
    return this.#timekeeper.clock.nextDue();
  }

  /**
   * Goes on from the time it is, in another way: real, scaled by a factor, or by hand.
   * @throws {Problem} for a factor that is not above 0 and at most 100,000, or a start before now
   */
  setMode(mode: ClockMode): void {
    if (mode.mode === 'scaled' && !(mode.factor > 0 && mode.factor <= fastest)) {
      throw new Problem('invalid', 'factor', `The factor must be above 0 and at most ${fastest}; it is ${mode.factor}.`);
    }
    if (mode.mode === 'manual' && mode.start !== undefined && !(mode.start >= this.now())) {
      throw new Problem('invalid', 'start', `Time cannot go back: it is ${new Date(this.now()).toISOString()}.`);
    }
    this.#timekeeper.setMode(mode);
  }

  /**
   * Lets time pass on a manual clock. What falls due happens in order; returns when its effects are visible.
   * @throws {Problem} when the clock is not manual, or for a step that is negative or longer than ten years
   */
  async advance(ms: number): Promise<void> {
    this.#requireManual();
    if (!(ms >= 0 && ms <= longestStepMs)) {
      throw new Problem('invalid', 'ms', `A step is from 0 to ${longestStepMs} milliseconds (ten years); it is ${ms}.`);
    }
    await this.#timekeeper.advance(Math.round(ms));
  }

  /**
   * Lets time pass to the next thing that is due; false when nothing is.
   * @throws {Problem} when the clock is not manual
   */
  async advanceToNext(): Promise<boolean> {
    this.#requireManual();
    return this.#timekeeper.advanceToNext();
  }

  #requireManual(): void {
    if (this.mode.mode === 'manual') return;
    throw new Problem('impossible', 'mode', `Only a manual clock is advanced by hand; this one is ${this.mode.mode}.`, [
      'manual',
    ]);
  }
}
