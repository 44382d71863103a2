import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { startCli } from './cli-process.ts';

const root = path.join(import.meta.dirname, '../..');

/** Hands callbacks on to the flow, whose port is known only once it runs. */
async function startRelay() {
  let callbackUrl = '';
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      void fetch(callbackUrl, { method: 'POST', headers, body: Buffer.concat(parts) }).then(
        (answer) => response.writeHead(answer.status).end(),
        () => response.writeHead(502).end(),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    relayTo: (url: string) => (callbackUrl = url),
  };
}

it("the README's flow runs as printed against the simulator as a process", async () => {
  const readme = await readFile(path.join(root, 'README.md'), 'utf8');
  const flow = [...readme.matchAll(/```ts\n(.*?)```/gs)]
    .map(([, program]) => program!)
    .find((program) => program.includes('clearChat'))!;
  const folder = await mkdtemp(path.join(tmpdir(), 'ece-flow-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, 'flow.mts'), flow);
  const relay = await startRelay();
  await using ece = await startCli('--callback-url', relay.url, '--clock', '50x');
  const child = spawn(process.execPath, ['--import', path.join(root, 'test/client-as-package.ts'), 'flow.mts'], {
    cwd: folder,
    env: {
      ...process.env,
      CALLBACK_PORT: '0',
      ECE_URL: `${ece.url}/system`,
      ECE_CLIENT_ID: ece.clientId,
      ECE_CLIENT_SECRET: ece.clientSecret,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let errors = '';
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    if (line.startsWith('Callback URL: ')) relay.relayTo(line.slice('Callback URL: '.length));
  });
  const [code] = (await once(child, 'close')) as [number | null];
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(lines).toContain('Ada has joined the chat');
  expect(lines.some((line) => line.includes('My screen is broken'))).toBe(true);
  expect(lines.at(-1)).toBe('The flow ended with Complete.');
  const file = lines.find((line) => line.startsWith('file://'))!;
  expect((await readFile(fileURLToPath(file))).subarray(0, 5).toString()).toBe('%PDF-');
});
