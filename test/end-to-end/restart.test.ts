import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import type { ControlClient } from '../../simulator/control/client-types.ts';
import { createControlClient } from '../../simulator/control/client.ts';
import type { Records } from '../client/databases.ts';
import { describePostgres, postgres, sqliteFile } from '../client/databases.ts';
import type { StartedCli } from './cli-process.ts';
import { startCli } from './cli-process.ts';
import { startRelay } from './relay.ts';

type Line = Record<string, string>;

/** The shortest lease: nothing is measured, but a test that waits for a dead process to count as dead takes that long. */
const leaseMs = 1000;

function customerSide(ece: StartedCli, { settings }: Records, ...given: ('receiver' | 'flow' | 'goes on')[]) {
  const { clientId, clientSecret, url } = ece;
  const credentials = { clientId, clientSecret, hostName: `${url}/system` };
  const program = path.join(import.meta.dirname, 'customer-side.ts');
  const [roles, goesOn] = [given.filter((role) => role !== 'goes on'), given.includes('goes on')];
  const customer = { roles, goesOn, chatStore: { ...settings, leaseMs }, credentials };
  const child = spawn(process.execPath, [program, JSON.stringify(customer)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextLine = async () => JSON.parse((await lines.next()).value as string) as Line;
  return {
    kill,
    ended,
    nextLine,
    /** Lets the flow ask for the next event and gives it. */
    next: () => {
      child.stdin.write('\n');
      return nextLine();
    },
    goOn: () => child.stdin.write('\n'),
  };
}

async function startEce() {
  const relay = await startRelay();
  const ece = await startCli('--callback-url', relay.url, '--clock', 'manual', '--agents', 'silent');
  onTestFinished(() => ece.stop().then(() => undefined));
  return { relay, ece, control: createControlClient(ece.url) };
}

/** The conversation up to the agent's first message, which the flow receives but does not finish handling. */
async function untilFirstMessage(flow: ReturnType<typeof customerSide>, control: ControlClient) {
  const { outcome, conversationId } = await flow.nextLine();
  expect(outcome).toBe('onStartConversationSuccess');
  const params = { conversation: conversationId! };
  const say = (text: string) => control.post('/conversations/{conversation}/messages', { params, body: { text } });
  expect((await flow.next()).outcome).toBe('Assigned');
  await say('one');
  expect(await flow.next()).toMatchObject({ outcome: 'Message', content: 'one' });
  return { say, complete: () => control.post('/conversations/{conversation}/complete', { params }) };
}

async function untilTheEnd(flow: ReturnType<typeof customerSide>) {
  const results = [await flow.nextLine()];
  while (results.at(-1)?.outcome !== 'Complete') results.push(await flow.next());
  flow.goOn();
  expect(await flow.ended).toEqual([0, null]);
  return results.map(({ content }) => content);
}

const whatWasSaid = ['one', 'two', 'three', 'Ada has ended the chat'];

it('a process that is killed in a conversation goes on where it was, with what came while it was away, on a SQLite file', async () => {
  const { relay, ece, control } = await startEce();
  const records = sqliteFile.records();
  const before = customerSide(ece, records, 'receiver', 'flow');
  relay.relayTo((await before.nextLine()).callbackUrl!);
  const { say, complete } = await untilFirstMessage(before, control);
  await say('two');
  await before.kill();
  await say('three');

  const after = customerSide(ece, records, 'receiver', 'flow', 'goes on');
  relay.relayTo((await after.nextLine()).callbackUrl!);
  await complete();
  await control.post('/clock/advance', { body: { ms: 60_000 } });
  expect(await untilTheEnd(after)).toEqual(whatWasSaid);
});

describePostgres('a flow that is killed in a conversation', () => {
  it('goes on in another process, with what the receiver took in a third', { timeout: 120_000 }, async () => {
    const { relay, ece, control } = await startEce();
    const records = postgres.records();
    const receiver = customerSide(ece, records, 'receiver');
    relay.relayTo((await receiver.nextLine()).callbackUrl!);
    const before = customerSide(ece, records, 'flow');
    const { say, complete } = await untilFirstMessage(before, control);
    await say('two');
    await before.kill();
    await say('three');
    await complete();

    expect(await untilTheEnd(customerSide(ece, records, 'flow', 'goes on'))).toEqual(whatWasSaid);
    await receiver.kill();
  });
});
