import { once } from 'node:events';
import { globSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { failsWith, spawnChild } from '../harness/children.ts';
import type { CallName, Prepared } from '../harness/ece-calls.ts';
import { calls, makeCall } from '../harness/ece-calls.ts';
import type { LoadedCall } from '../harness/load.ts';
import type { Metered } from '../harness/measured-call.ts';
import { ProcessUnderTest } from '../harness/process-under-test.ts';
import { cpuMicrosecondsOf } from '../harness/processes.ts';
import { stubToken, writeJsonServer, writeMockoon, writePrism, writeWireMock } from './stubs.ts';

export type PeerCall = Extract<CallName, 'send message' | 'configuration' | 'token'>;

/** Another mock server that answers some of the calls. */
export interface RunningPeer extends Metered {
  readonly name: string;
  readonly calls: Partial<Readonly<Record<PeerCall, LoadedCall>>>;
  stop(): void;
}

export interface Peer {
  readonly name: string;
  /** @param modules the folder `node_modules` in which peers are installed */
  readonly start: (modules: string) => Promise<RunningPeer>;
}

const patienceMs = 40_000;
const askAgainMs = 100;

function preparedAt(url: string): Prepared {
  return { url, token: stubToken, conversationId: crypto.randomUUID(), entryPointConfiguration: {} };
}

function callsAt(url: string): Record<PeerCall, LoadedCall> {
  const prepared = preparedAt(url);
  return {
    'send message': calls['send message'](prepared),
    configuration: calls.configuration(prepared),
    token: calls.token(prepared),
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ece-simulator-peer-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Asks until every call has its right answer once. */
async function untilAnswered(wanted: RunningPeer['calls'], ends: Promise<never>): Promise<void> {
  const givesUpAt = performance.now() + patienceMs;
  for (const call of Object.values(wanted)) {
    for (;;) {
      try {
        await Promise.race([makeCall(call), ends]);
        break;
      } catch (error) {
        if (performance.now() > givesUpAt || (error as Error).message.includes(' ended with ')) throw error;
        await new Promise((resolve) => setTimeout(resolve, askAgainMs));
      }
    }
  }
}

async function startNodePeer(
  name: string,
  command: readonly string[],
  { url, calls: wanted }: { readonly url: string; readonly calls: RunningPeer['calls'] },
): Promise<RunningPeer> {
  const { process, ends } = ProcessUnderTest.runSilent(command, url);
  ends.catch(() => undefined);
  const cpuMicroseconds = async () => (await process.ask('usage')).cpuMicroseconds;
  try {
    await untilAnswered(wanted, ends);
  } catch (error) {
    process.stop();
    throw error;
  }
  return { name, calls: wanted, cpuMicroseconds, stop: () => process.stop() };
}

export const peers: readonly Peer[] = [
  {
    name: 'WireMock',
    start: async (modules) => {
      const folder = await makeFolder();
      await writeWireMock(folder);
      const port = await freePort();
      const [jar = 'wiremock-standalone.jar'] = globSync(path.join(modules, 'wiremock/build/wiremock-standalone-*.jar'));
      const flags = ['--port', String(port), '--bind-address', '127.0.0.1', '--root-dir', folder, '--no-request-journal'];
      const child = spawnChild(['java', '-jar', jar, ...flags], { stdio: 'ignore' });
      const ends = failsWith(child, 'Java, which WireMock needs,');
      ends.catch(() => undefined);
      const wanted = callsAt(`http://127.0.0.1:${port}`);
      const stop = () => child.kill('SIGKILL');
      try {
        await untilAnswered(wanted, ends);
      } catch (error) {
        stop();
        throw error;
      }
      return { name: 'WireMock', calls: wanted, cpuMicroseconds: () => cpuMicrosecondsOf(child.pid!), stop };
    },
  },
  {
    name: 'Prism',
    start: async (modules) => {
      const port = await freePort();
      const document = await writePrism(await makeFolder());
      const program = path.join(modules, '@stoplight/prism-cli/dist/index.js');
      const command = [program, 'mock', '--host', '127.0.0.1', '--port', String(port), '--verboseLevel', 'silent', document];
      const url = `http://127.0.0.1:${port}`;
      return startNodePeer('Prism', command, { url, calls: callsAt(url) });
    },
  },
  {
    name: 'Mockoon',
    start: async (modules) => {
      const port = await freePort();
      const data = await writeMockoon(await makeFolder(), port);
      const program = path.join(modules, '@mockoon/cli/bin/run.js');
      const command = [program, 'start', '--data', data, '--disable-log-to-file', '--disable-admin-api'];
      const url = `http://127.0.0.1:${port}`;
      return startNodePeer('Mockoon', command, { url, calls: callsAt(url) });
    },
  },
  {
    name: 'json-server',
    start: async (modules) => {
      const port = await freePort();
      const { data, routes } = await writeJsonServer(await makeFolder());
      const program = path.join(modules, 'json-server/lib/cli/bin.js');
      const command = [program, '--host', '127.0.0.1', '--port', String(port), '--quiet', '--routes', routes, data];
      const url = `http://127.0.0.1:${port}`;
      const { 'send message': send, configuration } = callsAt(url);
      // It adds the message to its file and repeats it.
      const added = { ...send, status: 201, isAnswer: (body: string) => body.includes('"content"') };
      return startNodePeer('json-server', command, { url, calls: { 'send message': added, configuration } });
    },
  },
  {
    name: 'oauth2-mock-server',
    start: async (modules) => {
      const port = await freePort();
      const program = path.join(modules, 'oauth2-mock-server/dist/oauth2-mock-server.mjs');
      const url = `http://127.0.0.1:${port}`;
      const token = { ...callsAt(url).token, url: `${url}/token` };
      return startNodePeer('oauth2-mock-server', [program, '-a', '127.0.0.1', '-p', String(port)], { url, calls: { token } });
    },
  },
];
