import type { ErrorKey, Reason, Refusal } from '../protocol/errors.ts';
import { isRefusal, makeRefusal } from '../world/refusal.ts';

/** Carries a refusal out of a check or an operation. `http/error-answer.ts` alone turns it into an answer. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly refusal: Refusal;
  /** Headers that go with the answer, e.g. `Allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(refusal: Refusal, headers: Readonly<Record<string, string>> = {}) {
    super(`${refusal.key}: ${refusal.reason.rule}`);
    this.refusal = refusal;
    this.headers = headers;
  }
}

interface AnswerOverrides {
  /** The status that a setting gives. A status below 400 is sent without a body, as if the call had succeeded. */
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** @throws {RefusalError} always */
export function refuse(key: ErrorKey, values: Refusal['values'], reason: Reason, wire: AnswerOverrides = {}): never {
  throw makeRefusalError(key, values, reason, wire);
}

/** The error that {@link refuse} throws. */
export function makeRefusalError(
  key: ErrorKey,
  values: Refusal['values'],
  reason: Reason,
  { status, headers }: AnswerOverrides = {},
): RefusalError {
  return new RefusalError({ ...makeRefusal(key, values, reason), ...(status !== undefined && { status }) }, headers);
}

/**
 * Returns the result of a rule of the world, unless it is a refusal.
 * @param status the status that a setting gives
 * @throws {RefusalError} with the refusal
 */
export function throwIfRefusal<Result>(result: Result | Refusal, status?: number): Result {
  if (isRefusal(result)) throw new RefusalError({ ...result, ...(status !== undefined && { status }) });
  return result;
}
