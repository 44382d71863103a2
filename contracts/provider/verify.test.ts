import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { passOnTo, Receiver } from '../../simulator/testing/receiver.ts';
import { PactProcess } from './pact-process.ts';
import type { InteractionResult } from './result.ts';
import { availability, message, PactFolder, sendCall, tokenCall } from './testing/pacts.ts';
import type { VerifyOptions } from './verify.ts';
import { verify } from './verify.ts';

let pact: PactProcess;
beforeAll(() => {
  pact = new PactProcess();
});
afterAll(() => pact[Symbol.asyncDispose]());

function verified(options: VerifyOptions) {
  return verify(options, pact);
}

/** Verifies some interactions with a simulator of their own. */
async function verifyInteractions(interactions: readonly object[]): Promise<InteractionResult[]> {
  await using folder = await PactFolder.open();
  return await verified({ pacts: [await folder.write(interactions)] });
}

function verdictsOf(results: readonly InteractionResult[]) {
  return results.map(({ verdict }) => verdict);
}

function mismatches(result: InteractionResult | undefined): readonly string[] {
  return result?.verdict === 'failed' ? result.mismatches : [];
}

describe('a pact that holds', () => {
  it('passes: forms, live tokens, ids of states, messages', async () => {
    const results = await verifyInteractions([tokenCall(), sendCall(), availability(), message()]);
    expect(results.flatMap(mismatches)).toEqual([]);
    expect(verdictsOf(results)).toEqual(['passed', 'passed', 'passed', 'passed']);
  });

  it('may name ids of the default world, and states of versions 2 and 3', async () => {
    await using folder = await PactFolder.open();
    const { providerStates: _, ...old } = availability({
      request: { headers: { Accept: 'application/json' } },
      response: { body: { available: true } },
    });
    const file = await folder.writeText(
      JSON.stringify({
        consumer: { name: 'shop' },
        provider: { name: 'ece' },
        interactions: [{ ...old, type: undefined, providerState: 'an entry point with agents ready' }],
        metadata: { pactSpecification: { version: '2.0.0' } },
      }),
    );
    expect(await verified({ pacts: [file] })).toMatchObject([
      { verdict: 'passed', provider: 'ece', states: [{ name: 'an entry point with agents ready', params: {} }] },
    ]);
  });
});

describe('a pact that does not hold', () => {
  it.each([
    ['another status', availability({ response: { status: 201 } }), 'status: expected 201, got 200'],
    ['another value', availability({}, 'true'), 'body $.available: expected "true", got true'],
    ['a header', availability({ response: { headers: { 'X-Other': ['1'] } } }), 'header X-Other: expected 1, got none'],
    [
      'another word in a message',
      message(undefined, 'completed'),
      'body $.message[0].type.value: expected "completed", got "complete"',
    ],
  ])('fails for %s, in plain words', async (_what, interaction, words) => {
    const results = await verifyInteractions([interaction]);
    expect(mismatches(results[0])).toEqual([words]);
  });

  it('is explained by what the simulator knows of the refusal', async () => {
    const [result] = await verifyInteractions([sendCall({ states: ['an access token', 'a conversation that has ended'] })]);
    expect(mismatches(result)).toContain('status: expected 204, got 400');
    expect(mismatches(result).at(-1)).toMatch(/^the simulator refused the call: .*ended/);
  });

  it('fails for a message that does not come', async () => {
    await using folder = await PactFolder.open();
    await using simulator = await startSimulator({ port: 0, settings: { 'conversation.end.completeCallback': 'off' } });
    const file = await folder.write([message('the client ends the conversation')]);
    const results = await verified({ pacts: [file], running: { url: simulator.url } });
    expect(mismatches(results[0])).toEqual(['the simulator sent no callback']);
  });
});

/** The state without the time and the ids, which never go back. */
function stateOf({ snapshots }: Simulator): object {
  const [partition] = (JSON.parse(snapshots.export('default')) as { partitions: [object] }).partitions;
  return { ...partition, now: undefined, ids: undefined };
}

it('leaves a running simulator as it was, whatever the pact did', async () => {
  await using folder = await PactFolder.open();
  await using simulator = await startSimulator({ port: 0, seed: 'kept', callbackUrl: 'http://127.0.0.1:9/callback' });
  simulator.agents.logOut('Ada');
  simulator.faults.add({ match: { operation: 'logOut' }, action: { do: 'hang' } });
  const before = stateOf(simulator);
  const states = ['the callback URL is deactivated', 'an entry point that was changed since', 'a user with five sessions'];
  const [result] = await verified({ pacts: [await folder.write([availability({ states })])], running: { url: simulator.url } });
  expect(result?.verdict).toBe('passed');
  expect(simulator.snapshots.list()).toEqual([]);
  expect(stateOf(simulator)).toEqual(before);
});

it('says by which rule ECE refuses a call that a state needs', async () => {
  const params = { attribute: 'smsclusterid', value: 'a&b+c' };
  const [result] = await verifyInteractions([availability({ states: [{ name: 'a customer with a custom attribute', params }] })]);
  expect(mismatches(result)).toEqual([
    expect.stringMatching(
      /^the state "a customer with a custom attribute" cannot be set there: POST .* was answered 400: "a&b\+c" has a character/,
    ),
  ]);
});

it('skips what a running simulator with another world cannot do', async () => {
  await using folder = await PactFolder.open();
  const world = { queues: [{ name: 'Q', skill: 'q' }], entryPoints: [{ id: 5, name: 'only', queue: 'Q' }], agents: [] };
  await using simulator = await startSimulator({ port: 0, world });
  const file = await folder.write([availability({ states: ['an inactive entry point'] })]);
  const [result] = await verified({ pacts: [file], running: { url: simulator.url } });
  expect(result?.verdict === 'skipped' && result.reason).toBe(
    'the state "an inactive entry point" cannot be set there: There is no entry point "1005". Did you mean "8005"?',
  );
});

describe('a real ECE, which has no control API', () => {
  /** Stands for a real ECE: a simulator whose control API is hidden. */
  async function realEce() {
    const simulator = await startSimulator({ port: 0 });
    const answerOfSimulator = passOnTo(simulator.url);
    const server = await Receiver.open((request) =>
      request.path.startsWith('/_sim') ? { status: 404, body: '<html>no such page</html>' } : answerOfSimulator(request),
    );
    return {
      url: server.url,
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]();
        await simulator.close();
      },
    };
  }

  it('is verified as far as no state is needed; the rest is skipped, with the reason', async () => {
    await using folder = await PactFolder.open();
    await using ece = await realEce();
    const file = await folder.write([availability(), sendCall(), message(), tokenCall()]);
    const results = await verified({ pacts: [file], running: { url: ece.url } });
    expect(verdictsOf(results)).toEqual(['passed', 'skipped', 'skipped', 'skipped']);
    expect(results[1]).toMatchObject({ reason: 'the state "an access token" needs --client-id and --client-secret' });
  });

  it('gives live tokens to whom it knows', async () => {
    await using folder = await PactFolder.open();
    await using ece = await realEce();
    const credentials = { clientId: 'demo-client', clientSecret: 'demo-secret' };
    const file = await folder.write([tokenCall(), sendCall({ states: ['an access token'], response: { status: 400 } })]);
    const results = await verified({ pacts: [file], running: { url: ece.url, credentials } });
    expect(results.flatMap(mismatches)).toEqual([]);
    expect(verdictsOf(results)).toEqual(['passed', 'passed']);
  });
});
