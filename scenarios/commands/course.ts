import type { Step } from '../format/scenario.ts';

type SomeStep = Pick<Step, 'number' | 'kind'>;

/** Where a demonstration pauses, and what it passes without a pause or unseen after a jump. */
export class Course {
  readonly #steps: readonly SomeStep[];
  /** Indices of the steps before which it pauses. A narration introduces the step after it. */
  readonly #pauses: readonly number[];
  #at = 0;
  /** The first pause from here on counts. */
  #goal = 0;
  /** Steps before this one run unseen. */
  #seenFrom = 0;

  constructor(steps: readonly SomeStep[]) {
    this.#steps = steps;
    this.#pauses = steps.flatMap(({ kind }, index) => (kind === 'say' ? [] : [index]));
  }

  /** Whether what happens now has been seen before. */
  get isUnseen(): boolean {
    return this.#at < this.#seenFrom;
  }

  /** A step begins. */
  begin(step: SomeStep): void {
    this.#at = this.#steps.indexOf(step);
  }

  pausesBefore(step: SomeStep): boolean {
    const index = this.#steps.indexOf(step);
    this.#at = index;
    return index >= this.#goal && this.#pauses.includes(index);
  }

  /** Goes on without a pause up to a step that is still to come; false when it lies behind or is the next. */
  goForward(to: number | 'back'): boolean {
    const goal = to === 'back' ? -1 : this.#indexOf(to);
    if (goal < this.#at) return false;
    this.#goal = goal;
    return true;
  }

  /**
   * Begins anew, and pauses before a step that lies behind.
   * @returns the number of that step
   */
  goBack(to: number | 'back'): number {
    const goal = to === 'back' ? (this.#pauses.findLast((index) => index < this.#at) ?? 0) : this.#indexOf(to);
    this.#goal = goal;
    // The narration before the step is told again.
    const last = this.#steps.findLastIndex(({ kind }, index) => index < goal && kind !== 'say');
    this.#seenFrom = last + 1;
    this.#at = 0;
    return this.#steps[goal]!.number;
  }

  #indexOf(number: number): number {
    return this.#steps.findIndex((step) => step.number === number);
  }
}
