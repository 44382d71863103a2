/** A step did not go as the scenario says. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  readonly expected: string;
  readonly seen: string;
  /** What may be the matter, in a sentence. */
  readonly advice: string | undefined;

  constructor(expected: string, seen: string, advice?: string) {
    super(`expected ${expected}, saw ${seen}`);
    this.expected = expected;
    this.seen = seen;
    this.advice = advice;
  }
}
