/** What is wrong with one part of what a verification was given. */
export interface Problem {
  /** A file or a flag, then the description of an interaction. Empty for the whole. */
  readonly path: readonly string[];
  /** What is wrong, as a sentence. */
  readonly message: string;
}

/** Base of the verifier's errors. */
export class VerifierError extends Error {
  override readonly name: string = 'VerifierError';
}

export function isVerifierError(error: unknown): error is VerifierError {
  return error instanceof VerifierError;
}

/** The input has problems. Nothing can be verified until the caller corrects them. */
export class VerifierInputError extends VerifierError {
  override readonly name = 'VerifierInputError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.problems = problems;
  }
}

/** The process that runs Pact ended, or could not do its work. */
export class VerifierProcessError extends VerifierError {
  override readonly name = 'VerifierProcessError';
}

/** A problem of one part. */
export function inputError(path: readonly string[], message: string): VerifierInputError {
  return new VerifierInputError([{ path, message }]);
}

export function describeProblem({ path, message }: Problem): string {
  const [place, ...parts] = path;
  return [...(place === undefined ? [] : [place]), ...parts.map((part) => `"${part}"`), message].join(': ');
}
