import { describe, expect, it } from 'vitest';
import { createSimulator } from '../create.ts';
import { availabilityCall, sendCall } from '../testing/calls.ts';
import { EceClient } from '../testing/ece-client.ts';
import { requestInit } from '../testing/exchange.ts';
import { Peer } from '../testing/peer.ts';
import { textBody } from '../testing/samples.ts';
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
  return { simulator, peer, client: EceClient.inProcess(simulator) };
}
const { target: availability } = availabilityCall('agentAvailability');

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
    const conversation = await client.startConversation();
    const { target, ...message } = sendCall(client.token, textBody(conversation));
    const sent = await fetchInProcess(simulator, target, requestInit(message));
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
    const { simulator } = world();
    simulator.faults.add({
      match: { operation: 'getAgentAvailability' },
      fire: 'always',
      action: { do: 'close', at: 'start' },
      when: 'before',
    });
    await expect(fetchInProcess(simulator, availability)).rejects.toThrow(new TypeError('fetch failed'));
  });

  it('in the middle of the answer fails when the body is read', async () => {
    const { simulator } = world();
    simulator.faults.add({
      match: { operation: 'getAgentAvailability' },
      fire: 'always',
      action: { do: 'close', at: 'middle' },
      when: 'before',
    });
    const response = await fetchInProcess(simulator, availability);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });
});

describe('a caller that gives up', () => {
  it('makes no call when it gave up before', async () => {
    const { simulator } = world();
    await expect(fetchInProcess(simulator, availability, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow(
      'too late',
    );
    expect(simulator.journal.entries).toEqual([]);
  });

  it.each([{ do: 'hang' }, { do: 'delay', ms: 1000 }] as const)('hears of it at once: %o', async (action) => {
    const { simulator } = world();
    simulator.faults.add({ match: { operation: 'getAgentAvailability' }, fire: 'always', action, when: 'before' });
    const controller = new AbortController();
    const answer = fetchInProcess(simulator, availability, { signal: controller.signal });
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
    await client.authorize();
    const answer = client.start({ signal: controller.signal });
    while (simulator.clock.nextDue === undefined) await new Promise((resolve) => setTimeout(resolve, 0));
    controller.abort(new Error('too late'));
    await expect(answer).rejects.toThrow('too late');
    expect(peer.requests).toEqual([]);
    await simulator.clock.advance(1000);
    expect(peer.requests).toHaveLength(1);
  });
});
