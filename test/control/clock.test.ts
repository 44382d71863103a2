import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { fetchInProcess } from '../../simulator/http/in-process.ts';
import { createSimulator, startSimulator } from '../../simulator/index.ts';
import { configurationCall, paths, startCall, tokenCall } from '../../simulator/testing/calls.ts';
import { startBody } from '../../simulator/testing/samples.ts';
import { openContactCentre } from '../api/contact-centre.ts';
import { skins } from '../api/skins.ts';
import { realTimers } from '../../simulator/time/real-timers.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { Webhook } from '../settings/webhook.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { eventually } from './eventually.ts';
import { startOnSocket } from './running.ts';

const day = 24 * 3600 * 1000;
const start = Date.parse('2026-01-15T09:30:00.000Z');

/** A peer without a network. It records each call with the partition's time and gives the answer that a test sets. */
function peer(now: () => number, answer: (count: number) => Response | Promise<Response>) {
  const calls: { at: number; body: string }[] = [];
  const fetch = (_url: unknown, init?: RequestInit) => {
    calls.push({ at: now(), body: init?.body as string });
    return Promise.resolve(answer(calls.length));
  };
  return { calls, fetch: fetch as typeof globalThis.fetch };
}

function ok() {
  return new Response(null, { status: 204 });
}

async function receiver(now: () => number, reply: ConstructorParameters<typeof Webhook>[2] = () => 204) {
  const receiver = await Receiver.open();
  onTestFinished(() => receiver[Symbol.asyncDispose]());
  return new Webhook(receiver, now, reply);
}

describe('a day that takes milliseconds', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('sees a token expire, a chat time out and five callback retries without one real timer', async () => {
    const timers = [vi.spyOn(realTimers, 'setTimeout'), vi.spyOn(realTimers, 'setInterval')];
    const simulatorTime = { now: () => start };
    const webhook = peer(
      () => simulatorTime.now(),
      (count) => (count <= 5 ? new Response('busy', { status: 503 }) : ok()),
    );
    await using centre = await openContactCentre(skins.inProcess, {
      callbackUrl: 'http://webhook.example/ece',
      settings: { 'conversation.idleTimeoutSeconds': 600 },
      fetch: webhook.fetch,
    });
    const { clock } = centre.simulator;
    simulatorTime.now = () => clock.now();

    const token = await centre.token();
    const conversation = await centre.start(token);
    await clock.advance(600_000 - 1);
    expect(webhook.calls.map(({ at }) => at - start)).toEqual([0, 1000, 3000, 7000, 15_000, 31_000]);
    expect(centre.simulator.conversations.get(conversation).state).toBe('assigned');
    await clock.advance(1);
    expect(centre.simulator.conversations.get(conversation).state).toBe('ended');
    expect(webhook.calls.at(-1)).toMatchObject({ at: start + 600_000, body: expect.stringContaining('"complete"') as string });

    await clock.advance(day - 600_000 - 1);
    expect((await centre.call(configurationCall(token))).status).toBe(200);
    await clock.advance(1);
    expect((await centre.call(configurationCall(token))).status).toBe(401);
    expect(centre.simulator.journal.entries.at(-1)!.refusal!.reason.rule).toBe('the token is expired');
    expect(clock.now()).toBe(start + day);

    const waits = timers.flatMap(({ mock }) => mock.calls as unknown as [unknown, number?][]).filter(([, ms = 0]) => ms > 0);
    expect(waits).toEqual([]);
  });

  it('lets each thing happen at its time, one after the other, and returns when all effects are there', async () => {
    const { simulator, control } = await startOnSocket({ agents: 'answers', seed: 'order' });
    const webhook = await receiver(() => simulator.clock.now());
    simulator.applications.setCallbackUrl('demo', webhook.url);
    const ece = await EceClient.authorized(simulator.url);
    const chats = [await ece.startConversation(), await ece.startConversation(), await ece.startConversation()];
    for (const chat of chats) await ece.say(chat, 'bye');
    await control.advance(day);

    expect(chats.map((chat) => simulator.conversations.get(chat).state)).toEqual(['ended', 'ended', 'ended']);
    expect(webhook.times).toEqual(webhook.times.toSorted((one, other) => one - other));
    // Each message left at the time at which the agent wrote it, not all at once.
    expect(new Set(webhook.times).size).toBeGreaterThan(6);
    for (const { timeStamp, conversation } of webhook.messages) {
      expect(chats).toContain(conversation.id);
      expect(timeStamp).toBeGreaterThanOrEqual(start);
    }
    expect(simulator.applications.callbacks('demo').pending).toEqual([]);
    const times = simulator.journal.entries.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });
});

describe('what waits on a manual clock', () => {
  it('is an injected latency: the call is answered, and its callbacks delivered, when the time has come', async () => {
    const { simulator, control } = await startOnSocket();
    const webhook = await receiver(() => simulator.clock.now());
    simulator.applications.setCallbackUrl('demo', webhook.url);
    const ece = await EceClient.authorized(simulator.url);
    simulator.faults.add({ match: { operation: 'startConversation' }, action: { do: 'delay', ms: 90_000 } });

    let answered = false;
    const starting = ece.startConversation().finally(() => (answered = true));
    await eventually(() => simulator.clock.nextDue === start + 90_000);
    await control.advance(89_999);
    expect({ answered, conversations: demoChats(simulator) }).toEqual({ answered: false, conversations: 0 });
    await control.advance(1);
    expect({ conversations: demoChats(simulator), types: webhook.types }).toEqual({ conversations: 1, types: ['assigned'] });
    expect(webhook.times).toEqual([90_000]);
    await starting;
  });

  it('does not count a call whose caller went away; the effects of the call happen all the same', async () => {
    const { simulator, control } = await startOnSocket();
    const webhook = await receiver(() => simulator.clock.now());
    simulator.applications.setCallbackUrl('demo', webhook.url);
    const ece = await EceClient.authorized(simulator.url);
    simulator.faults.add({ match: { operation: 'startConversation' }, action: { do: 'delay', ms: 60_000 } });
    const impatient = new AbortController();
    const starting = ece.send(startCall(ece.token, startBody()), impatient.signal);
    await eventually(() => simulator.clock.nextDue === start + 60_000);
    impatient.abort();
    await expect(starting).rejects.toThrow('aborted');
    await control.advance(60_000);
    expect(webhook.types).toEqual(['assigned']);
  });

  it('counts a silent peer as hung after its grace, once, so that its time-out comes and others go on', async () => {
    let asked = 0;
    const silent = (_url: unknown, init?: RequestInit) => {
      asked++;
      return new Promise<Response>((_resolve, reject) => {
        init!.signal!.addEventListener('abort', () => reject(new Error('aborted')));
      });
    };
    const grace = vi.spyOn(realTimers, 'setTimeout');
    await using centre = await openContactCentre(skins.inProcess, {
      callbackUrl: 'http://webhook.example/ece',
      fetch: silent,
      ioGraceMs: 5,
    });
    const { clock, journal } = centre.simulator;
    await centre.start(await centre.token());
    for (const ms of [1, 2, 3, 4]) centre.simulator.faults.add({ action: { do: 'delay', ms } });
    await clock.advance(5000);
    grace.mockRestore();
    const [attempt] = journal.entries.filter(({ kind }) => kind === 'callback');
    expect(attempt).toMatchObject({ at: start, answer: null, problem: 'no answer within 5000 ms' });
    expect(asked).toBe(1);
    await clock.advance(1000);
    expect(asked).toBe(2);
  });

  it('does not poison the next step when a step goes wrong', async () => {
    const simulator = createSimulator({ clock: 'manual' });
    const { world } = simulator.partition('default');
    world.clock.schedule(10, () => {
      throw new Error('a defect of a listener');
    });
    await expect(simulator.clock.advance(20)).rejects.toThrow('a defect of a listener');
    await simulator.clock.advance(20);
    expect(simulator.clock.now()).toBe(start + 30);
  });
});

function demoChats({ conversations }: { conversations: { list(): readonly { entryPointId: string }[] } }): number {
  return conversations.list().filter(({ entryPointId }) => entryPointId === '1001').length;
}

describe('the clock over the control API', () => {
  it('shows its time, its mode and what is due next', async () => {
    const { control } = await startOnSocket({ settings: { 'conversation.idleTimeoutSeconds': 60 } });
    expect(await control.get('/clock')).toEqual({
      mode: 'manual',
      now: start,
      time: '2026-01-15T09:30:00.000Z',
      nextDue: start + 60_000,
      underway: { calls: 0, waiting: 0, hanging: 0, held: [], outgoing: 0 },
      isQuiet: true,
    });
    expect(await control.post('/clock/advance', { body: { to: 'next' } })).toMatchObject({ now: start + 60_000 });
    expect(await control.post('/clock/advance', { body: { ms: 5 } })).toMatchObject({ now: start + 60_005 });
  });

  it('goes on from the time it is when its mode changes, and time then passes by itself', async () => {
    const { control } = await startOnSocket({ settings: { 'conversation.idleTimeoutSeconds': 600 } });
    const ece = await EceClient.authorized(new URL(control.base).origin);
    const conversationId = await ece.startConversation();
    expect(await control.put('/clock', { body: { mode: 'scaled', factor: 100_000 } })).toMatchObject({ mode: 'scaled' });
    const match = { event: { type: 'conversation-ended' as const, conversationId } };
    expect(await control.post('/wait', { body: { match } })).toMatchObject({ event: { by: 'timeout' } });
    const { now } = await control.put('/clock', { body: { mode: 'manual' } });
    expect(now).toBeGreaterThanOrEqual(start + 600_000);
    expect(await control.get('/clock')).toMatchObject({ mode: 'manual', now });
    expect(await control.put('/clock', { body: { mode: 'manual', start: now + day } })).toMatchObject({ now: now + day });
  });

  it('is the time of the machine when it is real', async () => {
    const before = Date.now();
    const { control } = await startOnSocket({ clock: 'real' });
    const { now, mode } = await control.get('/clock');
    expect(mode).toBe('real');
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
    expect(await control.refused('POST', '/clock/advance', { ms: 1 })).toMatchObject({ status: 409, path: 'mode' });
  });

  it.each([
    ['a step back', 'POST', '/clock/advance', { ms: -1 }, 'ms'],
    ['more than ten years', 'POST', '/clock/advance', { ms: 1e15 }, 'ms'],
    ['a step that is no number', 'POST', '/clock/advance', { ms: 'an hour' }, 'ms'],
    ['a step to somewhere else', 'POST', '/clock/advance', { to: 'tomorrow' }, 'to'],
    ['no step', 'POST', '/clock/advance', {}, ''],
    ['a factor of nothing', 'PUT', '/clock', { mode: 'scaled', factor: 0 }, 'factor'],
    ['an absurd factor', 'PUT', '/clock', { mode: 'scaled', factor: 1e9 }, 'factor'],
    ['an unknown mode', 'PUT', '/clock', { mode: 'fast' }, 'mode'],
    ['a start before now', 'PUT', '/clock', { mode: 'manual', start: 0 }, 'start'],
    ['a start beyond all dates', 'PUT', '/clock', { mode: 'manual', start: 1e18 }, 'start'],
  ])('refuses %s and leaves the time alone', async (_what, method, path, body, wrong) => {
    const { control } = await startOnSocket();
    const before = await control.get('/clock');
    expect(await control.refused(method, path, body)).toMatchObject({ status: 400, kind: 'invalid', path: wrong });
    expect(await control.get('/clock')).toEqual(before);
  });

  it.each(['0x', '100001x', 'fast'])('cannot be made with the clock "%s"', async (clock) => {
    await expect(startSimulator({ port: 0, clock })).rejects.toThrow('"clock" must be "real", "manual", a factor');
  });
});

describe('a client that does not wait', () => {
  it('gets the same error in process as from fetch, whether the call waits or will never be answered', async () => {
    const simulator = createSimulator({ clock: 'manual' });
    const { target, ...init } = tokenCall();
    for (const action of [{ do: 'delay', ms: 1000 } as const, { do: 'hang' } as const]) {
      simulator.faults.clear();
      simulator.faults.add({ action });
      const impatient = new AbortController();
      const call = fetchInProcess(simulator, target, {
        ...init,
        headers: init.headers!,
        body: init.body as string,
        signal: impatient.signal,
      });
      impatient.abort();
      await expect(call).rejects.toThrow('aborted');
    }
    await expect(fetchInProcess(simulator, paths.token, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });
});

it('time passes to an instant, and never back', async () => {
  const { control } = await startOnSocket();
  const { time } = await control.post('/clock/advance', { body: { to: '2026-03-29T02:30:00+01:00' } });
  expect(time).toBe('2026-03-29T01:30:00.000Z');
  const back = await control.refused('POST', '/clock/advance', { to: '2026-03-29T01:29:59Z' });
  expect(back).toMatchObject({ status: 400, path: 'to' });
});
