import { createSimulator, isSimulatorError } from '../../simulator/index.ts';
import type { Configuration, Simulator } from '../../simulator/index.ts';
import { logInCall, sendCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { Peer } from '../../simulator/testing/peer.ts';
import { annLee, uploadBody } from '../../simulator/testing/samples.ts';
import { damaged } from './damage.ts';
import { makeEveryCall } from './every-call.ts';
import type { GuardOptions, GuardResult } from './guard.ts';
import { seedNumber } from './guard.ts';
import { numbersOf, Seeded } from './seeded.ts';

/**
 * A file that is accepted can never make a later call fail: imports damaged snapshots and configurations, and makes every call.
 * `node test/guards/damaged-files.ts [--count N] [--seed S]`; its exit code is 1 when an answer was 500.
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

/** Undefined when the file is refused. */
function accept(kind: 'snapshot' | 'configuration', text: string, defects: unknown[]): Simulator | undefined {
  try {
    return make(kind === 'snapshot' ? { snapshot: text } : (JSON.parse(text) as Configuration), defects);
  } catch (error) {
    if (isSimulatorError(error)) return undefined;
    throw error;
  }
}

/** One file in five is a configuration, the others are snapshots. */
export async function guardDamagedFiles(count: number, seed: number): Promise<DamagedFilesResult> {
  const snapshot = await fullSnapshot();
  const failures: string[] = [];
  let accepted = 0;
  for (let file = 0; file < count; file++) {
    const kind = file % 5 === 0 ? 'configuration' : 'snapshot';
    const { text, what } = damaged(kind === 'snapshot' ? snapshot : fullConfiguration, new Seeded(seed * 100_000 + file));
    const name = `${kind} ${file} (${what})`;
    const defects: unknown[] = [];
    try {
      const simulator = accept(kind, text, defects);
      if (simulator === undefined) continue;
      accepted++;
      for (const failure of await makeEveryCall(simulator, defects)) failures.push(`${name}: ${failure}`);
      await simulator.close(0);
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  return { files: count, accepted, failures };
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
  console.log(`${accepted} of ${count} files were accepted; ${failures.length} later calls failed`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
