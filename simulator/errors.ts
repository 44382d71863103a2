import { didYouMean } from './protocol/nearest.ts';
import type { Path, Problem } from './doors/problems.ts';
import { problemInFile, problemInWords } from './doors/problems.ts';

/**
 * The base of the errors that the simulator throws to its user. {@link isSimulatorError} separates it from other errors; `name` and
 * the classes say which error it is. The message says what failed, why, and what to do.
 */
export class SimulatorError extends Error {
  override readonly name: string = 'SimulatorError';
  /** The mistakes in the values that were given; empty when they are not the cause. */
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[] = []) {
    super(message);
    this.problems = problems;
  }
}

/** Whether an error is one that the simulator throws at its user, whatever its class. */
export function isSimulatorError(error: unknown): error is SimulatorError {
  return error instanceof SimulatorError;
}

function linesOf(problems: readonly Problem[]): string {
  return problems.map(problemInWords).join('\n');
}

/** A value that was given is wrong. Nothing was changed. */
export class InvalidInputError extends SimulatorError {
  override readonly name = 'InvalidInputError';

  /** @param problems at least one */
  constructor(problems: readonly Problem[]) {
    super(linesOf(problems), problems);
  }
}

const mostIdsListed = 20;
/** To compare a mistyped id with another takes time, so the nearest is looked for among few. */
const mostIdsCompared = 200;

function firstOf(ids: Iterable<string>, count: number): string[] {
  const first: string[] = [];
  for (const id of ids) {
    if (first.length === count) break;
    first.push(id);
  }
  return first;
}

/** An id or a name that was given belongs to nothing. Nothing was changed. */
export class UnknownIdError extends SimulatorError {
  override readonly name = 'UnknownIdError';

  /**
   * @param what it would belong to, e.g. `entry point`
   * @param path of the value that names it
   * @param existing the ids that there are: the nearest of the first 200 stands in the message, the first 20 in the problem's `allowed`
   */
  constructor(what: string, path: Path, id: string, existing: Iterable<string>) {
    const ids = firstOf(existing, mostIdsCompared);
    const message = `There is no ${what} "${id}".${didYouMean(id, ids)}`;
    super(message, [{ path, message, allowed: ids.slice(0, mostIdsListed) }]);
  }
}

/** The state of things does not allow it now. Nothing was changed. */
export class ConflictError extends SimulatorError {
  override readonly name = 'ConflictError';

  constructor(problem: Problem) {
    super(problem.message, [problem]);
  }
}

/** So much of the kind is asked for that one more would wait too long. Nothing was changed; ask again later. */
export class BusyError extends SimulatorError {
  override readonly name = 'BusyError';
}

/** A setting does not exist, or has no such value: the message names the nearest, or the values that are allowed. Nothing was changed. */
export class SettingError extends SimulatorError {
  override readonly name = 'SettingError';

  /** @param problems at least one; each path is the name of a setting */
  constructor(problems: readonly Problem[]) {
    super(linesOf(problems), problems);
  }
}

/** The configuration is wrong: one line for each problem, with its place. */
export class ConfigurationError extends SimulatorError {
  override readonly name = 'ConfigurationError';
  /** Where the configuration was read; undefined when code gave it. */
  readonly file: string | undefined;

  /** @param problems at least one */
  constructor(problems: readonly Problem[], file?: string) {
    super(problems.map((problem) => problemInFile(problem, file)).join('\n'), problems);
    this.file = file;
  }
}

/** No happening that fits came in time. The message lists the latest happenings. */
export class WaitTimeoutError extends SimulatorError {
  override readonly name = 'WaitTimeoutError';

  /** @param latest what happened last, a line each */
  constructor(timeoutMs: number, latest: readonly string[]) {
    const happened = latest.join('\n') || '(nothing)';
    super(`Nothing that fits happened within ${timeoutMs} ms. The latest that did happen:\n${happened}`);
  }
}

/** The file of a snapshot cannot be read or written: the message says which and why. */
export class SnapshotFileError extends SimulatorError {
  override readonly name = 'SnapshotFileError';
}

/** The address cannot be listened on: the message says which, why, and what to do. */
export class ListenError extends SimulatorError {
  override readonly name = 'ListenError';
  /** The port that another program uses; undefined when something else is the cause. */
  readonly takenPort: number | undefined;

  constructor(message: string, takenPort?: number) {
    super(message);
    this.takenPort = takenPort;
  }
}

/** The file of the certificate cannot be written: the message says why and what to do. */
export class CertificateFileError extends SimulatorError {
  override readonly name = 'CertificateFileError';
}
