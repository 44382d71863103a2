import type { ErrorKey, Reason, Refusal } from '../protocol/errors.ts';
import { isRefusal, refusal } from '../world/refusal.ts';

/** Ends an operation with a refusal. One place turns it into bytes. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;
  /** Headers that go with the answer, e.g. `Allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(refused: Refusal, headers: Readonly<Record<string, string>> = {}) {
    super(`${refused.refused}: ${refused.reason.rule}`);
    this.refusal = refused;
    this.headers = headers;
  }
}

interface Wire {
  /** Where a setting decides it; a status below 400 answers as if all were well. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
}

/** @throws {Refused} always */
export function refuse(key: ErrorKey, values: Refusal['values'], reason: Reason, { status, headers }: Wire = {}): never {
  throw new Refused({ ...refusal(key, values, reason), ...(status !== undefined && { status }) }, headers);
}

/**
 * The result of a rule of the world, unless it is a refusal.
 * @throws {Refused}
 */
export function unlessRefused<Result>(result: Result | Refusal, status?: number): Result {
  if (isRefusal(result)) throw new Refused({ ...result, ...(status !== undefined && { status }) });
  return result;
}
