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
 * Repeats `attempt` after connection failures, time-outs and answers that `failed` says are worth it (5xx), as pre-built integration nodes do
 * (nodes spec 1.5). The last try's answer or error is the result.
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
