import { describe, expect, it } from 'vitest';
import { createSimulator } from '../create.ts';
import type { FaultInput } from './fault-schema.ts';
import { availabilityCall } from '../testing/calls.ts';
import { EceClient } from '../testing/ece-client.ts';
import { Peer } from '../testing/peer.ts';

function struckBy(...faults: FaultInput[]) {
  const peer = new Peer();
  const simulator = createSimulator({
    seed: 'x',
    clock: 'manual',
    agents: 'silent',
    callbackUrl: 'http://webhook/',
    fetch: peer.fetch,
  });
  for (const fault of faults) simulator.faults.add(fault);
  return { simulator, peer, client: EceClient.inProcess(simulator) };
}
const availability = availabilityCall('agentAvailability');
function onAvailability(action: FaultInput['action']): FaultInput {
  return { match: { operation: 'getAgentAvailability' }, action };
}

describe('a fault', () => {
  it('refuses with what the call speaks of, in the form of its errors', async () => {
    const { client, simulator } = struckBy({
      match: { operation: 'startConversation' },
      action: { do: 'refuse', error: 'entryPointInactive', status: 403 },
    });
    const answer = await client.start();
    expect(answer.status).toBe(403);
    expect(answer.json).toEqual({
      code: '403-912',
      developerMessage: expect.stringContaining('Entry point is not active') as string,
    });
    expect(simulator.journal.entries.at(-1)).toMatchObject({
      faultId: 'fault-1',
      refusal: { reason: { rule: 'the fault fault-1 refuses the call' } },
    });
  });

  it.each([
    ['{"a":1}', 'application/json'],
    [' <a/>', 'application/xml'],
    ['hello', 'text/plain'],
  ])('answers %s as %s', async (body, contentType) => {
    const { client } = struckBy(onAvailability({ do: 'answer', status: 502, body }));
    const answer = await client.sendAsIs(availability);
    expect([answer.status, answer.contentType, answer.text]).toEqual([502, contentType, body]);
  });

  it('answers with the headers it is given', async () => {
    const { client } = struckBy(
      onAvailability({ do: 'answer', status: 503, headers: { 'Retry-After': '7', 'Content-Type': 'text/html' }, body: '<p>' }),
    );
    const { headers } = await client.sendAsIs(availability);
    expect([headers['retry-after'], headers['content-type']]).toEqual(['7', 'text/html']);
  });

  it("delays by the partition's time", async () => {
    const { client, simulator } = struckBy(onAvailability({ do: 'delay', ms: 3000 }));
    const state = { answered: false };
    const answer = client.send(availability).finally(() => (state.answered = true));
    await simulator.clock.advance(2999);
    expect(state.answered).toBe(false);
    await simulator.clock.advance(1);
    expect((await answer).json).toEqual({ available: true });
  });

  it('halves a body, or leaves one that is no JSON and no XML', async () => {
    const { client } = struckBy(onAvailability({ do: 'corrupt', how: 'truncated' }));
    expect((await client.send(availability)).text).toBe('{"availab');
    const { client: other } = struckBy(onAvailability({ do: 'corrupt', how: 'malformed' }));
    expect((await other.send(availability)).text).toBe('<<{"malformed"');
  });

  it.each(['expire', 'revoke'] as const)('ends the sessions of the caller: %s', async (how) => {
    const { client } = struckBy({
      match: { operation: 'startConversation' },
      when: 'after',
      action: { do: 'end-sessions', how },
    });
    expect((await client.start()).status).toBe(201);
    expect((await client.configuration()).status).toBe(401);
  });

  it('after the call loses its answer, not its effect', async () => {
    const { client, simulator } = struckBy({
      match: { operation: 'startConversation' },
      when: 'after',
      action: { do: 'close', at: 'start' },
    });
    const before = simulator.conversations.list().length;
    await expect(client.start()).rejects.toThrow('fetch failed');
    expect(simulator.conversations.list()).toHaveLength(before + 1);
  });

  it('before the call loses both', async () => {
    const { client, simulator } = struckBy({
      match: { operation: 'startConversation' },
      when: 'before',
      action: { do: 'close', at: 'start' },
    });
    const before = simulator.conversations.list().length;
    await expect(client.start()).rejects.toThrow('fetch failed');
    expect(simulator.conversations.list()).toHaveLength(before);
  });

  it('lets callbacks leave before the answer where the fault says so', async () => {
    const { client, simulator, peer } = struckBy({
      match: { operation: 'startConversation' },
      when: 'after',
      action: { do: 'delay', ms: 1000, callbacksFirst: true },
    });
    const state = { answered: false };
    const answer = client.start().finally(() => (state.answered = true));
    while (peer.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    expect(state.answered).toBe(false);
    await simulator.clock.advance(1000);
    expect((await answer).status).toBe(201);
  });
});

it('several faults act one after the other', async () => {
  const { client, simulator } = struckBy(
    onAvailability({ do: 'delay', ms: 1000 }),
    onAvailability({ do: 'answer', status: 418 }),
  );
  const answer = client.sendAsIs(availability);
  await simulator.clock.advance(1000);
  expect((await answer).status).toBe(418);
});
