/** A step did not go as the scenario says. */
export class StepFailedError extends Error {
  override readonly name = 'StepFailedError';
  readonly expected: string;
  readonly seen: string;
  /** A possible reason, in a sentence. */
  readonly advice: string | undefined;

  constructor(expected: string, seen: string, advice?: string) {
    super(`expected ${expected}, saw ${seen}`);
    this.expected = expected;
    this.seen = seen;
    this.advice = advice;
  }
}
