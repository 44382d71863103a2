// The library loads them when they are needed. Loaded here, what is made at that moment counts as made when a file is loaded.
import '../../../client/chat-store/make-chat-store.ts';
import '../../../client/chat-store/postgres.ts';
import '../../../client/chat-store/sqlite.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { interactions, messageInteractions } from '../../../contracts/consumer/contract.ts';
import { committedPacts } from '../../../contracts/consumer/pact.ts';
import { portalInteractions } from '../../../contracts/consumer/portal/portal-contract.ts';
import { runPortalInteraction } from '../../../contracts/consumer/portal/portal-interaction.ts';
import { runInteraction } from '../../../contracts/consumer/run-interaction.ts';
import { runMessage } from '../../../contracts/consumer/run-message.ts';
import { readInteractions } from '../../../contracts/provider/pact-files.ts';
import { PactProcess } from '../../../contracts/provider/pact-process.ts';
import { loadScenarios } from '../../../scenarios/format/load.ts';
import { libraryFolder } from '../../../scenarios/library.ts';
import type { Scenario } from '../../../scenarios/format/scenario.ts';
import { needsLastingStore, runScenario } from '../../../scenarios/runner.ts';
import { formatReport } from '../../../scenarios/telling/report.ts';
import { startSimulator } from '../../../simulator/start.ts';
import { Receiver } from '../../../simulator/testing/receiver.ts';
import { expectedOf, formsIn, spendDay } from '../../settings/client-forms.ts';

/** One story, one interaction on one side of the contract, or the client's day with one value of a setting. */
export interface SideTest {
  readonly name: string;
  /** Rejects when the test notices that something is wrong. */
  readonly run: () => Promise<void>;
}

/** Each test has a simulator or a mock server of its own, so it is known which lines it reaches. */
export class BothSides implements AsyncDisposable {
  readonly tests: readonly SideTest[];
  readonly #pact: PactProcess;
  readonly #receiver: Receiver;

  private constructor(pact: PactProcess, receiver: Receiver, tests: readonly SideTest[]) {
    this.tests = tests;
    this.#pact = pact;
    this.#receiver = receiver;
  }

  /** The forms are the last, so a mutant that they notice was noticed by nothing else. `named`: only tests with one of these texts in their names. */
  static async open({
    named = [''],
    withForms = false,
  }: { named?: readonly string[]; withForms?: boolean } = {}): Promise<BothSides> {
    const pact = new PactProcess();
    const receiver = await Receiver.open();
    const tests = [...stories(), ...consumerSide(), ...(await providerSide(pact)), ...(withForms ? forms(receiver) : [])];
    return new BothSides(
      pact,
      receiver,
      tests.filter(({ name }) => named.some((text) => name.includes(text))),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pact[Symbol.asyncDispose]();
    await this.#receiver[Symbol.asyncDispose]();
  }
}

/** Its disk is full and its file read-only. */
const onFileOnly = 'chat-store-in-trouble';

function stories(): SideTest[] {
  const scenarios = loadScenarios(libraryFolder);
  const chatStoreUrl = process.env['ECE_TEST_POSTGRES_URL'];
  const onServer = chatStoreUrl === undefined ? [] : scenarios.filter((one) => needsLastingStore(one) && one.name !== onFileOnly);
  return [
    ...scenarios.map((scenario) => story(`scenario: ${scenario.name}`, scenario)),
    ...onServer.map((scenario) => story(`scenario: ${scenario.name}, on PostgreSQL`, scenario, chatStoreUrl)),
  ];
}

function story(name: string, scenario: Scenario, chatStoreUrl?: string): SideTest {
  return {
    name,
    run: async () => {
      const result = await runScenario(scenario, { chatStoreUrl });
      if (!result.passed) throw new Error(formatReport(result));
    },
  };
}

/** The consumers with the answers that their contracts promise. */
function consumerSide(): SideTest[] {
  return [
    ...interactions.map((interaction) => ({
      name: `consumer: ${interaction.description}`,
      run: () => withFolder((folder) => runInteraction(interaction, { folder })),
    })),
    ...messageInteractions.map(({ message, format }) => ({
      name: `consumer: ${message.name}, as ${format}`,
      run: () => withFolder((folder) => runMessage(message, format, { folder })),
    })),
    ...portalInteractions.map((interaction) => ({
      name: `consumer: ${interaction.description}`,
      run: () => withFolder((folder) => runPortalInteraction(interaction, { folder })),
    })),
  ];
}

/** Pact adds each interaction to what the folder holds, which takes longer each time. */
async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ece-mutation-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The simulator with the requests of the contracts. */
async function providerSide(pact: PactProcess): Promise<SideTest[]> {
  return (await readInteractions([committedPacts])).map((interaction) => ({
    name: `provider: ${interaction.description}`,
    run: async () => {
      await using simulator = await startSimulator({ port: 0 });
      const { url } = simulator;
      const target = { kind: 'simulator', url, controlUrl: url, isOwn: true } as const;
      const [result] = await pact.run({ interactions: [interaction], target });
      if (result?.verdict === 'failed') throw new Error(result.mismatches.join('; '));
      if (result?.verdict !== 'passed') throw new Error('The interaction was not verified.');
    },
  }));
}

/** The client library at simulators with each listed value of each setting: neither stories nor contract. */
function forms(receiver: Receiver): SideTest[] {
  return (['json', 'xml'] as const).flatMap((wireFormat) =>
    formsIn(wireFormat).map((form) => ({
      name: `forms: ${form.title}, as ${wireFormat}`,
      run: async () => {
        const log = await spendDay(receiver, form, wireFormat);
        const expected = expectedOf(form);
        const different = Object.keys({ ...log, ...expected }).filter((step) => !isDeepStrictEqual(log[step], expected[step]));
        if (different.length > 0) throw new Error(`The day differs: ${different.join(', ')}`);
      },
    })),
  );
}
