import type { Path } from '../../simulator/doors/problems.ts';

/** A word or value of a step is wrong. */
export class WrongStepError extends Error {
  override readonly name = 'WrongStepError';
  /** Below the step. */
  readonly path: Path;

  constructor(path: Path, message: string) {
    super(message);
    this.path = path;
  }
}

/** A step cannot be checked, because it depends on one that is wrong. */
export class DependentStepError extends Error {
  override readonly name = 'DependentStepError';
}
