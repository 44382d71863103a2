import { describe, expect, it } from 'vitest';
import { delivering } from '../testing/delivering.ts';

const always = { match: { callback: 'any' }, fire: 'always', when: 'before' } as const;
type Action = Parameters<Awaited<ReturnType<typeof delivering>>['faults']['add']>[0]['action'];

async function withFault(action: Action) {
  const centre = await delivering();
  const fault = centre.faults.add({ ...always, action });
  return { ...centre, end: () => centre.faults.remove(fault.id) };
}

describe('a fault', () => {
  it('that repeats lets the request leave twice, and then the next', async () => {
    const { queue, say, texts, pass, end } = await withFault({ do: 'duplicate' });
    say('one');
    end();
    say('two');
    await pass(0);
    expect(texts()).toEqual([['one'], ['one'], ['two']]);
    expect(queue).toMatchObject({ pending: [], sent: [{}, { content: 'one' }, { content: 'two' }] });
  });

  it('that repeats does so when the request succeeds at last', async () => {
    const { peer, say, texts, pass } = await withFault({ do: 'duplicate' });
    peer.next(500);
    say('one');
    await pass(1000);
    expect(texts()).toEqual([['one'], ['one'], ['one']]);
  });

  it('that repeats does so no more when the application is gone', async () => {
    const { centre, say, texts, pass } = await withFault({ do: 'duplicate' });
    say('one');
    centre.application.callback.url = null;
    await pass(0);
    expect(texts()).toEqual([['one']]);
  });

  it('that delays keeps the message, and those behind it, for its time', async () => {
    const { say, texts, pass, end } = await withFault({ do: 'delay', ms: 500 });
    say('one');
    end();
    say('two');
    await pass(499);
    expect(texts()).toEqual([]);
    await pass(1);
    expect(texts()).toEqual([['one', 'two']]);
  });

  it('that reorders lets the next message go first', async () => {
    const { say, texts, pass, end } = await withFault({ do: 'reorder' });
    say('one');
    end();
    await pass(0);
    expect(texts()).toEqual([]);
    say('two');
    await pass(0);
    expect(texts().flat()).toEqual(['two', 'one']);
  });

  it('that reorders lets the message go after a time when none follows', async () => {
    const { say, texts, pass } = await withFault({ do: 'reorder' });
    say('one');
    await pass(9_999);
    expect(texts()).toEqual([]);
    await pass(1);
    expect(texts()).toEqual([['one']]);
  });

  it('that drops takes the message from the outbox', async () => {
    const { queue, say, texts, pass, end } = await withFault({ do: 'drop' });
    say('one');
    end();
    say('two');
    await pass(0);
    expect(texts()).toEqual([['two']]);
    expect(queue.pending).toEqual([]);
  });

  it('that delays a message of a call keeps it until both are over', async () => {
    const { deliverer, say, texts, pass } = await withFault({ do: 'delay', ms: 500 });
    const hold = deliverer.openHold();
    hold.during(() => say('one'));
    await pass(500);
    expect(texts()).toEqual([]);
    hold.release();
    await pass(0);
    expect(texts()).toEqual([['one']]);
  });
});

describe('a reset', () => {
  it('forgets what was kept back', async () => {
    const { centre, deliverer, say, texts, pass } = await delivering();
    deliverer.openHold().during(() => say('one'));
    await pass(0);
    expect(texts()).toEqual([]);
    centre.world.clock.restart();
    deliverer.reset();
    await pass(0);
    expect(texts()).toEqual([['one']]);
  });

  it('forgets the token of a webhook server', async () => {
    const oauth = { type: 'oauth', tokenUrl: 'http://idp/token', clientId: 'id', clientSecret: 's' } as const;
    const { centre, peer, deliverer, say, pass } = await delivering({}, oauth);
    peer.usually(({ url }) => (url === 'http://idp/token' ? new Response('{"access_token":"abcdefgh"}') : 200));
    const asked = () => peer.requests.filter(({ url }) => url === 'http://idp/token').length;
    say('one');
    await pass(0);
    say('two');
    await pass(0);
    expect(asked()).toBe(1);
    centre.world.clock.restart();
    deliverer.reset();
    say('three');
    await pass(0);
    expect(asked()).toBe(2);
  });

  it('while the token is fetched sends nothing of before', async () => {
    const oauth = { type: 'oauth', tokenUrl: 'http://idp/token', clientId: 'id', clientSecret: 's' } as const;
    const { centre, peer, deliverer, queue, say, pass } = await delivering({}, oauth);
    const token = Promise.withResolvers<Response>();
    peer.next(token.promise);
    say('one');
    queue.pending.length = 0;
    centre.world.clock.restart();
    deliverer.reset();
    token.resolve(new Response('{"access_token":"abcdefgh"}'));
    await pass(0);
    expect(peer.requests.map(({ url }) => url)).toEqual(['http://idp/token']);
  });
});

it('a defect while a request is made is a failed attempt of which the journal tells', async () => {
  const { centre, defects, journal, queue, say, texts, pass } = await delivering();
  const { conversations } = centre.world.state;
  let broken = 0;
  conversations.get = (id) => {
    if (broken-- > 0) throw new Error('the conversations are broken');
    return Map.prototype.get.call(conversations, id) as ReturnType<typeof conversations.get>;
  };
  say('one');
  broken = 1;
  await pass(0);
  expect(defects).toMatchObject([{ message: 'the conversations are broken' }]);
  const unsent = journal.entries.find(({ problem }) => problem?.includes('defect'));
  expect(unsent).toMatchObject({ kind: 'callback', answer: null, who: 'shop' });
  expect(unsent?.conversationIds).toHaveLength(1);
  expect(queue.failuresInARow).toBe(1);
  await pass(1000);
  expect(texts()).toEqual([['one']]);
});

it('a lane goes on with what came while its request was under way, when lanes are many', async () => {
  const { centre, peer, say, texts, pass } = await delivering({
    settings: { 'callback.batching': 'per-conversation', 'callback.order': 'per-conversation' },
  });
  const answer = Promise.withResolvers<Response>();
  peer.next(answer.promise);
  say('one');
  say('two');
  say('elsewhere', centre.startChat());
  answer.resolve(new Response());
  await pass(0);
  expect(texts().flat().toSorted()).toEqual(['You are now chatting with Ada', 'elsewhere', 'one', 'two'].toSorted());
});

it('the journal names the conversations of a request once', async () => {
  const { chat, centre, journal, say, pass } = await delivering();
  const other = centre.startChat();
  await pass(0);
  say('a');
  say('b');
  say('c', other);
  say('d');
  await pass(0);
  expect(journal.entries.at(-1)!.conversationIds).toEqual([chat.id, other.id]);
});

it('a redirect to another scheme is not followed', async () => {
  const { peer, queue, say, pass } = await delivering({ settings: { 'callback.redirects': 'follow' } });
  peer.next(new Response(null, { status: 302, headers: { location: 'ftp://files/' } }));
  say('one');
  await pass(0);
  expect(queue.lastFailure).toBe('the redirect to ftp://files/ is not followed: callbacks go by http and https, not by ftp:');
});
