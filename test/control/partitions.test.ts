import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Simulator } from '../../simulator/index.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { startOnSocket } from './running.ts';
import type { TestControl } from './documented.ts';
import { documentedControl } from './documented.ts';

interface Tenant {
  readonly name: string;
  readonly number: number;
  readonly applications: { name: string; clientId: string; clientSecret: string }[];
  readonly entryPoints: { id: string; name: string }[];
}

/** A partition made in one call, with its own clients of ECE and of the control API, made from nothing but the answer. */
async function tenantOf(control: TestControl, request: object = {}) {
  const partition = await control.post('/partitions', { body: request });
  const url = new URL(control.base).origin;
  const [{ clientId, clientSecret }] = partition.applications as [Tenant['applications'][0]];
  const ece = await EceClient.authorized(url, { key: clientId, secret: clientSecret });
  return {
    ...partition,
    ece,
    control: documentedControl(url, { partition: partition.name }),
    entryPoint: partition.entryPoints[0]!.id,
  };
}

describe('a partition', () => {
  it('has entry points by the ids of the world, and tells those that clients send', async () => {
    const { simulator, control } = await startOnSocket();
    const one = await tenantOf(control);
    expect(one.entryPoints[0]).toEqual({ id: '11001', localId: 1001, name: 'agents ready' });
    for (const entryPoint of ['1001', '11001'])
      expect(await one.control.get('/entry-points/{entryPoint}', { params: { entryPoint } })).toMatchObject({
        id: '11001',
        localId: 1001,
      });
    const { applications, entryPoints, faults } = simulator.partition(one.name);
    expect(entryPoints.edit(1002, { active: false })).toMatchObject({ id: '11002', localId: 1002, active: false });
    expect(faults.add({ match: { entryPoint: 1001 }, action: { do: 'hang' } }).match).toEqual({ entryPoint: '11001' });
    applications.change('demo', { entryPoints: [1003, '11004'] });
    expect(applications.entryPoints('demo')).toEqual(['11003', '11004']);
    expect(() => applications.change('demo', { entryPoints: [9] })).toThrow('There is no entry point "10009"');
  });

  it('is made with pauses when it is large: others see it when it is complete, and only one of a name is made', async () => {
    const { simulator, control } = await startOnSocket();
    const customers = Array.from({ length: 5000 }, (_, at) => ({ contacts: [{ emails: [`${at}@example.com`] }] }));
    const request = { body: { name: 'large', world: { customers } } };
    const seen: number[] = [];
    let isMade = false;
    const look = () => {
      const large = simulator.partitions.find(({ name }) => name === 'large');
      seen.push(large?.customers.list().length ?? 0);
      if (!isMade) setImmediate(look);
    };
    look();
    const made = await Promise.allSettled([control.post('/partitions', request), control.post('/partitions', request)]);
    isMade = true;
    look();
    expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(made.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { message: expect.stringContaining('There is a partition "large" already.') as string },
    });
    expect(new Set(seen.filter((count) => count > 0))).toEqual(new Set([5000]));
    expect(simulator.partitions).toHaveLength(2);
  });

  it('can begin empty, with an application that may use what is added', async () => {
    const { simulator, control } = await startOnSocket();
    const { name, ...partition } = await control.post('/partitions', { body: { world: 'empty' } });
    expect(partition).toMatchObject({ entryPoints: [], users: [], applications: [{ clientId: 'demo-client-1' }] });
    const empty = documentedControl(simulator.url, { partition: name });
    const { counts } = await empty.get('/world');
    expect(Object.entries(counts).filter(([, count]) => count > 0)).toEqual([
      ['applications', 1],
      ['adapters', 1],
    ]);
    await empty.post('/queues', { body: { name: 'Help', skill: 'help' } });
    const { id } = await empty.post('/entry-points', { body: { id: 7, name: 'help', queue: 'Help', agentRequired: false } });
    await empty.patch('/applications/{application}', { params: { application: 'demo' }, body: { entryPoints: [7] } });
    const ece = await EceClient.authorized(simulator.url, { key: 'demo-client-1', secret: 'demo-secret' });
    expect((await ece.start({ entryPoint: id })).status).toBe(201);
    expect(await control.refused('POST', '/partitions', { world: 'emty' })).toMatchObject({
      message: '"world" cannot be "emty". Did you mean "empty"?',
    });
  });

  it('does not fill lists and waits with the chats that fill its queues', async () => {
    const { simulator, control } = await startOnSocket();
    const { name } = await control.post('/partitions', { body: {} });
    const one = documentedControl(simulator.url, { partition: name });
    expect(await one.get('/conversations')).toEqual([]);
    const scenery = await one.get('/conversations', { query: { scenery: 'true' } });
    expect(scenery).toHaveLength(7);
    expect(await one.get('/conversations', { query: { ids: scenery[0]!.id } })).toHaveLength(1);
    expect(
      await one.refused('POST', '/wait', { match: { event: { type: 'conversation-started' } }, timeoutMs: 0 }),
    ).toMatchObject({ kind: 'timeout', message: expect.stringContaining('(nothing)') as string });
    await control.post('/partitions/{partition}/reset', { params: { partition: name } });
    expect(
      await one.refused('POST', '/wait', { match: { event: { type: 'conversation-started' } }, timeoutMs: 0 }),
    ).toMatchObject({ kind: 'timeout' });
    expect(simulator.partition(name).entryPoints.get(1004).queueDepth).toBe(3);
  });

  it('is made in one call: applications, entry points, agents, users, clock and seed of its own', async () => {
    const { control } = await startOnSocket();
    const clock = { mode: 'manual', start: '2030-01-01T00:00:00.000Z' };
    const world = { agents: [{ firstName: 'Zoe', lastName: 'Day', screenName: 'Zoe', skills: ['service'] }] };
    const one = await tenantOf(control, { name: 'one', clock, seed: 5, world });
    expect(one).toMatchObject({ number: 1, seed: '5', entryPoint: '11001', applications: [{ clientId: 'demo-client-1' }, {}] });
    expect(await one.control.get('/clock')).toMatchObject({ mode: 'manual', time: clock.start });
    expect(await one.control.get('/agents')).toMatchObject([{ screenName: 'Zoe' }]);
    const chat = await one.ece.startConversation({ entryPoint: one.entryPoint });
    expect(await one.control.get('/conversations/{conversation}', { params: { conversation: chat } })).toMatchObject({
      state: 'assigned',
    });
  });

  it('never sees the conversations, faults, journal, agents, time or ids of another', async () => {
    const { simulator, control } = await startOnSocket();
    const [one, two] = [await tenantOf(control), await tenantOf(control)];
    const chat = await one.ece.startConversation({ entryPoint: one.entryPoint });
    await one.control.post('/faults', {
      body: {
        match: { operation: 'getConfiguration' },
        action: { do: 'refuse', error: 'internalError' },
      },
    });
    await one.control.patch('/agents/{agent}', { params: { agent: 'Ada' }, body: { loggedIn: false } });
    await one.control.advance(86_400_000);

    const demo = (entries: readonly { entryPointId: string }[]) =>
      entries.filter(({ entryPointId }) => entryPointId === two.entryPoint);
    expect(demo(await two.control.get('/conversations'))).toEqual([]);
    expect(await two.control.get('/faults')).toEqual([]);
    expect((await two.control.get('/journal')).map(({ operation }) => operation)).toEqual(['obtainToken']);
    expect(await two.control.get('/agents/{agent}', { params: { agent: 'Ada' } })).toMatchObject({ loggedIn: true });
    expect((await two.ece.configuration(two.entryPoint)).status).toBe(200);
    expect((await two.ece.configuration(one.entryPoint)).status).toBe(404);
    expect((await two.ece.say(chat, 'hello?')).status).toBe(400);
    expect((await two.control.get('/clock')).now).toBe(simulator.clock.now());
    for (const path of [`/conversations/${chat}`, `/entry-points/${one.entryPoint}`])
      expect(await two.control.refused('GET', path)).toMatchObject({ status: 404, kind: 'unknown' });
  });

  it('is reset while another runs, which notices nothing', async () => {
    const { control } = await startOnSocket();
    const [one, two] = [await tenantOf(control), await tenantOf(control)];
    const [gone, goesOn] = [
      await one.ece.startConversation({ entryPoint: one.entryPoint }),
      await two.ece.startConversation({ entryPoint: two.entryPoint }),
    ];
    await control.post('/partitions/{partition}/reset', { params: { partition: one.name } });
    expect((await one.ece.say(gone, 'hello?')).status).toBe(401);
    expect((await two.ece.say(goesOn, 'hello!')).status).toBe(204);
    expect(await one.control.get('/journal')).toHaveLength(0);
    expect(await two.control.get('/journal')).not.toHaveLength(0);
    await control.post('/reset');
    expect((await two.ece.say(goesOn, 'hello?')).status).toBe(401);
  });

  it('is removed with all that it knew', async () => {
    const { control } = await startOnSocket();
    const one = await tenantOf(control, { name: 'one' });
    await control.delete('/partitions/{partition}', { params: { partition: 'one' } });
    expect((await one.ece.configuration(one.entryPoint)).status).toBe(401);
    expect(await one.control.refused('GET', '/clock')).toMatchObject({ status: 404, path: 'partition', allowed: ['default'] });
    expect(await control.refused('DELETE', '/partitions/default')).toMatchObject({ status: 409, path: 'partition' });
  });

  it.each([
    [{ name: 'default' }, 'name'],
    [{ name: 'a/b' }, 'name'],
    [{ name: '' }, 'name'],
    [{ seed: null }, 'seed'],
    [{ clock: 'fast' }, 'clock'],
    [{ clock: { mode: 'manual', start: 'now' } }, 'clock.start'],
    [{ colour: 'red' }, 'colour'],
    [{ world: { agents: [{ firstName: 'A' }] } }, 'world.agents[0].lastName'],
    [{ world: { entryPoints: [{ id: 1001, name: 'x', queue: 'Nowhere' }] } }, 'world.entryPoints[0].queue'],
    ['{', ''],
  ])('is not made of %j', async (request, offending) => {
    const { control } = await startOnSocket();
    expect(await control.refused('POST', '/partitions', request)).toMatchObject({ status: 400, path: offending });
    expect(await control.get('/partitions')).toHaveLength(1);
  });
});

/** Sequences of calls with different traces. Each works in its own partition and returns what it saw. */
const stories: ((tenant: Awaited<ReturnType<typeof tenantOf>>) => Promise<unknown>)[] = [
  async ({ ece, control, entryPoint }) => {
    await control.advance(86_400_000);
    return (await ece.configuration(entryPoint)).status;
  },
  async ({ ece, control, entryPoint }) => {
    const chat = await ece.startConversation({ entryPoint });
    await control.post('/conversations/{conversation}/messages', { params: { conversation: chat }, body: { text: 'Hello' } });
    await control.post('/conversations/{conversation}/complete', { params: { conversation: chat } });
    return (await ece.say(chat, 'too late')).status;
  },
  async ({ ece, control, entryPoint }) => {
    await control.post('/faults', {
      body: {
        match: { operation: 'startConversation' },
        fire: { times: 1 },
        action: { do: 'refuse', error: 'internalError' },
      },
    });
    return [(await ece.start({ entryPoint })).status, (await ece.start({ entryPoint })).status];
  },
  async ({ ece, control, entryPoint }) => {
    for (const agent of ['Ada', 'Ben']) await control.patch('/agents/{agent}', { params: { agent }, body: { loggedIn: false } });
    return (await ece.start({ entryPoint })).status;
  },
  async ({ ece, control, entryPoint }) => {
    await ece.startConversation({ entryPoint });
    const { queueDepth } = await control.patch('/entry-points/{entryPoint}', { params: { entryPoint }, body: { active: false } });
    return [queueDepth, (await ece.configuration(entryPoint)).status];
  },
];
const outcomes = [401, 400, [500, 201], 400, [0, 400]];

it('twenty partitions run different stories at once on one port, and none notices another', async () => {
  const { simulator, control } = await startOnSocket();
  const run = async (number: number) => {
    const tenant = await tenantOf(control, { name: `test-${number}`, seed: number });
    const outcome = await stories[number % stories.length]!(tenant);
    const journal = await tenant.control.get('/journal');
    return { outcome, journal: journal.length, clients: new Set(journal.map(({ who }) => who)) };
  };
  const alone = await Promise.all(stories.map((_, number) => run(100 + number).then(({ journal }) => journal)));
  const together = await Promise.all(Array.from({ length: 20 }, (_, number) => run(number)));
  expect(together.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 20 }, (_, number) => outcomes[number % 5]));
  expect(together.map(({ journal }) => journal)).toEqual(Array.from({ length: 20 }, (_, number) => alone[number % 5]));
  expect(simulator.journal.entries).toEqual([]);
});

describe('the same seed and the same calls, one after the other, on the manual clock,', () => {
  async function journalOf(seed: string): Promise<string> {
    const { simulator, control } = await startOnSocket({
      seed,
      agents: 'answers',
      fetch: () => Promise.resolve(new Response(null, { status: 204 })),
      callbackUrl: 'http://webhook.example/ece',
    });
    await story(simulator, control);
    const text = await (await fetch(`${control.base}/journal`)).text();
    await simulator.close(0);
    return text;
  }

  async function story(simulator: Simulator, control: TestControl): Promise<void> {
    const ece = await EceClient.authorized(simulator.url);
    simulator.faults.add({ match: { callback: 'any' }, fire: { probability: 0.3 }, action: { do: 'duplicate' } });
    simulator.faults.add({
      match: { operation: 'sendMessage' },
      fire: { probability: 0.5 },
      action: { do: 'refuse', error: 'internalError' },
    });
    const chats = [await ece.startConversation(), await ece.startConversation()];
    for (const text of ['Hello', 'My screen is broken', 'file', 'bye'])
      for (const chat of chats) {
        await ece.say(chat, text);
        await control.advance(20_000);
      }
    await ece.configuration(1999);
    await control.advance(86_400_000);
    await ece.configuration(1001);
  }

  it('give byte-identical journals; another seed gives another', async () => {
    const dates = vi.spyOn(Date, 'now');
    onTestFinished(() => dates.mockRestore());
    const first = await journalOf('monday');
    // The second run is at another real time and on another port.
    dates.mockReturnValue(Date.parse('2031-05-06T07:08:09.000Z'));
    const second = await journalOf('monday');
    expect(second).toBe(first);
    expect((JSON.parse(first) as object[]).length).toBeGreaterThan(30);
    expect(await journalOf('tuesday')).not.toBe(first);
  });
});
