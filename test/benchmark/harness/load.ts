import autocannon from 'autocannon';
import { BenchmarkError } from './question.ts';

/** A call that is repeated, and how its right answer looks. */
export interface LoadedCall {
  readonly name: string;
  readonly url: string;
  readonly method?: 'POST' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status: number;
  readonly isAnswer: (body: string) => boolean;
}

export interface LoadAmount {
  readonly seconds?: number;
  /** Instead of seconds: so many calls. */
  readonly calls?: number;
  readonly connections?: number;
}

export interface Load {
  readonly calls: number;
  readonly perSecond: number;
}

/**
 * Repeats a call on several connections.
 * @throws {BenchmarkError} when a single answer is not the right one
 */
export async function load(call: LoadedCall, { seconds, calls, connections = 50 }: LoadAmount): Promise<Load> {
  let wrong: string | undefined;
  const result = await autocannon({
    url: call.url,
    method: call.method ?? 'GET',
    headers: { ...call.headers },
    ...(call.body !== undefined && { body: call.body }),
    ...(calls === undefined ? { duration: seconds ?? 1 } : { amount: calls }),
    // It stops only when it takes a sample.
    sampleInt: 20,
    connections: Math.min(connections, calls ?? connections),
    verifyBody: (body) => {
      const text = typeof body === 'string' ? body : '';
      if (call.isAnswer(text)) return true;
      wrong ??= text;
      return false;
    },
  });
  const statuses = Object.entries(result.statusCodeStats ?? {}).map(([status, { count = 0 }]) => ({ status, count }));
  const answers = statuses.reduce((sum, { count }) => sum + count, 0);
  const others = statuses.filter(({ status }) => status !== String(call.status));
  const at = `"${call.name}" at ${call.url}`;
  // At the end of the time each connection may wait for one answer.
  const lost = result.requests.sent - answers - (calls === undefined ? connections : 0);
  if (result.errors > 0 || lost > 0 || answers === 0)
    throw new BenchmarkError(
      `${at}: of ${result.requests.sent} calls ${answers} were answered and ${result.errors} failed, so nothing was measured.`,
    );
  if (others.length > 0) {
    const seen = others.map(({ status, count }) => `${count} times ${status}`).join(', ');
    throw new BenchmarkError(
      `${at}: of ${answers} answers not all had the status ${call.status} (${seen}), so nothing was measured.${shown(wrong)}`,
    );
  }
  if (result.mismatches > 0)
    throw new BenchmarkError(
      `${at}: ${result.mismatches} of ${answers} answers had another body, so nothing was measured.${shown(wrong)}`,
    );
  return { calls: answers, perSecond: answers / result.duration };
}

function shown(body: string | undefined): string {
  return body === undefined ? '' : ` The first of them: ${body === '' ? '(empty)' : body.slice(0, 200)}`;
}
