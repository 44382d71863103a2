import type { Clock } from './clock.ts';
import { pause } from './clock.ts';
import { TimeoutError, NetworkError } from './errors.ts';

export interface RetryPolicy {
  clock: Clock;
  /** Repeats after the first try. */
  retries: number;
  /** Pause between two tries, in milliseconds. */
  retryDelayMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Repeats `attempt` after a connection failure, a time-out or an answer for which `failed` is true (5xx), as the vendor's nodes do
 * (nodes spec 1.5). Gives the answer of the last try, or throws its error.
 */
export async function withRetries<Answer>(
  { clock, retries, retryDelayMs, signal }: RetryPolicy,
  attempt: () => Promise<Answer>,
  failed: (answer: Answer) => boolean,
): Promise<Answer> {
  for (let left = retries; ; left--) {
    try {
      const answer = await attempt();
      if (left === 0 || !failed(answer)) return answer;
    } catch (error) {
      if (left === 0 || !(error instanceof TimeoutError || error instanceof NetworkError)) throw error;
    }
    await pause(clock, retryDelayMs, signal);
  }
}
