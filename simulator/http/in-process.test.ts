import { describe, expect, it } from 'vitest';
import { createSimulator } from '../create.ts';
import { TestClient } from '../testing/client.ts';
import { Peer } from '../testing/peer.ts';
import { fetchInProcess } from './in-process.ts';

function world() {
  const peer = new Peer();
  const simulator = createSimulator({
    seed: 'x',
    clock: 'manual',
    agents: 'silent',
    callbackUrl: 'http://webhook/',
    fetch: peer.fetch,
  });
  return { simulator, peer, client: new TestClient(simulator) };
}
const availability = '/egain/chat/entrypoint/agentAvailability/1001';

describe('a call without a socket', () => {
  it.each(['path', 'URL', 'Request'])('is made by a %s, as with fetch', async (form) => {
    const { simulator } = world();
    const url = new URL(availability, simulator.url);
    const input = form === 'path' ? availability : form === 'URL' ? url : new Request(url);
    const response = await fetchInProcess(simulator, input, { headers: { accept: 'application/json' } });
    expect(await response.json()).toEqual({ available: true });
  });

  it('has no body for HEAD and 204', async () => {
    const { client, simulator } = world();
    const head = await fetchInProcess(simulator, availability, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const sent = await client.say(await client.startId(), 'hello');
    expect([sent.status, sent.body]).toEqual([204, null]);
  });

  it('is answered before its callbacks leave', async () => {
    const { client, simulator, peer } = world();
    const started = await client.start();
    expect(started.status).toBe(201);
    expect(peer.requests).toEqual([]);
    await simulator.clock.advance(0);
    expect(peer.requests).toHaveLength(1);
  });
});

describe('a connection that fails', () => {
  it('rejects as fetch does', async () => {
    const { client, simulator } = world();
    simulator.faults.add({
      match: { operation: 'getAgentAvailability' },
      fire: 'always',
      action: { do: 'close', at: 'start' },
      when: 'before',
    });
    await expect(client.fetch(availability)).rejects.toThrow(new TypeError('fetch failed'));
  });

  it('in the middle of the answer fails when the body is read', async () => {
    const { client, simulator } = world();
    simulator.faults.add({
      match: { operation: 'getAgentAvailability' },
      fire: 'always',
      action: { do: 'close', at: 'middle' },
      when: 'before',
    });
    const response = await client.fetch(availability);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });
});

describe('a caller who does not wait any longer', () => {
  it('is not even heard when he gave up before', async () => {
    const { client, simulator } = world();
    await expect(client.fetch(availability, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
    expect(simulator.journal.entries).toEqual([]);
  });

  it.each([{ do: 'hang' }, { do: 'delay', ms: 1000 }] as const)('hears of it at once: %o', async (action) => {
    const { client, simulator } = world();
    simulator.faults.add({ match: { operation: 'getAgentAvailability' }, fire: 'always', action, when: 'before' });
    const controller = new AbortController();
    const answer = client.fetch(availability, { signal: controller.signal });
    controller.abort(new Error('too late'));
    await expect(answer).rejects.toThrow('too late');
  });

  it('has called all the same, and the callbacks of the call leave', async () => {
    const { client, simulator, peer } = world();
    simulator.faults.add({
      match: { operation: 'startConversation' },
      fire: 'always',
      action: { do: 'delay', ms: 1000 },
      when: 'after',
    });
    const controller = new AbortController();
    await client.token();
    const answer = client.start('1001', { signal: controller.signal });
    while (simulator.clock.nextDue === undefined) await new Promise((resolve) => setTimeout(resolve, 0));
    controller.abort(new Error('too late'));
    await expect(answer).rejects.toThrow('too late');
    expect(peer.requests).toEqual([]);
    await simulator.clock.advance(1000);
    expect(peer.requests).toHaveLength(1);
  });
});
