import { describe, expect, it } from 'vitest';
import { delivering, turnOfTheEventLoop } from '../testing/delivering.ts';
import type { Peer } from '../testing/peer.ts';
import { agentSendsFile } from '../world/agent-acts.ts';
import { callbackQueue, dropMessages, sizeOfMessage } from '../world/outbox.ts';

describe('a message', () => {
  it('goes to the callback URL of its application, without credentials unless there are any', async () => {
    const { peer, queue, chat, say } = await delivering();
    say('hello');
    await peer.settled();
    expect(peer.requests).toMatchObject([
      { method: 'POST', url: 'http://webhook/in', headers: { 'content-type': 'application/json' } },
    ]);
    expect(peer.requests[0]!.headers).not.toHaveProperty('authorization');
    expect(peer.bodies[0]).toMatchObject({ message: [{ conversation: { id: chat.id }, content: 'hello' }] });
    expect(queue).toMatchObject({ pending: [], sent: [{ type: 'assigned' }, { content: 'hello' }] });
  });

  it('goes as XML where the administrator chose it', async () => {
    const { centre, peer, say } = await delivering();
    centre.application.callback.format = 'xml';
    say('hello');
    await peer.settled();
    expect(peer.requests[0]!.headers['content-type']).toBe('application/xml');
    expect(peer.requests[0]!.body).toContain('<content>hello</content>');
  });

  it('goes with Basic credentials where they are configured', async () => {
    const { peer, say } = await delivering({}, { type: 'basic', userName: 'me', password: 'päss' });
    say('hello');
    await peer.settled();
    expect(peer.requests[0]!.headers['authorization']).toBe(`Basic ${Buffer.from('me:päss').toString('base64')}`);
  });

  it("holds the content URL of an agent's file", async () => {
    const { centre, peer, chat } = await delivering();
    agentSendsFile(centre.world, chat, { fileName: 'my offer.pdf', contentType: 'application/pdf', content: new Uint8Array(3) });
    await peer.settled();
    const contentUrl = 'https://ece.example.com/system/ws/v19/clientapplications/messaging/attachment/4711/my%20offer.pdf';
    const file = { id: '4711', fileName: 'my offer.pdf', contentType: 'application/pdf', size: 3, contentUrl };
    expect(peer.bodies[0]).toMatchObject({ message: [{ attachments: { attachment: [file] } }] });
  });

  it('is not sent where there is no callback URL', async () => {
    const { peer, say } = await delivering({ callbackUrl: null });
    say('hello');
    await peer.settled();
    expect(peer.requests).toEqual([]);
  });
});

it.each([['one'], ['per-conversation']])(
  'keeps its place when callback.batching becomes %s while an earlier one fails',
  async (batching) => {
    const { centre, peer, say, texts, pass } = await delivering();
    peer.next(500);
    say('one');
    await peer.settled();
    centre.change({ 'callback.batching': batching });
    say('two');
    await pass(0);
    expect(texts()).toEqual([['one']]);
    await pass(1000);
    expect(texts()).toEqual([['one'], ['one'], ['two']]);
  },
);

describe('one request', () => {
  it('carries what has come meanwhile, also of several conversations', async () => {
    const { centre, peer, say, texts } = await delivering();
    const other = centre.startChat();
    say('one');
    say('two', other);
    say('three');
    await peer.settled();
    expect(texts()).toEqual([['You are now chatting with Ada'], ['one', 'two', 'three']]);
  });

  it('carries at most a thousand messages', async () => {
    const { peer, say, texts } = await delivering();
    for (let number = 0; number <= 2001; number++) say(String(number));
    await peer.settled();
    expect(texts().map((batch) => batch.length)).toEqual([1, 1000, 1000, 1]);
    expect(texts().flat()).toEqual(Array.from({ length: 2002 }, (_, number) => String(number)));
  });

  it.each([
    ['one', [['one'], ['two'], ['three']]],
    ['per-conversation', [['one'], ['two', 'three']]],
  ])('carries less where the batching is %s', async (batching, expected) => {
    const { peer, say, texts } = await delivering({ settings: { 'callback.batching': batching } });
    for (const text of ['one', 'two', 'three']) say(text);
    await peer.settled();
    expect(texts()).toEqual(expected);
  });
});

describe('a webhook server to which very many lanes send', () => {
  const settings = { 'callback.order': 'none', 'callback.batching': 'one', 'callback.deactivateAfter': null };
  const all = Array.from({ length: 120 }, (_, number) => String(number));

  it('gets fifty requests at a time, the others in their order, and none is forgotten', async () => {
    const { centre, peer, queue, door, say, texts, pass } = await delivering({ settings });
    door.deactivateCallback('shop');
    for (const text of all) say(text);
    peer.usually(() => 'silence');
    door.reactivateCallback('shop');
    await turnOfTheEventLoop();
    expect(texts().flat()).toEqual(all.slice(0, 50));
    peer.usually(() => 200);
    centre.pass(5000);
    await pass(1000);
    expect(texts().flat().slice(0, 120)).toEqual(all);
    expect(queue.pending).toEqual([]);
  });

  it('gets fifty of the repeats that are due together', async () => {
    const { centre, peer, queue, say, texts, pass } = await delivering({ settings });
    peer.usually(() => 500);
    for (const text of all) say(text);
    await peer.settled();
    expect(texts().flat()).toEqual(all);
    peer.usually(() => 'silence');
    centre.pass(1000);
    await turnOfTheEventLoop();
    expect(texts().flat().slice(120)).toEqual(all.slice(0, 50));
    peer.usually(() => 200);
    centre.pass(5000);
    await pass(2000);
    expect(texts().flat().slice(120, 240)).toEqual(all);
    expect(queue.pending).toEqual([]);
  });
});

describe('a new message', () => {
  it.each([
    ['all-queued', 'per-conversation'],
    ['per-conversation', 'per-conversation'],
    ['one', 'per-application'],
  ])('costs the same however many wait, with the batching %s and the order %s', async (batching, order) => {
    const settings = { 'callback.batching': batching, 'callback.order': order };
    const { peer, queue, say } = await delivering({ settings });
    peer.usually(() => 'silence');
    let reads = 0;
    queue.pending = new Proxy([], { get: (target, name) => (reads++, Reflect.get(target, name) as unknown) });
    const readsOf = (text: string) => {
      const before = reads;
      say(text);
      return reads - before;
    };
    say('on its way');
    const first = readsOf('the first that waits');
    for (let number = 0; number < 500; number++) say(String(number));
    expect(readsOf('the last')).toBe(first);
  });
});

describe('a change of the settings', () => {
  it('while a request is under way sends nothing twice', async () => {
    const { centre, peer, say, texts, pass } = await delivering();
    let accept: (answer: Response) => void = () => undefined;
    peer.next(new Promise((resolve) => (accept = resolve)));
    say('one');
    await turnOfTheEventLoop();
    centre.change({ 'callback.batching': 'per-conversation' });
    say('two');
    accept(new Response());
    await pass(0);
    expect(texts()).toEqual([['one'], ['two']]);
  });
});

/** The successor's delivery of events with a v19 payload: spec 9.2. */
const successor = {
  'callback.timeoutMs': 10_000,
  'callback.retryOn': ['timeout', 429, 502, 503],
  'callback.backoff': { initialMs: 30_000, factor: 1, maxMs: 30_000, maxTries: 4 },
};

describe("the successor's set of values", () => {
  it.each([429, 502, 503])('repeats after %i every 30 s, at most 3 times', async (status) => {
    const { peer, queue, say, texts, pass } = await delivering({ settings: successor });
    peer.usually(() => status);
    say('one');
    for (let requests = 1; requests <= 4; requests++) {
      await pass(29_999);
      expect(texts()).toHaveLength(requests);
      await pass(1);
    }
    await pass(600_000);
    expect(texts()).toHaveLength(4);
    expect(queue.pending).toEqual([]);
  });

  it('repeats after a time-out of 10 s', async () => {
    const { centre, peer, say, texts, pass } = await delivering({ settings: successor });
    peer.next('silence');
    say('one');
    await turnOfTheEventLoop();
    centre.pass(9_999);
    expect(centre.world.clock.nextDue()).toBe(centre.world.clock.now() + 1);
    centre.pass(1);
    await pass(29_999);
    expect(texts()).toEqual([['one']]);
    await pass(1);
    expect(texts()).toEqual([['one'], ['one']]);
  });

  it.each([
    ['400', 400],
    ['500', 500],
    ['no connection', new TypeError('fetch failed')],
  ])('gives up after %s', async (_, answer) => {
    const { peer, queue, say, texts, pass } = await delivering({ settings: successor });
    peer.next(answer);
    say('one');
    await pass(600_000);
    expect(texts()).toEqual([['one']]);
    expect(queue).toMatchObject({ pending: [], failuresInARow: 1 });
  });
});

describe('a message of which no request can be made', () => {
  // A number that JSON cannot hold stands for a defect of the simulator.
  const unwritable = 1n as unknown as string;

  it('is recorded with the cause, counted and given up; what stands before and behind it leaves', async () => {
    const { peer, queue, journal, defects, say, texts, pass } = await delivering();
    peer.next(500);
    say('one');
    await pass(0);
    for (const text of ['two', unwritable, 'three']) say(text);
    await pass(1000);
    expect(texts().slice(1)).toEqual([['one'], ['two', 'three']]);
    expect(queue.pending).toEqual([]);
    expect(defects).toEqual([expect.objectContaining({ name: 'TypeError' })]);
    expect(journal.entries.map(({ problem }) => problem).filter(Boolean)).toEqual([
      expect.stringMatching(/^a defect of the simulator: .*BigInt/),
    ]);
  });

  it('counts as a failure of its application', async () => {
    const { queue, say, pass } = await delivering();
    say(unwritable);
    await pass(0);
    expect(queue).toMatchObject({
      failuresInARow: 1,
      lastFailure: expect.stringContaining('a defect of the simulator') as string,
    });
  });
});

describe('a request that fails', () => {
  it('is repeated unchanged after 1, 2, 4 ... seconds, and later messages wait', async () => {
    const { peer, say, texts, pass } = await delivering();
    peer.next(500, 500, 500);
    say('one');
    await pass(0);
    say('two');
    await pass(999);
    expect(texts()).toEqual([['one']]);
    await pass(1);
    expect(texts()).toEqual([['one'], ['one']]);
    await pass(2000);
    await pass(3999);
    expect(texts()).toEqual([['one'], ['one'], ['one']]);
    await pass(1);
    expect(texts()).toEqual([['one'], ['one'], ['one'], ['one'], ['two']]);
  });

  it.each<[string, Parameters<Peer['next']>[0], string]>([
    ['a status that is no success', 404, 'the webhook server answered 404'],
    ['a redirect', new Response(null, { status: 307, headers: { location: 'http://other' } }), 'the webhook server answered 307'],
    ['no connection', new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }), 'ECONNREFUSED'],
    ['silence', 'silence', 'no answer within 5000 ms'],
  ])('by %s is counted, with its cause', async (_what, answer, cause) => {
    const { centre, peer, queue, say, pass } = await delivering();
    peer.next(answer);
    say('one');
    await turnOfTheEventLoop();
    if (answer === 'silence') centre.pass(5000);
    await peer.settled();
    expect(queue).toMatchObject({ failuresInARow: 1, lastFailure: cause, pending: [{ content: 'one' }] });
    await pass(1000);
    expect(queue).toMatchObject({ failuresInARow: 0, lastFailure: null, pending: [] });
  });

  it.each([
    ['2xx', 202, 0],
    ['200', 202, 1],
    ['200', 200, 0],
  ])('where %s is success: %i', async (statuses, status, failures) => {
    const { peer, queue, say } = await delivering({ settings: { 'callback.successStatuses': statuses } });
    peer.next(status);
    say('one');
    await peer.settled();
    expect(queue.failuresInARow).toBe(failures);
  });

  it('is not repeated where delivery is at most once', async () => {
    const { peer, say, texts, pass } = await delivering({ settings: { 'callback.delivery': 'at-most-once' } });
    peer.next(500);
    say('one');
    await pass(0);
    say('two');
    await pass(3_600_000);
    expect(texts()).toEqual([['one'], ['two']]);
  });

  it('is given up after the tries of the setting', async () => {
    const backoff = { initialMs: 1000, factor: 2, maxMs: 60_000, maxTries: 3 };
    const { peer, say, texts, pass } = await delivering({ settings: { 'callback.backoff': backoff } });
    peer.next(500, 500, 500);
    say('one');
    await pass(0);
    say('two');
    await pass(3_600_000);
    expect(texts()).toEqual([['one'], ['one'], ['one'], ['two']]);
  });

  it('holds up its conversation alone, where each has its own requests', async () => {
    const { centre, peer, chat, say, texts, pass } = await delivering({ settings: { 'callback.batching': 'per-conversation' } });
    const other = centre.startChat();
    await pass(0);
    peer.requests.length = 0;
    peer.usually(({ body }) => (body.includes(chat.id) ? 500 : 200));
    say('one');
    await pass(0);
    say('two', other);
    say('three');
    await pass(0);
    expect(texts()).toEqual([['one'], ['two']]);
  });

  it('follows a redirect only where the setting says so', async () => {
    for (const [rule, requests] of [
      ['refuse', 1],
      ['follow', 2],
    ] as const) {
      const { peer, say } = await delivering({ settings: { 'callback.redirects': rule } });
      peer.next(new Response(null, { status: 307, headers: { location: '/elsewhere' } }));
      say('one');
      await peer.settled();
      expect(peer.requests).toHaveLength(requests);
    }
  });
});

describe('a webhook server that wants OAuth', () => {
  const authentication = { type: 'oauth', tokenUrl: 'http://idp/token', clientId: 'id', clientSecret: 'secret' } as const;

  async function withTokens(settings: Record<string, unknown> = {}) {
    const run = await delivering({ settings }, authentication);
    let tokens = 0;
    const webhook: (string | undefined)[] = [];
    const answers: number[] = [];
    run.peer.usually(({ url, headers }) => {
      if (url === 'http://idp/token') return new Response(JSON.stringify({ access_token: `token ${++tokens}`, expires_in: 60 }));
      webhook.push(headers['authorization']);
      return answers.shift() ?? 200;
    });
    return { ...run, webhook, refuse: (...statuses: number[]) => answers.push(...statuses) };
  }

  it('gets a token, the same for as long as it is valid', async () => {
    const { say, pass, webhook } = await withTokens();
    say('one');
    await pass(59_999);
    say('two');
    await pass(1);
    say('three');
    await pass(0);
    expect(webhook).toEqual(['Bearer token 1', 'Bearer token 1', 'Bearer token 2']);
  });

  it('is asked again at once, with a new token, when it refuses one; that is no failure', async () => {
    const { queue, say, pass, webhook, refuse } = await withTokens();
    refuse(401);
    say('one');
    await pass(0);
    expect(webhook).toEqual(['Bearer token 1', 'Bearer token 2']);
    expect(queue).toMatchObject({ failuresInARow: 0, pending: [] });
  });

  it('that refuses the new token too has failed', async () => {
    const { queue, say, pass, webhook, refuse } = await withTokens();
    refuse(401, 401);
    say('one');
    await pass(0);
    expect(webhook).toHaveLength(2);
    expect(queue).toMatchObject({ failuresInARow: 1, lastFailure: 'the webhook server answered 401' });
  });

  it('has failed at the first refusal where the setting says so', async () => {
    const { queue, say, pass, refuse } = await withTokens({ 'callback.oauth.renewOn401': false });
    refuse(401);
    say('one');
    await pass(0);
    expect(queue.failuresInARow).toBe(1);
  });

  it('gets no request while there is no token, and that is a failure', async () => {
    const { peer, queue, say } = await delivering({}, authentication);
    peer.usually(() => 503);
    say('one');
    await peer.settled();
    expect(peer.requests.map(({ url }) => url)).toEqual(['http://idp/token']);
    expect(queue.lastFailure).toBe('no token from the token URL: the answer 503 holds none');
  });
});

describe('a callback URL that is deactivated', () => {
  it('gets no request after ten failures; pending messages are sent when it is active again', async () => {
    const { peer, queue, door, say, texts, pass } = await delivering();
    peer.usually(() => 500);
    say('one');
    await pass(24 * 3_600_000);
    expect(peer.requests).toHaveLength(10);
    expect(queue.deactivatedAt).not.toBeNull();
    say('two');
    await pass(24 * 3_600_000);
    expect(peer.requests).toHaveLength(10);
    peer.usually(() => 200);
    door.reactivateCallback('shop');
    await pass(0);
    expect(texts().at(-1)).toEqual(['one', 'two']);
  });

  it('by the administrator gets no request although a repeat was planned', async () => {
    const { peer, door, say, pass } = await delivering();
    peer.next(500);
    say('one');
    await pass(0);
    door.deactivateCallback('shop');
    await pass(3_600_000);
    expect(peer.requests).toHaveLength(1);
  });

  it('drops what waits where the setting says so, also what waits to be repeated', async () => {
    const { peer, queue, door, say, texts, pass } = await delivering({ settings: { 'callback.deactivatedQueue': 'drop' } });
    peer.next(500);
    say('one');
    await pass(0);
    door.deactivateCallback('shop');
    door.reactivateCallback('shop');
    say('two');
    await pass(3_600_000);
    expect(texts()).toEqual([['one'], ['two']]);
    expect(queue.sent.map(({ content }) => content)).toEqual(['You are now chatting with Ada', 'one', 'two']);
  });

  it('drops what is under way too: when that fails it is not sent again, and what came since does not wait for it', async () => {
    const { peer, queue, door, say, texts, pass } = await delivering({ settings: { 'callback.deactivatedQueue': 'drop' } });
    peer.next(500);
    say('one');
    door.deactivateCallback('shop');
    door.reactivateCallback('shop');
    say('two');
    await peer.settled();
    expect(texts()).toEqual([['one'], ['two']]);
    await pass(3_600_000);
    expect(texts()).toEqual([['one'], ['two']]);
    expect(queue).toMatchObject({ pending: [], failuresInARow: 0 });
  });
});

describe('a message that is lost', () => {
  it('while it waits to be repeated is not sent again; the others of its request are', async () => {
    const { centre, peer, queue, say, texts, pass } = await delivering();
    peer.next(200, 500);
    for (const text of ['one', 'two', 'three']) say(text);
    await peer.settled();
    expect(texts()).toEqual([['one'], ['two', 'three']]);
    dropMessages(centre.world, sizeOfMessage(queue.pending[0]!) + queue.sent.reduce((sum, sent) => sum + sizeOfMessage(sent), 0));
    await pass(3_600_000);
    expect(texts()).toEqual([['one'], ['two', 'three'], ['three']]);
  });
});

describe('an administrator who corrects the callback URL', () => {
  it('need not wait for the planned repeat', async () => {
    const { peer, door, say, pass } = await delivering();
    peer.next(500);
    say('one');
    await pass(0);
    door.setCallbackUrl('shop', 'http://webhook/new');
    await pass(0);
    expect(peer.requests.map(({ url }) => url)).toEqual(['http://webhook/in', 'http://webhook/new']);
    await pass(3_600_000);
    expect(peer.requests).toHaveLength(2);
  });

  it('stops deliveries by removing it, also those under way, and starts them by a new one', async () => {
    const { peer, queue, door, say, pass } = await delivering();
    peer.next(500);
    say('one');
    door.setCallbackUrl('shop', null);
    await pass(3_600_000);
    expect(peer.requests).toHaveLength(1);
    expect(queue.pending).toHaveLength(1);
    door.setCallbackUrl('shop', 'http://webhook/new');
    await pass(0);
    expect(peer.requests[1]).toMatchObject({ url: 'http://webhook/new' });
    expect(queue.pending).toEqual([]);
  });
});

describe('messages that an API call caused', () => {
  it('leave when the call is answered, and what was queued before leaves before', async () => {
    const { peer, deliverer, say, texts } = await delivering();
    say('before');
    const hold = deliverer.openHold();
    const result = hold.during(() => {
      say('during');
      return 'done';
    });
    say('after');
    await peer.settled();
    expect(result).toBe('done');
    expect(texts()).toEqual([['before']]);
    hold.release();
    hold.release();
    await peer.settled();
    expect(texts()).toEqual([['before'], ['during', 'after']]);
  });

  it('wait for the answer also when the call had to wait in between, and those of another call do not', async () => {
    const { peer, deliverer, say, texts } = await delivering();
    const [slow, quick] = [deliverer.openHold(), deliverer.openHold()];
    slow.during(() => undefined);
    quick.during(() => say('quick'));
    quick.release();
    await peer.settled();
    slow.during(() => say('slow'));
    await peer.settled();
    expect(texts()).toEqual([['quick']]);
    slow.release();
    await peer.settled();
    expect(texts()).toEqual([['quick'], ['slow']]);
  });

  it('leave when the call fails', async () => {
    const { peer, deliverer, say, texts } = await delivering();
    const fail = () =>
      deliverer.openHold().during(() => {
        say('during');
        throw new Error('a defect');
      });
    expect(fail).toThrow('a defect');
    await peer.settled();
    expect(texts()).toEqual([['during']]);
  });
});

describe('what is under way', () => {
  it('counts no more after a reset, and what waits is sent anew', async () => {
    const { centre, peer, queue, deliverer, say, texts } = await delivering();
    peer.next('silence');
    say('one');
    await turnOfTheEventLoop();
    centre.world.clock.restart();
    deliverer.reset();
    await peer.settled();
    expect(texts()).toEqual([['one'], ['one']]);
    expect(queue).toMatchObject({ failuresInARow: 0, pending: [] });
  });

  it('is the last after the end', async () => {
    const { peer, deliverer, say, texts, pass } = await delivering();
    peer.next(500);
    say('one');
    deliverer.close();
    say('two');
    await pass(3_600_000);
    expect(texts()).toEqual([['one']]);
  });
});

it('a slow webhook server holds up no other application', async () => {
  const callback = (url: string) => ({ url, format: 'json', authentication: { type: 'none' } }) as const;
  const application = (name: string) => ({
    name,
    type: 'Chat',
    key: name,
    secret: 's',
    tokenLifetimeSeconds: 1,
    callback: callback(`http://${name}/`),
    entryPoints: [1001],
  });
  const { centre, peer, say } = await delivering({ applications: [application('slow'), application('quick')] });
  peer.usually(({ url }) => (url === 'http://slow/' ? 'silence' : 200));
  const quick = [...centre.world.state.applications.values()][1]!;
  say('one');
  const chat = centre.startChat({ application: quick });
  say('two', chat);
  const { pending } = callbackQueue(centre.world, quick.id);
  expect(pending).not.toEqual([]);
  await turnOfTheEventLoop();
  expect(callbackQueue(centre.world, quick.id).pending).toEqual([]);
  expect(callbackQueue(centre.world, centre.application.id).pending).toHaveLength(1);
});
