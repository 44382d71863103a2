import { describe, expect, it, vi } from 'vitest';
import { Journal } from '../journal/journal.ts';
import { Peer } from '../testing/peer.ts';
import { TestCentre } from '../testing/world.ts';
import type { OutgoingRequest } from './http-client.ts';
import { HttpClient } from './http-client.ts';
import { fakeAllTimers } from '../testing/fake-timers.ts';

const request: OutgoingRequest = {
  kind: 'callback',
  who: 'shop',
  method: 'POST',
  url: 'http://peer/hook',
  headers: { 'content-type': 'application/json' },
  body: '{"message":[]}',
  timeoutMs: 5000,
  largestAnswer: 10,
  ofLargerAnswer: 'fail',
  conversationIds: ['c1'],
};

function clientOf(patienceMs?: () => number) {
  const centre = new TestCentre();
  const peer = new Peer();
  const journal = new Journal(10);
  const client = new HttpClient(peer.fetch, centre.world.clock, journal, patienceMs);
  return {
    centre,
    client,
    peer,
    journal,
    send: (changes: Partial<OutgoingRequest> = {}) => client.send({ ...request, ...changes }),
  };
}

/** A body that comes in parts and says whether it was read to its end. */
function slowBody(parts: string[]) {
  const state = { cancelled: false };
  const left = [...parts];
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = left.shift();
      if (part === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(part));
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { stream, state };
}

describe('what leaves', () => {
  it('is what was given, and the answer comes back whole', async () => {
    const { peer, send } = clientOf();
    peer.next(new Response(slowBody(['ab', 'cd']).stream, { status: 202, headers: { 'X-Peer': 'yes' } }));
    const received = await send();
    expect(peer.requests).toEqual([
      { method: 'POST', url: 'http://peer/hook', headers: request.headers, body: request.body, redirect: 'manual' },
    ]);
    expect(received).toMatchObject({ status: 202, body: new TextEncoder().encode('abcd') });
    expect('headers' in received && received.headers.get('x-peer')).toBe('yes');
  });

  it('has no body when it is a GET', async () => {
    const { peer, send } = clientOf();
    await send({ method: 'GET' });
    expect(peer.requests[0]).toMatchObject({ method: 'GET', body: '' });
  });
});

describe('a failure is a sentence', () => {
  it('when the connection fails: the cause, not "fetch failed"', async () => {
    const { peer, send } = clientOf();
    peer.next(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:9') }));
    expect(await send()).toEqual({ failed: 'connect ECONNREFUSED 127.0.0.1:9' });
    peer.next(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } }));
    expect(await send()).toEqual({ failed: 'ECONNRESET' });
    peer.next(new TypeError('fetch failed'));
    expect(await send()).toEqual({ failed: 'fetch failed' });
  });

  it("when nothing comes for as long as is allowed, by the partition's clock", async () => {
    const { centre, peer, send } = clientOf();
    peer.next('silence');
    const answer = send();
    centre.pass(4999);
    expect(centre.world.clock.nextDue()).toBeDefined();
    centre.pass(1);
    expect(await answer).toEqual({ failed: 'no answer within 5000 ms', isTimeout: true });
  });

  it('but not while a peer of a clock that runs fast has had too little real time', async () => {
    const restoreTimers = fakeAllTimers();
    try {
      const { centre, peer, send } = clientOf(() => 300);
      peer.next('silence');
      const answer = send();
      centre.pass(60_000);
      await vi.advanceTimersByTimeAsync(299);
      expect(vi.getTimerCount()).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(await answer).toEqual({ failed: 'no answer within 5000 ms', isTimeout: true });
      peer.next(Promise.resolve(new Response('late')));
      const late = send();
      centre.pass(60_000);
      expect(await late).toMatchObject({ status: 200 });
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      restoreTimers();
    }
  });

  it('when the answer is too large: no more of it is read', async () => {
    const { peer, send } = clientOf();
    const { stream, state } = slowBody(['123456', '7890', '1', '2', '3']);
    peer.next(new Response(stream));
    expect(await send()).toEqual({ failed: 'the answer is larger than 10 bytes' });
    expect(state.cancelled).toBe(true);
  });

  it('C05: but not where only its beginning is needed', async () => {
    const { peer, send } = clientOf();
    const { stream, state } = slowBody(['123456', '789012', '1', '2', '3']);
    peer.next(new Response(stream));
    expect(await send({ ofLargerAnswer: 'drop the rest' })).toMatchObject({
      status: 200,
      body: new TextEncoder().encode('1234567890'),
    });
    expect(state.cancelled).toBe(true);
  });

  it('when the answer breaks off', async () => {
    const { peer, send } = clientOf();
    const broken = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('other side closed')) });
    peer.next(new Response(broken));
    expect(await send()).toEqual({ failed: 'other side closed' });
  });

  it('and leaves nothing on the agenda', async () => {
    const { centre, peer, send } = clientOf();
    peer.next(new TypeError('fetch failed'));
    await send();
    await send();
    expect(centre.world.clock.nextDue()).toBeUndefined();
  });
});

describe('a redirect', () => {
  const credentials = { authorization: 'Bearer t', 'content-type': 'text/plain' };
  function to(status: number, location: string) {
    return new Response('moved', { status, headers: { location } });
  }

  it('is an answer like any other unless it may be followed', async () => {
    const { peer, send } = clientOf();
    peer.next(to(307, 'http://other/'));
    expect(await send()).toMatchObject({ status: 307 });
    expect(peer.requests).toHaveLength(1);
  });

  it.each([
    [307, '/new', { method: 'POST', url: 'http://peer/new', headers: credentials, body: request.body }],
    [308, 'http://other/new', { method: 'POST', url: 'http://other/new', body: request.body }],
    [302, '/new', { method: 'GET', url: 'http://peer/new', headers: credentials, body: '' }],
    [303, '/new', { method: 'GET', url: 'http://peer/new', body: '' }],
  ])('%s to %s is followed as a client does it', async (status, location, second) => {
    const { peer, send } = clientOf();
    peer.next(to(status, location));
    expect(await send({ headers: credentials, forbidsRedirect: () => undefined })).toMatchObject({ status: 200 });
    expect(peer.requests[1]).toMatchObject(second);
    if (location.includes('other')) expect(peer.requests[1]!.headers).not.toHaveProperty('authorization');
  });

  it('is not followed to where it must not lead, nor for ever', async () => {
    const { peer, send } = clientOf();
    const forbidsRedirect = ({ hostname }: URL) => (hostname === 'secret' ? 'the host is secret' : undefined);
    peer.next(to(302, 'http://peer/2'), to(302, 'http://secret/'));
    expect(await send({ forbidsRedirect })).toEqual({
      failed: 'the redirect to http://secret/ is not followed: the host is secret',
    });
    expect(peer.requests).toHaveLength(2);
    peer.usually(() => to(302, '/again'));
    expect(await send({ forbidsRedirect })).toEqual({
      failed: 'the redirect to http://peer/again is not followed: there were too many before it',
    });
  });
});

describe('the journal has an entry', () => {
  it('of an exchange', async () => {
    const { centre, peer, journal, send } = clientOf();
    peer.next(new Response('ok', { headers: { 'content-type': 'text/plain' } }));
    await send();
    expect(journal.entries).toEqual([
      {
        number: 1,
        kind: 'callback',
        at: centre.world.clock.now(),
        who: 'shop',
        conversationIds: ['c1'],
        operation: null,
        entryPointId: null,
        request: {
          method: 'POST',
          target: 'http://peer/hook',
          headers: { 'content-type': 'application/json' },
          body: request.body,
        },
        answer: { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' },
        problem: null,
        refusal: null,
        faultId: null,
      },
    ]);
  });

  it('of a failure, with its cause', async () => {
    const { peer, journal, send } = clientOf();
    peer.next(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND peer') }));
    await send();
    expect(journal.entries[0]).toMatchObject({ answer: null, problem: 'getaddrinfo ENOTFOUND peer' });
  });
});

describe('a request under way', () => {
  it('is counted until it is answered, or the partition is reset', async () => {
    const { centre, peer, client, send, journal } = clientOf();
    const first = Promise.withResolvers<Response>();
    const second = Promise.withResolvers<Response>();
    peer.next(first.promise, second.promise);
    const sent = [send(), send()];
    expect(client.underway).toBe(2);
    first.resolve(new Response());
    expect(await sent[0]).toMatchObject({ status: 200 });
    expect(client.underway).toBe(1);
    centre.world.clock.restart();
    expect(client.underway).toBe(0);
    second.resolve(new Response());
    expect(await sent[1]).toEqual({ failed: 'the partition was reset meanwhile' });
    expect(journal.entries).toHaveLength(1);
  });

  it('has its duration in the journal, and its secrets are learned', async () => {
    const { client, peer, send, journal } = clientOf();
    peer.next(new Response('0123456789'));
    const before = performance.now();
    await send({ findSecrets: (body) => [`secret ${body.byteLength}`] });
    expect(client.secrets.texts).toEqual(['secret 10']);
    const duration = journal.durationOf(journal.entries[0]!);
    expect(duration).toBeGreaterThanOrEqual(0);
    expect(duration).toBeLessThanOrEqual(performance.now() - before);
  });

  it('of which no answer comes has no secrets', async () => {
    const { client, peer, send } = clientOf();
    peer.next(new Error('no'));
    await send({ findSecrets: () => ['never asked'] });
    expect(client.secrets.texts).toEqual([]);
  });
});

it('an answer as large as the limit is whole', async () => {
  const { peer, send } = clientOf();
  peer.next(new Response('0123456789'));
  expect(await send()).toMatchObject({ status: 200, body: new TextEncoder().encode('0123456789') });
});
