import { TimeoutError } from './errors.ts';

/** The time of the library, which waits on no other clock. A test or a scenario gives its own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds since any moment, which nobody can set: limits, pauses and lives of tokens are measured by it. Default: `now`. */
  elapsed?(): number;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(handle: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (handle) => {
    clearTimeout(handle as NodeJS.Timeout);
  },
};

/** The time from which an interval is measured. */
export function elapsed(clock: Clock): number {
  return clock.elapsed?.() ?? clock.now();
}

/** Settles with `work`, or rejects with the signal's reason as soon as the signal is aborted. */
export function raceAbort<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Waits on the clock. Rejects with the signal's reason when the signal is aborted. */
export async function pause(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  let handle: unknown;
  const waited = new Promise<void>((resolve) => {
    handle = clock.setTimeout(resolve, milliseconds);
  });
  await raceAbort(waited, signal).finally(() => clock.clearTimeout(handle));
}

export interface TimeLimit {
  clock: Clock;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Runs `work` with a time limit. `work` receives a signal that is aborted when the limit is reached or `signal` is aborted.
 *
 * @param timeoutMessage the message of the error
 * @throws {TimeoutError} when the limit is reached, even if `work` ignores its signal; or the signal's reason
 */
export async function withTimeLimit<Value>(
  timeoutMessage: string,
  { clock, timeoutMs, signal }: TimeLimit,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const limit = new AbortController();
  const handle = clock.setTimeout(() => limit.abort(new TimeoutError(timeoutMessage)), timeoutMs);
  const either = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
  try {
    return await raceAbort(work(either), either);
  } finally {
    clock.clearTimeout(handle);
  }
}
