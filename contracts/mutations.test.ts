import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Fetch } from '../client/index.ts';
import type { Simulator } from '../simulator/index.ts';
import { startSimulator } from '../simulator/index.ts';
import { passOnTo, Receiver } from '../simulator/testing/receiver.ts';
import { interactions } from './consumer/contract.ts';
import { committedPacts } from './consumer/pact.ts';
import { runInteraction } from './consumer/run-interaction.ts';
import type { ConsumerMutation } from './mutations/consumer-mutations.ts';
import { consumerMutations } from './mutations/consumer-mutations.ts';
import type { Change, ProviderMutation } from './mutations/provider-mutations.ts';
import { providerMutations } from './mutations/provider-mutations.ts';
import { readInteractions } from './provider/pact-files.ts';
import { PactProcess } from './provider/pact-process.ts';

const inPact = new Map((await readInteractions([committedPacts])).map((interaction) => [interaction.description, interaction]));

it('there are enough of them, of both sides', () => {
  expect(providerMutations.length).toBeGreaterThanOrEqual(20);
  expect(consumerMutations.length).toBeGreaterThanOrEqual(20);
});

describe('a change of the provider', () => {
  let simulator: Simulator;
  /** Stands before the simulator and changes what it answers. */
  let proxy: Receiver;
  const unchanged: Change = () => ({});
  let change = unchanged;
  let pact: PactProcess;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0 });
    const answerOfSimulator = passOnTo(simulator.url);
    proxy = await Receiver.open(async (request) => {
      const answer = await answerOfSimulator(request);
      return { ...answer, ...change(answer) };
    });
    pact = new PactProcess();
  });
  afterAll(async () => {
    await pact[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
    await simulator.close();
  });

  /** The verdicts of the contract about a provider that answers through the proxy. */
  const verdictsOf = async (descriptions: readonly string[]) => {
    const found = descriptions.map((description) => inPact.get(description)!);
    const target = { kind: 'simulator', url: proxy.url, controlUrl: simulator.url } as const;
    return (await pact.run({ interactions: found, target })).map(({ verdict }) => verdict);
  };

  const mutated = async ({ caughtBy, by }: ProviderMutation) => {
    const before = simulator.settings;
    let changed = 0;
    if (typeof by === 'function')
      change = (answer) => {
        changed++;
        return by(answer);
      };
    else simulator.changeSettings(by);
    try {
      const verdicts = await verdictsOf([caughtBy]);
      expect(changed).toBe(typeof by === 'function' ? 1 : 0);
      return verdicts;
    } finally {
      change = unchanged;
      simulator.changeSettings({ ...before });
    }
  };

  it('that changes nothing is not noticed', async () => {
    const descriptions = [...new Set(providerMutations.map(({ caughtBy }) => caughtBy))];
    expect(await verdictsOf(descriptions)).toEqual(descriptions.map(() => 'passed'));
  });

  it.each(providerMutations)('$what: noticed by "$caughtBy"', async (mutation) => {
    expect(await mutated(mutation)).toEqual(['failed']);
  });
});

describe('a change of the client', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ece-mutations-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = (caughtBy: string, fetch?: Fetch) =>
    runInteraction(
      interactions.find(({ description }) => description === caughtBy)!,
      {
        folder,
        ...(fetch !== undefined && { fetch }),
      },
    );

  it.each([...new Set(consumerMutations.map(({ caughtBy }) => caughtBy))])(
    'that changes nothing is not noticed by "%s"',
    async (caughtBy) => {
      await run(caughtBy);
    },
  );

  it.each(consumerMutations)('$what: noticed by "$caughtBy"', async ({ caughtBy, by }) => {
    const { fetch, changed } = mutatedFetch(by);
    await expect(run(caughtBy, fetch)).rejects.toThrow();
    expect(changed()).toBe(1);
  });
});

/** Sends another request than the client library asks for. */
function mutatedFetch(by: ConsumerMutation['by']): { fetch: Fetch; changed: () => number } {
  let changed = 0;
  return {
    changed: () => changed,
    fetch: (url, { method = 'GET', headers, body, ...init }) => {
      const sent = { method, url, headers: Object.fromEntries(new Headers(headers)), body: body as string | undefined };
      const { url: target, body: content, ...rest } = { ...sent, ...by(sent) };
      changed++;
      return fetch(target, { ...init, ...rest, ...(content !== undefined && { body: content }) });
    },
  };
}
