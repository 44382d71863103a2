import type { Prepared } from './ece-calls.ts';
import { calls } from './ece-calls.ts';
import { load } from './load.ts';

const atOnce = 1000;

/**
 * Starts conversations over the socket and gives their ids. Stops early when the time is over: then there are fewer.
 */
export async function startConversations(prepared: Prepared, count: number, withinMs = Infinity): Promise<string[]> {
  const ids: string[] = [];
  const call = calls['start conversation'](prepared);
  const endsAt = performance.now() + withinMs;
  const collecting = {
    ...call,
    isAnswer: (body: string) => {
      const [, id] = /"id":"([0-9a-f-]{36})"/.exec(body) ?? [];
      if (id === undefined) return false;
      ids.push(id);
      return true;
    },
  };
  while (ids.length < count && performance.now() < endsAt)
    await load(collecting, { calls: Math.min(atOnce, count - ids.length), connections: 20 });
  return ids;
}
