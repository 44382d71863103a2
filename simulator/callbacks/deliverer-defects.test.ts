import { describe, expect, it } from 'vitest';
import { delivering } from '../testing/delivering.ts';
import type { CallbackQueue } from '../world/outbox.ts';

/** Replaces a method of the object by one that throws so many times. */
function failTimes<Name extends string>(times: number, object: Record<Name, unknown>, name: Name): void {
  const method = Reflect.get(object, name) as (...values: unknown[]) => unknown;
  let left = times;
  Reflect.set(object, name, (...values: unknown[]) => {
    if (left-- > 0) throw new Error(`${name} is broken`);
    return Reflect.apply(method, object, values);
  });
}

/** Makes the outbox refuse the messages that were sent, so many times. */
function breakSent({ sent }: CallbackQueue, times: number): void {
  let left = times;
  sent.push = (...messages) => {
    if (left-- > 0) throw new Error('no room');
    return Array.prototype.push.apply(sent, messages);
  };
}

describe('whatever throws around a delivery', () => {
  it('after the messages have left the outbox: they are not sent again, and the lane goes on', async () => {
    const { defects, queue, say, texts, pass } = await delivering();
    Object.defineProperty(queue, 'failuresInARow', {
      configurable: true,
      set: () => {
        throw new Error('the outcome is not written');
      },
    });
    say('one');
    say('two');
    await pass(0);
    expect(defects[0]).toMatchObject({ message: 'the outcome is not written' });
    expect(texts()).toEqual([['one'], ['two']]);
    expect(queue.pending).toEqual([]);
  });

  it('before they have left: it is a failed attempt with its cause, which is repeated', async () => {
    const { defects, queue, say, texts, pass } = await delivering();
    breakSent(queue, 1);
    say('one');
    say('two');
    await pass(0);
    expect(defects).toEqual([expect.objectContaining({ message: 'no room' })]);
    expect(queue).toMatchObject({
      failuresInARow: 1,
      lastFailure: 'a defect of the simulator: no room',
      pending: [{ content: 'one' }, { content: 'two' }],
    });
    await pass(1000);
    expect(texts()).toEqual([['one'], ['one'], ['two']]);
    expect(queue).toMatchObject({ failuresInARow: 0, pending: [] });
  });

  it('is given up after the tries of the setting, and told', async () => {
    const backoff = { initialMs: 1000, factor: 1, maxMs: 1000, maxTries: 3 };
    const { centre, peer, queue, say, texts, pass } = await delivering({ settings: { 'callback.backoff': backoff } });
    const told: unknown[] = [];
    centre.world.listen((event) => {
      if (event.type === 'callback-given-up') told.push(event);
    });
    breakSent(queue, 2);
    peer.next(200, 200, 500);
    say('one');
    say('two');
    await pass(10_000);
    expect(texts()).toEqual([['one'], ['one'], ['one'], ['two']]);
    expect(told).toMatchObject([{ messageIds: [expect.any(String)], why: 'the webhook server answered 500' }]);
    expect(queue.pending).toEqual([]);
  });

  it('in a listener that is told of the deactivation: the messages leave when the URL is active again', async () => {
    const { centre, peer, queue, door, say, texts, pass } = await delivering({ settings: { 'callback.deactivateAfter': 3 } });
    centre.world.listen(({ type }) => {
      if (type === 'callback-deactivated') throw new Error('a listener is broken');
    });
    peer.usually(() => 500);
    say('one');
    await pass(60_000);
    expect(queue.deactivatedAt).not.toBeNull();
    peer.usually(() => 200);
    door.reactivateCallback('shop');
    await pass(60_000);
    expect(texts().at(-1)).toEqual(['one']);
    expect(queue.pending).toEqual([]);
  });

  it('while a batch is taken: the lane tries again later', async () => {
    const { centre, defects, queue, say, texts, pass } = await delivering({ settings: { 'callback.order': 'none' } });
    failTimes(1, centre.world.random as unknown as Record<'uint32', unknown>, 'uint32');
    say('one');
    expect(defects).toHaveLength(1);
    expect(queue).toMatchObject({ failuresInARow: 1, pending: [{ content: 'one' }] });
    await pass(1000);
    expect(texts()).toEqual([['one']]);
    expect(queue.pending).toEqual([]);
  });

  it('in a fault of callbacks: the message leaves as if there were no fault', async () => {
    const { defects, faults, queue, say, texts, pass } = await delivering();
    failTimes(1, faults as unknown as Record<'ofCallback', unknown>, 'ofCallback');
    say('one');
    await pass(0);
    expect(defects).toHaveLength(1);
    expect(texts()).toEqual([['one']]);
    expect(queue.pending).toEqual([]);
  });

  it('when a repeat is due: it is planned again', async () => {
    const { peer, defects, queue, say, texts, pass } = await delivering();
    peer.next(500);
    say('one');
    await pass(0);
    let broken = 1;
    Object.defineProperty(queue, 'deactivatedAt', {
      configurable: true,
      get: () => {
        if (broken-- > 0) throw new Error('the outbox is broken');
        return null;
      },
    });
    await pass(10_000);
    expect(defects).toHaveLength(1);
    expect(texts()).toEqual([['one'], ['one']]);
    expect(queue.pending).toEqual([]);
  });
});

describe('a batch', () => {
  const long = 'x'.repeat(30_000);

  it('is split where it would be larger than a receiver takes (callback.maxBatchBytes), in order', async () => {
    const { peer, say, texts, pass } = await delivering({ settings: { 'callback.maxBatchBytes': 65_536 } });
    for (const name of ['a', 'b', 'c', 'd', 'e']) say(name + long);
    await pass(0);
    expect(texts().map((batch) => batch.map((text) => text![0]))).toEqual([['a'], ['b', 'c'], ['d', 'e']]);
    for (const { body } of peer.requests) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
  });

  it.each(['json', 'xml'] as const)('is measured as it is written, in bytes of %s', async (format) => {
    const { centre, peer, say, texts, pass } = await delivering({ settings: { 'callback.maxBatchBytes': 65_536 } });
    centre.application.callback.format = format;
    say('first');
    for (const name of ['a', 'b']) say(name + '€<"&'.repeat(6000));
    await pass(0);
    if (format === 'json') expect(texts().map((batch) => batch.length)).toEqual([1, 1, 1]);
    expect(peer.requests).toHaveLength(3);
    for (const { body } of peer.requests) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536 * 2);
  });

  it('holds one message that alone is larger', async () => {
    const { say, texts, pass } = await delivering({ settings: { 'callback.maxBatchBytes': 65_536 } });
    say('first');
    for (const name of ['a', 'b']) say(name + 'x'.repeat(70_000));
    await pass(0);
    expect(texts().map((batch) => batch.map((text) => text![0]))).toEqual([['f'], ['a'], ['b']]);
  });
});

describe('a token that no header can carry', () => {
  it('is refused, and the next attempt asks for another', async () => {
    const authentication = { type: 'oauth', tokenUrl: 'http://idp/token', clientId: 'id', clientSecret: 'secret' } as const;
    const { peer, queue, say, pass } = await delivering({}, authentication);
    const tokens = ['broken\ntoken', 'good'];
    const webhook: (string | undefined)[] = [];
    peer.usually(({ url, headers }) => {
      if (url === 'http://idp/token') return new Response(JSON.stringify({ access_token: tokens.shift(), expires_in: 3600 }));
      webhook.push(headers['authorization']);
      return 200;
    });
    say('one');
    await pass(0);
    expect(queue.lastFailure).toBe('no token from the token URL: the answer 200 holds one that no header can carry');
    await pass(1000);
    expect(webhook).toEqual(['Bearer good']);
    expect(queue.pending).toEqual([]);
  });
});
