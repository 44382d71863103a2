import { createServer, get } from 'node:http';
import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/**
 * Starts a simulator twice in one process, each time until its first answer, and prints the milliseconds of both:
 * `node start-again.ts <root>`. With `bare` in place of the root it starts a server of `node:http` that answers a constant: what remains is
 * the client. With `profile` behind the root, the second start is profiled.
 */
const [root = '', profiled] = process.argv.slice(2);
interface Running {
  readonly url: string;
  close(): Promise<void>;
}
const startSimulator =
  root === 'bare'
    ? startBare
    : ((await import(path.join(root, 'dist/simulator/index.js'))) as { startSimulator: (options: object) => Promise<Running> })
        .startSimulator;

async function startBare(): Promise<Running> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' }).end('<agentAvailability available="true"/>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function startUntilAnswer(): Promise<number> {
  const began = performance.now();
  const simulator = await startSimulator({ port: 0 });
  const { status, text } = await answerOf(`${simulator.url}/system/egain/chat/entrypoint/agentAvailability/1001`);
  const lasted = performance.now() - began;
  if (status !== 200 || !text.includes('available="true"')) throw new Error(`It was answered ${status}: ${text}`);
  await simulator.close();
  return lasted;
}

/** By the client of `node:http`: the second `fetch` of a process takes longer than the rest together. */
function answerOf(url: string): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode!, text }));
    });
    request.on('error', reject);
  });
}

async function profileOf(work: () => Promise<unknown>): Promise<Profiler.Profile> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 100 });
  await session.post('Profiler.start');
  await work();
  return (await session.post('Profiler.stop')).profile;
}

const first = await startUntilAnswer();
if (profiled === undefined) console.log(JSON.stringify({ first, second: await startUntilAnswer() }));
else console.log(JSON.stringify(await profileOf(startUntilAnswer)));
process.exit();
