import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { configurationCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { EventReader } from './event-reader.ts';
import { startOnSocket } from './running.ts';
import { connected } from './wire.ts';

/** Only ends what hangs. */
const patience = { timeout: 30_000 };

describe('to wait', () => {
  it('finds what has happened already, and after a number only what comes', async () => {
    const { simulator, control } = await startOnSocket();
    const ece = await EceClient.authorized(simulator.url);
    const match = { journal: { operation: 'startConversation' as const } };
    const chat = await ece.startConversation();
    const { number } = await control.post('/wait', { body: { match } });
    const next = control.post('/wait', { body: { match, after: number } });
    const second = await ece.startConversation();
    expect(await next).toMatchObject({ entry: { conversationIds: [second] } });
    const event = { type: 'conversation-started' as const, conversationId: chat };
    expect(await control.post('/wait', { body: { match: { event } } })).toMatchObject({ source: 'world', event });
  });

  it('is answered 408 when nothing fits in time, with what did happen', async () => {
    const { control } = await startOnSocket();
    const ece = await EceClient.authorized(new URL(control.base).origin);
    await ece.configuration(1005);
    const problem = await control.refused('POST', '/wait', { match: { journal: { status: 500 } }, timeoutMs: 0 });
    expect(problem).toMatchObject({ status: 408, kind: 'timeout', path: 'match' });
    expect(problem.message).toMatch(/^Nothing that fits happened within 0 ms\..*getConfiguration .* -> 400$/s);
  });

  it('ends with its caller', async () => {
    const { simulator } = await startOnSocket();
    const { happenings } = simulator.partition('default');
    const body = JSON.stringify({ match: { journal: { status: 500 } }, timeoutMs: 60_000 });
    const headers = { host: 'localhost', 'content-type': 'application/json', 'content-length': String(body.length) };
    const caller = connected(simulator.url, { target: '/_sim/v1/wait', method: 'POST', headers, body });
    await vi.waitFor(() => expect(happenings.waiting).toBe(1), patience);
    await caller[Symbol.asyncDispose]();
    await vi.waitFor(() => expect(happenings.waiting).toBe(0), patience);
  });

  it.each([
    [{}, 'match'],
    [{ match: {} }, 'match'],
    [{ match: { journal: { operation: 'startChat' } } }, 'match.journal.operation'],
    [{ match: { journal: { colour: 'red' } } }, 'match.journal.colour'],
    [{ match: { event: {} } }, 'match.event.type'],
    [{ match: { event: { type: 'agent-exploded' } } }, 'match.event.type'],
    [{ match: { journal: {} }, timeoutMs: 60_001 }, 'timeoutMs'],
    [{ match: { journal: {} }, timeoutMs: -1 }, 'timeoutMs'],
    [{ match: { journal: {} }, after: 0.5 }, 'after'],
  ])('for %j is refused', async (body, offending) => {
    const { control } = await startOnSocket();
    expect(await control.refused('POST', '/wait', body)).toMatchObject({ status: 400, path: offending });
  });
});

describe('the stream of events', () => {
  async function reader(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const opened = await EventReader.open(url, headers);
    onTestFinished(() => opened.close());
    return opened;
  }

  it('tells live what happens in every partition, or in one', async () => {
    const { simulator, control } = await startOnSocket();
    await control.post('/partitions', { body: { name: 'one' } });
    const all = await reader(`${control.base}/events`);
    const ofOne = await reader(`${control.base}/partitions/one/events`);
    simulator.agents.logOut('Ben');
    simulator.partition('one').agents.logOut('Ada');
    expect((await all.next(2)).map(({ event, data }) => [event, data.partition])).toEqual([
      ['world', 'default'],
      ['world', 'one'],
    ]);
    await EceClient.overSocket(simulator.url).send(configurationCall('none'));
    expect(await all.next(1)).toMatchObject([
      { event: 'journal', data: { partition: 'default', entry: { operation: 'getConfiguration' } } },
    ]);
    expect((await ofOne.next(1)).map(({ data }) => data.partition)).toEqual(['one']);
  });

  it('begins with what is past, by query or by the header of a reader that comes back, and goes on without a gap', async () => {
    const { simulator, control } = await startOnSocket();
    const first = await reader(`${control.base}/events?after=0`);
    for (const agent of ['Ada', 'Ben', 'Dan']) simulator.agents.logOut(agent);
    const firstThree = await first.next(3);
    const ids = firstThree.map(({ id }) => id);
    simulator.agents.logIn('Ada');
    const back = await reader(`${control.base}/events`, { 'last-event-id': String(ids[1]) });
    expect((await back.next(2)).map(({ id }) => id)).toEqual([ids[2]!, ids[2]! + 1]);
    const query = await reader(`${control.base}/events?after=${ids[0]}`, { 'last-event-id': String(ids[2]) });
    expect((await query.next(3)).map(({ id }) => id)).toEqual([ids[1]!, ids[2]!, ids[2]! + 1]);
  });

  it('sends nothing more to a reader that does not read, and everything that is kept when it reads on', async () => {
    const { simulator, control } = await startOnSocket();
    const { world } = simulator.partition('default');
    const slow = connected(simulator.url, { target: '/_sim/v1/events', headers: { host: 'localhost' } });
    onTestFinished(() => slow[Symbol.asyncDispose]());
    await slow.until('everything that happens follows');
    slow.pause();
    const quick = await reader(`${control.base}/events`);
    const entry = { at: 0, from: 'agent', type: 'plainText', content: 'x'.repeat(19_000) } as const;
    const ids: number[] = [];
    for (let count = 0; count < 600; count++) {
      world.emit({ type: 'agent-message', conversationId: 'c', entry });
      const [event] = await quick.next(1);
      ids.push(event!.id);
    }
    slow.resume();
    const received = await slow.until(`id: ${ids.at(-1)!}\n`);
    expect([...received.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual(ids);
  });

  it('tells a reader that comes back too late that it has missed something', async () => {
    const { simulator, control } = await startOnSocket({ journalCapacity: 10 });
    for (let count = 0; count < 50; count++) simulator.partition('default').world.emit({ type: 'agent-changed', agentId: '1' });
    const late = connected(simulator.url, { target: '/_sim/v1/events?after=3', headers: { host: 'localhost' } });
    onTestFinished(() => late[Symbol.asyncDispose]());
    const upTo = simulator.forgottenUpTo();
    expect(upTo).toBeGreaterThan(3);
    expect(await late.until('event: world')).toContain(`event: lost\ndata: {"after":3,"upTo":${upTo}}\n\n`);
    const inTime = await reader(`${control.base}/events?after=${upTo}`);
    expect((await inTime.next(1))[0]!.id).toBe(upTo + 1);
  });

  it('are at most 256 at a time', async () => {
    const { control } = await startOnSocket();
    await Promise.all(Array.from({ length: 256 }, () => reader(`${control.base}/events`)));
    expect(await control.refused('GET', '/events')).toMatchObject({ status: 409, kind: 'impossible' });
  });

  it('ends with the simulator', async () => {
    const { simulator, control } = await startOnSocket();
    const open = await reader(`${control.base}/events`);
    await simulator.close(0);
    expect(await open.next(1)).toEqual([]);
  });

  it('of an unknown partition, or after no number, is refused', async () => {
    const { control } = await startOnSocket();
    expect(await control.refused('GET', '/partitions/none/events')).toMatchObject({ status: 404, path: 'partition' });
    expect(await control.refused('GET', '/events?after=x')).toMatchObject({ status: 400, path: 'after' });
  });
});
