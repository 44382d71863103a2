import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';

/**
 * Requests per second of the simulator as a ratio to a bare node:http server that does the same work, measured in turns in one run:
 * machines differ, and so does one machine from minute to minute. `npm run benchmark [-- <seconds per measurement>]`.
 */
const seconds = Number(process.argv[2] ?? 3);
const rounds = 3;
const connections = 50;
const root = path.join(import.meta.dirname, '../..');

interface Peer {
  readonly url: string;
  readonly token: string;
  readonly conversationId: string;
  readonly process: ChildProcess;
}

async function started(file: string, ...flags: string[]): Promise<{ line: Record<string, string>; process: ChildProcess }> {
  const child = spawn(process.execPath, [path.join(root, file), ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { line: JSON.parse(line) as Record<string, string>, process: child };
}

async function bare(): Promise<Peer> {
  const { line, process: child } = await started('test/benchmark/bare-server.ts');
  return { url: line['url']!, token: line['token']!, conversationId: crypto.randomUUID(), process: child };
}

const api = '/system/ws/v19/clientapplications';
const basic = `Basic ${btoa('demo-client:demo-secret')}`;

async function simulator(): Promise<Peer> {
  const flags = ['start', '--port', '0', '--json', '--log-level', 'silent', '--agents', 'silent'];
  const { line, process: child } = await started('cli/cli.ts', ...flags);
  const url = line['url']!;
  const call = async (target: string, headers: Record<string, string>, body?: string) => {
    const answer = await fetch(url + api + target, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      ...(body && { body }),
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  const form = { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' };
  const token = (await call('/authentication/oauth2/token?forceLogin=yes', form, 'grant_type=client_credentials'))[
    'access_token'
  ] as string;
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' };
  const configuration = await call('/messaging/configuration?entrypoint=1001', headers);
  const [entryPointConfiguration] = configuration['entryPointConfiguration'] as object[];
  const started_ = await call(
    '/messaging/conversation/start?anonymousCustomer=yes',
    headers,
    JSON.stringify({ entryPointConfiguration }),
  );
  return { url, token, conversationId: started_['id'] as string, process: child };
}

const measurements = {
  configuration: ({ url, token }: Peer) => ({
    url: `${url}${api}/messaging/configuration?entrypoint=1001`,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  }),
  'send message': ({ url, token, conversationId }: Peer) => ({
    url: `${url}${api}/messaging/sendmessage`,
    method: 'POST' as const,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ conversation: { id: conversationId }, type: { value: 'text/plain' }, content: 'hello' }),
  }),
  // Measured last: each forced login displaces the token of the other calls.
  token: ({ url }: Peer) => ({
    url: `${url}${api}/authentication/oauth2/token?forceLogin=yes`,
    method: 'POST' as const,
    headers: { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  }),
};

async function perSecond(request: autocannon.Options): Promise<number> {
  const result = await autocannon({ ...request, connections, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors at ${request.url}`);
  return result.requests.average;
}

function median(values: number[]) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;
}

const peers = { bare: await bare(), simulator: await simulator() };
console.log(`${rounds} rounds of ${seconds} s each, ${connections} connections, Node ${process.version}\n`);
console.log('call            bare node:http    simulator    ratio');
for (const [name, request] of Object.entries(measurements)) {
  const seen = { bare: [] as number[], simulator: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    seen.bare.push(await perSecond(request(peers.bare)));
    seen.simulator.push(await perSecond(request(peers.simulator)));
  }
  const [one, other] = [median(seen.bare), median(seen.simulator)];
  console.log(
    `${name.padEnd(14)}${one.toFixed(0).padStart(12)}/s${other.toFixed(0).padStart(11)}/s${(other / one).toFixed(2).padStart(9)}`,
  );
}
for (const peer of Object.values(peers)) peer.process.kill();
