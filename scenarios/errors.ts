import type { Path } from '../simulator/doors/problems.ts';

/** The base of every error that scenarios throw to their users. */
export class ScenarioError extends Error {
  override readonly name: string = 'ScenarioError';
}

export function isScenarioError(error: unknown): error is ScenarioError {
  return error instanceof ScenarioError;
}

/** Something in a scenario file that must be corrected. */
export interface ScenarioProblem {
  readonly file: string;
  /** Counts from 1; null when the file cannot be read. */
  readonly line: number | null;
  /** Counts from 1; null outside of the steps. */
  readonly step: number | null;
  /** Where in the file: keys and positions, e.g. `['steps', 0, 'inputs', 'chatId']`; empty for the whole file. */
  readonly path: Path;
  readonly message: string;
}

/** Scenario files cannot be used. The message has a line for each problem. */
export class InvalidScenarioError extends ScenarioError {
  override readonly name = 'InvalidScenarioError';
  readonly problems: readonly ScenarioProblem[];

  constructor(problems: readonly ScenarioProblem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** The simulator at the URL cannot be used: none answers there, or it refuses the control token. */
export class SimulatorUnavailableError extends ScenarioError {
  override readonly name = 'SimulatorUnavailableError';
  readonly url: string;

  constructor(url: string, message: string) {
    super(message);
    this.url = url;
  }
}

/** A problem of a file or folder as a whole. */
export function createFileProblem(file: string, message: string): ScenarioProblem {
  return { file, line: null, step: null, path: [], message };
}

/** A problem in a line, with its place. */
export function formatProblem({ file, line, step, message }: ScenarioProblem): string {
  return `${file}${line === null ? '' : `:${line}`}: ${step === null ? '' : `step ${step}: `}${message}`;
}
