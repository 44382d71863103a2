import { describe, expect, it } from 'vitest';
import { createSimulator } from './create.ts';
import { EceClient } from './testing/ece-client.ts';
import { Peer } from './testing/peer.ts';
import { defaultWorld } from './world/default-world.ts';

function partitionOf(options: Parameters<typeof createSimulator>[0] = {}) {
  const peer = new Peer();
  const simulator = createSimulator({ seed: 'x', clock: 'manual', agents: 'silent', fetch: peer.fetch, ...options });
  return { simulator, partition: simulator.partition('default'), peer, client: EceClient.inProcess(simulator) };
}

describe('a reset', () => {
  it('brings back the state of the beginning', async () => {
    const { simulator, partition, client } = partitionOf();
    const beginning = {
      now: simulator.clock.now(),
      entryPoint: simulator.entryPoints.get(1001),
      chats: simulator.conversations.list().length,
    };
    const id = await client.startConversation();
    simulator.conversations.say(id, 'hello');
    simulator.entryPoints.edit(1001, { active: false });
    simulator.agents.logOut('Ada');
    simulator.faults.add({ match: {}, fire: 'always', action: { do: 'hang' }, when: 'before' });
    partition.assignmentServiceRunning = false;
    await simulator.clock.advance(60_000);

    partition.reset();
    expect(simulator.clock.now()).toBe(beginning.now);
    expect(simulator.entryPoints.get(1001)).toEqual({ ...beginning.entryPoint, queueId: expect.any(String) as string });
    expect(simulator.conversations.list()).toHaveLength(beginning.chats);
    expect(simulator.agents.get('Ada').loggedIn).toBe(true);
    expect([simulator.faults.list(), simulator.journal.entries]).toEqual([[], []]);
    expect(partition.assignmentServiceRunning).toBe(true);
    expect((await client.configuration()).status).toBe(401);
    expect((await EceClient.inProcess(simulator).start()).status).toBe(201);
  });

  it('lets ids go on, so that nothing old is taken for something new', async () => {
    const { simulator, partition, client } = partitionOf();
    const before = await client.startConversation();
    partition.reset();
    expect(await EceClient.inProcess(simulator).startConversation()).not.toBe(before);
  });

  it('ends conversations without a word', async () => {
    const { simulator, partition, client, peer } = partitionOf({ callbackUrl: 'http://webhook/' });
    await client.startConversation();
    await simulator.clock.advance(0);
    peer.requests.length = 0;
    partition.reset();
    await simulator.clock.advance(60_000);
    expect(peer.requests).toEqual([]);
  });

  it('sends what its own chats cause once', async () => {
    const { applications, ...rest } = defaultWorld();
    const [demo] = applications;
    const chats = [{ application: 'demo', entryPoint: 1003, count: 1 }];
    const world = { applications: [demo!], agents: rest.agents, chats };
    const { simulator, partition, peer } = partitionOf({ callbackUrl: 'http://webhook/', world });
    await simulator.clock.advance(0);
    expect(peer.requests).toHaveLength(1);
    partition.reset();
    await simulator.clock.advance(60_000);
    expect(peer.requests).toHaveLength(2);
  });
});

describe('the end', () => {
  it('waits for a delivery under way, and lets nothing more leave', async () => {
    const { simulator, client, peer } = partitionOf({ callbackUrl: 'http://webhook/' });
    const answer = Promise.withResolvers<Response>();
    peer.next(answer.promise);
    const id = await client.startConversation();
    while (peer.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    const closing = simulator.close();
    answer.resolve(new Response());
    await closing;
    expect(simulator.applications.callbacks('demo').pending).toEqual([]);
    simulator.conversations.say(id, 'too late');
    await simulator.close();
    expect(peer.requests).toHaveLength(1);
  });
});
