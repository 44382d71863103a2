import type { Path } from '../simulator/doors/problems.ts';

export type { Path };

/** A word or value of a step that cannot be right. */
export class WrongStep extends Error {
  override readonly name = 'WrongStep';
  /** Below the step. */
  readonly path: Path;

  constructor(path: Path, message: string) {
    super(message);
    this.path = path;
  }
}

/** A step cannot be judged, because it depends on one that is wrong. */
export class Consequence extends Error {
  override readonly name = 'Consequence';
}

export interface FileProblem {
  readonly file: string;
  /** Counts from 1; null when the file cannot be read. */
  readonly line: number | null;
  /** Counts from 1; null outside of the steps. */
  readonly step: number | null;
  readonly message: string;
}

/** A scenario file cannot be used: says file, line, step, what is wrong and the nearest valid word, of every problem. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly FileProblem[];

  constructor(problems: readonly FileProblem[]) {
    super(problems.map(problemInWords).join('\n'));
    this.problems = problems;
  }
}

function problemInWords({ file, line, step, message }: FileProblem): string {
  return `${file}${line === null ? '' : `:${line}`}: ${step === null ? '' : `step ${step}: `}${message}`;
}
