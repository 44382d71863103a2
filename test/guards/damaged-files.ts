import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfigurationFile } from '../../simulator/configuration/configuration-file.ts';
import { createSimulator, isSimulatorError, readSiteFile } from '../../simulator/index.ts';
import type { Configuration, Simulator } from '../../simulator/index.ts';
import { logInCall, sendCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { Peer } from '../../simulator/testing/peer.ts';
import { annLee, uploadBody } from '../../simulator/testing/samples.ts';
import { damaged } from './damage.ts';
import { damagedYaml } from './damaged-text.ts';
import { makeEveryCall } from './every-call.ts';
import type { GuardOptions, GuardResult } from './guard.ts';
import { seedNumber } from './guard.ts';
import { numbersOf, Seeded } from './seeded.ts';

/**
 * A file that is accepted can never make a later call fail: imports damaged snapshots, configurations (in code and in YAML) and site files, and
 * makes every call. A file in YAML that is refused must be named, with a line for each problem.
 * `node test/guards/damaged-files.ts [--count N] [--seed S]`; its exit code is 1 when an answer was 500, or a refusal said too little.
 */
export interface DamagedFilesResult {
  readonly files: number;
  readonly accepted: number;
  /** A line for each failure: the file, the call and the error. */
  readonly failures: readonly string[];
}

const options = { clock: 'manual', seed: 'guard', agents: 'answers' } as const;

function make(more: Partial<Configuration> & { snapshot?: string }, defects: unknown[]): Simulator {
  return createSimulator({ ...options, ...more, fetch: new Peer().fetch, onDefect: (error) => void defects.push(error) });
}

/** A snapshot in which something of each kind is there. */
async function fullSnapshot(): Promise<string> {
  await using simulator = createSimulator({ ...options, callbackUrl: 'http://webhook/', fetch: new Peer().fetch });
  simulator.customers.add(annLee);
  const ece = EceClient.inProcess(simulator);
  const [chat, , ended] = [await ece.startConversation(), await ece.startConversation(), await ece.startConversation()];
  await simulator.clock.advance(60_000);
  await ece.say(chat, 'hello');
  await ece.send(sendCall(ece.token, uploadBody(chat)));
  simulator.conversations.sendFile(chat, { fileName: 'a.txt', contentType: 'text/plain', content: Uint8Array.of(1, 2) });
  simulator.agents.change('Ben', { behaviour: 'silent', maximumLoad: 1 });
  await ece.end(ended);
  await ece.send(logInCall());
  await ece.startConversation();
  simulator.faults.add({ match: { callback: 'complete' }, action: { do: 'delay', ms: 1 } });
  simulator.createPartition({ name: 'second' });
  return simulator.snapshots.export();
}

const fullConfiguration = JSON.stringify({
  callbackUrl: 'http://webhook/',
  clock: 'manual',
  settings: { 'http.prefix': 'any', 'conversation.start.assignmentDelayMs': { from: 0, to: 100 } },
  world: {
    applications: [{ name: 'a', key: 'demo-client', secret: 'demo-secret', entryPoints: [1001, 1002] }],
    queues: [{ name: 'Service', skill: 's', department: 'D' }],
    entryPoints: [
      { id: 1001, name: 'one', queue: 'Service', openingHours: { days: [{ day: 'monday', from: '08:00', to: '17:00' }] } },
      { id: 1002, name: 'two', queue: 'Service', attachmentPolicy: { restriction: 'allowList', extensions: ['png'] } },
    ],
    agents: [{ firstName: 'Ada', lastName: 'Moss', screenName: 'Ada', skills: ['s'] }],
    users: [{ userName: 'demo-user', password: 'demo-password' }],
    customers: [annLee],
    customAttributes: { customer: ['smsececonversationid'] },
    chats: [{ application: 'a', entryPoint: 1001, count: 2 }],
  },
});

const fullSite = JSON.stringify({
  version: 1,
  about: 'the test installation',
  settings: {
    'http.prefix': 'any',
    'callback.backoff': { initialMs: 1000, factor: 2, maxMs: 60_000, maxTries: null },
    'callback.retryOn': ['timeout', 429],
    'conversation.start.assignmentDelayMs': { from: 0, to: 100 },
    'callback.content.completeByTimeout': null,
  },
  client: { liveSessionStatusRoute: 'livesessionstatus' },
});

type Kind = 'snapshot' | 'configuration' | 'YAML configuration' | 'site file';

/** Of five files, three are of another kind than a snapshot. */
const kinds: readonly Kind[] = ['configuration', 'snapshot', 'YAML configuration', 'snapshot', 'site file'];

/** What a refusal of the file does not say; undefined when it says everything. */
function findUnsaid(error: unknown, file: string, text: string): string | undefined {
  if (!isSimulatorError(error)) throw error;
  const lines = text.split('\n').length;
  if (!error.message.includes(file)) return `the refusal does not name its file: ${error.message}`;
  const isAtLine = ({ line }: { line?: number }) => line !== undefined && line >= 1 && line <= lines;
  return error.problems.every(isAtLine) ? undefined : `the refusal names no line of the file: ${error.message}`;
}

/** Undefined when the file is refused. */
async function accept(kind: Kind, text: string, folder: string, defects: unknown[]): Promise<Simulator | undefined> {
  if (kind === 'YAML configuration' || kind === 'site file') return acceptYaml(kind, text, folder, defects);
  try {
    return make(kind === 'snapshot' ? { snapshot: text } : (JSON.parse(text) as Configuration), defects);
  } catch (error) {
    if (isSimulatorError(error)) return undefined;
    throw error;
  }
}

async function acceptYaml(
  kind: 'YAML configuration' | 'site file',
  text: string,
  folder: string,
  defects: unknown[],
): Promise<Simulator | undefined> {
  const file = path.join(folder, 'file.yaml');
  await writeFile(file, text);
  let read: Configuration;
  try {
    read = kind === 'site file' ? { site: await readSiteFile(file) } : await readConfigurationFile(file);
  } catch (error) {
    const unsaid = findUnsaid(error, file, text);
    if (unsaid === undefined) return undefined;
    throw new Error(`${unsaid}\n${text}`, { cause: error });
  }
  return make(read, defects);
}

/** One file in five is a configuration in code, one a configuration in YAML and one a site file; the others are snapshots. */
export async function guardDamagedFiles(count: number, seed: number): Promise<DamagedFilesResult> {
  const snapshot = await fullSnapshot();
  const folder = await mkdtemp(path.join(tmpdir(), 'damaged-files-'));
  const failures: string[] = [];
  let accepted = 0;
  for (let file = 0; file < count; file++) {
    const kind = kinds[file % kinds.length]!;
    const { text, what } = damage(kind, snapshot, new Seeded(seed * 100_000 + file));
    const name = `${kind} ${file} (${what})`;
    const defects: unknown[] = [];
    try {
      const simulator = await accept(kind, text, folder, defects);
      if (simulator === undefined) continue;
      accepted++;
      for (const failure of await makeEveryCall(simulator, defects)) failures.push(`${name}: ${failure}`);
      await simulator.close(0);
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  await rm(folder, { recursive: true });
  return { files: count, accepted, failures };
}

function damage(kind: Kind, snapshot: string, seeded: Seeded): { text: string; what: string } {
  switch (kind) {
    case 'snapshot':
      return damaged(snapshot, seeded);
    case 'configuration':
      return damaged(fullConfiguration, seeded);
    case 'YAML configuration':
      return damagedYaml(fullConfiguration, seeded);
    case 'site file':
      return damagedYaml(fullSite, seeded);
  }
}

const filesBySize = { small: 80, full: 900 };

export async function guard({ size, seed }: GuardOptions): Promise<GuardResult> {
  const [count, number] = [filesBySize[size], seedNumber(seed)];
  const { accepted, failures } = await guardDamagedFiles(count, number);
  console.log(
    `  ${accepted} of ${count} damaged files were accepted: node test/guards/damaged-files.ts --count ${count} --seed ${number}`,
  );
  return { passed: count - Math.min(count, failures.length), failures };
}

if (import.meta.main) {
  const [count, seed] = numbersOf(['count', 'seed'], [900, Date.now() % 100_000]) as [number, number];
  console.log(`${count} damaged files, seed ${seed}`);
  const { accepted, failures } = await guardDamagedFiles(count, seed);
  for (const failure of failures) console.log(failure);
  console.log(`${accepted} of ${count} files were accepted; ${failures.length} failures`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
