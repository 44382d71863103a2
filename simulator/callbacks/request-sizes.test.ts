import { describe, expect, it } from 'vitest';
import { delivering } from '../testing/delivering.ts';

const settings = { 'callback.batching': 'per-conversation' } as const;
const minute = 60_000;

describe('a webhook server that answers 413', () => {
  /** A server that takes so many messages in a request. */
  async function serverOf(most: number, more: object = {}) {
    const harness = await delivering({ settings: { ...settings, ...more } });
    const { peer, texts } = harness;
    peer.usually(() => ((texts().at(-1)?.length ?? 0) > most ? 413 : 200));
    return harness;
  }

  it('gets the batch in halves, each message once and in order, and no longer batch later', async () => {
    const { queue, say, texts, pass } = await serverOf(2);
    const all = Array.from({ length: 9 }, (_, at) => `${at}`);
    say(all[0]!);
    for (const text of all.slice(1)) say(text);
    await pass(minute);
    expect(queue.pending).toEqual([]);
    const accepted = texts().filter(({ length }) => length <= 2);
    expect(accepted.flat()).toEqual(all);
    expect(texts().map(({ length }) => length)).toEqual([1, 8, 4, 2, 2, 2, 2]);
  });

  it('to a single message: it is repeated and given up as after other failures', async () => {
    const backoff = { initialMs: 1000, factor: 1, maxMs: 1000, maxTries: 3 };
    const { queue, say, texts, pass } = await serverOf(0, { 'callback.backoff': backoff });
    say('one');
    say('two');
    await pass(minute);
    expect(queue.pending).toEqual([]);
    expect(texts()).toEqual([['one'], ['one'], ['one'], ['two'], ['two'], ['two']]);
  });

  it('gets longer batches again when its URL was changed', async () => {
    const { centre, door, peer, say, texts, pass } = await serverOf(1);
    for (const text of ['one', 'two', 'three']) say(text);
    await pass(minute);
    expect(texts().map(({ length }) => length)).toEqual([1, 2, 1, 1]);
    door.change(centre.application.name, { callback: { url: 'http://webhook/other' } });
    peer.usually(() => 200);
    for (const text of ['four', 'five', 'six']) say(text);
    await pass(minute);
    expect(texts().slice(4)).toEqual([['four'], ['five', 'six']]);
  });

  it('gets nothing twice where messages are sent at most once', async () => {
    const { queue, say, texts, pass } = await serverOf(1, { 'callback.delivery': 'at-most-once' });
    for (const text of ['one', 'two', 'three']) say(text);
    await pass(minute);
    expect([texts(), queue.pending]).toEqual([[['one'], ['two', 'three']], []]);
  });
});
