import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createControlClient } from '../../simulator/control/client.ts';
import type { StartedCli } from './cli-process.ts';
import { startCli } from './cli-process.ts';
import { startRelay } from './relay.ts';

const root = path.join(import.meta.dirname, '../..');
const page = await readFile(path.join(root, 'docs/a-flow.md'), 'utf8');
const flow = [...page.matchAll(/```ts\n(.*?)```/gs)]
  .map(([, program]) => program!)
  .find((program) => program.includes('clearChat'))!;

/** Runs the program as it is printed; the package's name resolves to its source. */
async function runFlow(ece: StartedCli, clientSecret: string, onCallbackUrl: (url: string) => void) {
  const folder = await mkdtemp(path.join(tmpdir(), 'ece-flow-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, 'flow.mts'), flow);
  const child = spawn(process.execPath, ['--import', path.join(root, 'test/client/as-package.ts'), 'flow.mts'], {
    cwd: folder,
    env: {
      ...process.env,
      CALLBACK_PORT: '0',
      ECE_URL: `${ece.url}/system`,
      ECE_CLIENT_ID: ece.clientId,
      ECE_CLIENT_SECRET: clientSecret,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill());
  const lines: string[] = [];
  let errors = '';
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    if (line.startsWith('Callback URL: ')) onCallbackUrl(line.slice('Callback URL: '.length));
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lines, errors };
}

describe('the flow of docs/a-flow.md', () => {
  it('is shorter than 60 lines', () => {
    expect(flow.trimEnd().split('\n').length).toBeLessThan(60);
  });

  it('runs as printed against the simulator as a process', async () => {
    const relay = await startRelay();
    await using ece = await startCli('--callback-url', relay.url, '--clock', '50x');
    const { code, lines, errors } = await runFlow(ece, ece.clientSecret, relay.relayTo);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(lines).toContain('You are now chatting with Ada');
    expect(lines).toContainEqual(expect.stringMatching(/: .*order 4711/i));
    expect(lines.at(-1)).toBe('The flow ended with Complete.');
    const file = lines.find((line) => line.startsWith('file://'))!;
    expect((await readFile(fileURLToPath(file))).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await createControlClient(ece.url).get('/journal', { query: { operation: 'obtainToken' } })).toHaveLength(1);
  });

  it('says what went wrong, and no secret', async () => {
    await using ece = await startCli();
    const { code, errors } = await runFlow(ece, 'PLANTED-secret', () => undefined);
    expect(code).toBe(1);
    expect(errors).toContain('onauthorizationfail instead of onEntryPointConfigSuccess');
    expect(errors).not.toContain('PLANTED');
  });
});
