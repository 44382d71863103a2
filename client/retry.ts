import type { Clock } from './clock.ts';
import { elapsed, pause } from './clock.ts';
import { messageOf, NetworkError, RequestError, TimeoutError } from './errors.ts';
import type { Tell } from './hooks.ts';
import type { MethodPath } from './results.ts';
import type { Retries } from './retries.ts';
import { retriesOf } from './retries.ts';

/** The options of repeats. */
export interface RetryOptions {
  retries: Retries;
  retryDelayMs: number;
  retryMaxDelayMs: number;
  retryBudgetMs: number;
}

/** A part of the runtime, and what is particular to the request. */
export interface RetryPolicy {
  clock: Clock;
  /** From 0 to 1. */
  random: () => number;
  options: RetryOptions;
  method?: MethodPath | undefined;
  /** Carried out twice, the request makes two. It is repeated only when it is certain that it was not carried out. */
  onlyOnce?: boolean | undefined;
  tell?: Tell | undefined;
  signal?: AbortSignal | undefined;
}

/** An answer that says that the request failed and may be repeated. */
export interface FailedAnswer {
  status: number;
  /** The header `Retry-After`. */
  retryAfter?: string | null | undefined;
}

type Failure = FailedAnswer | TimeoutError | NetworkError;

/** What 429 and 5xx answers say about repeats; undefined for other answers. */
export function failureOfAnswer({ status, headers }: { status: number; headers: Headers }): FailedAnswer | undefined {
  return status === 429 || status >= 500 ? { status, retryAfter: headers.get('retry-after') } : undefined;
}

function failureOfError(error: unknown): Failure | undefined {
  return error instanceof TimeoutError || error instanceof NetworkError ? error : undefined;
}

/** A gateway that got no answer does not know what the server behind it did. */
const gatewayFailures = new Set([502, 504]);

function mayHaveWorked(failure: Failure): boolean {
  if (failure instanceof TimeoutError) return true;
  return failure instanceof NetworkError ? !failure.isUnsent : gatewayFailures.has(failure.status);
}

/** Milliseconds that `Retry-After` asks to wait, given in seconds or as a date; 0 when it asks for none. */
export function readRetryAfter(header: string | null | undefined, now: number): number {
  const text = header?.trim() ?? '';
  const milliseconds = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return milliseconds > 0 ? milliseconds : 0;
}

/** Full jitter: any time from 0 to a limit that doubles with each try. */
function jitteredPause({ options, random }: RetryPolicy, tries: number): number {
  return Math.round(random() * Math.min(options.retryMaxDelayMs, options.retryDelayMs * 2 ** (tries - 1)));
}

const vendorRetries = 2;

/** The pause before the next try, in milliseconds; undefined when there is none. */
function nextPause(policy: RetryPolicy, failure: Failure, tries: number, begun: number): number | undefined {
  const { clock, options } = policy;
  const retries = retriesOf(options.retries, policy.method);
  if (retries === 'vendor') {
    const isRepeated = failure instanceof Error || failure.status >= 500;
    return tries <= vendorRetries && isRepeated ? options.retryDelayMs : undefined;
  }
  if (tries > retries || (policy.onlyOnce && mayHaveWorked(failure))) return undefined;
  const asked = failure instanceof Error ? 0 : readRetryAfter(failure.retryAfter, clock.now());
  const wait = Math.max(asked, jitteredPause(policy, tries));
  return elapsed(clock) - begun + wait > options.retryBudgetMs ? undefined : wait;
}

/**
 * Repeats `attempt` after a connection failure, a time-out or an answer for which `failureOf` gives a failure (README, Repeats).
 * Gives the answer of the last try and the number of tries, or throws the error of the last try.
 */
export async function withRetries<Answer>(
  policy: RetryPolicy,
  attempt: (number: number) => Promise<Answer>,
  failureOf: (answer: Answer) => FailedAnswer | undefined,
): Promise<{ answer: Answer; attempts: number }> {
  const begun = elapsed(policy.clock);
  for (let attempts = 1; ; attempts++) {
    let wait: number | undefined;
    let failure: Failure | undefined;
    try {
      const answer = await attempt(attempts);
      failure = failureOf(answer);
      wait = failure && nextPause(policy, failure, attempts, begun);
      if (wait === undefined) return { answer, attempts };
    } catch (error) {
      if (error instanceof RequestError) error.attempts = attempts;
      failure = failureOfError(error);
      wait = failure && nextPause(policy, failure, attempts, begun);
      if (wait === undefined) throw error;
    }
    const why = failure instanceof Error ? { error: messageOf(failure) } : { status: failure?.status };
    policy.tell?.('retry', { attempt: attempts, pauseMs: wait, ...why });
    await pause(policy.clock, wait, policy.signal);
  }
}

/** The longest time from the first try of a request to the end of its last, in milliseconds. */
export function longestTriesMs(options: RetryOptions & { timeoutMs: number }, method?: MethodPath): number {
  const { timeoutMs, retryDelayMs, retryBudgetMs } = options;
  return retriesOf(options.retries, method) === 'vendor'
    ? (vendorRetries + 1) * (timeoutMs + retryDelayMs)
    : retryBudgetMs + timeoutMs;
}
