import type * as z from 'zod';
import type { answers } from './answers.ts';

/** What the control API says of a call that it refuses; `unreachable` when no simulator answers. */
export type ControlErrorKind = z.output<typeof answers.Problem>['error']['kind'] | 'unreachable';

/** A control call that failed. The message says why, and what to do. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly method: string;
  readonly url: string;
  /** The HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly kind: ControlErrorKind;
  /** Dotted path of the wrong value, or the parameter of the path; empty for the whole call. */
  readonly path: string;
  /** The values that are allowed, or the ids that exist. */
  readonly allowed: unknown;

  constructor(
    failure: Pick<ControlError, 'method' | 'url' | 'status' | 'kind' | 'path' | 'message'> & { readonly allowed?: unknown },
    options?: ErrorOptions,
  ) {
    super(failure.message, options);
    this.method = failure.method;
    this.url = failure.url;
    this.status = failure.status;
    this.kind = failure.kind;
    this.path = failure.path;
    this.allowed = failure.allowed;
  }
}

/** Whether an error is a control call that failed. */
export function isControlError(error: unknown): error is ControlError {
  return error instanceof ControlError;
}
