import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import { runCli, startCli } from './cli-process.ts';
import { freePort } from './free-port.ts';

const root = path.join(import.meta.dirname, '../..');
const cli = path.join(root, 'cli/cli.ts');

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The instructions of the Dockerfile, with continued lines joined. */
async function readDockerfile(): Promise<Instruction[]> {
  const text = (await readFile(path.join(root, 'Dockerfile'), 'utf8')).replaceAll(/\\\n\s*/g, '');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => ({ name: line.split(' ')[0]!, text: line.slice(line.indexOf(' ') + 1) }));
}

/** Runs what the image runs, in a folder in which nothing can be written. */
async function runInImage(env: Record<string, string>) {
  const child = spawn(process.execPath, [cli, 'start'], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: '/dev/null/none', HOME: '/dev/null/none', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  child.stdout.on('data', (part: Buffer) => (printed += part.toString()));
  child.stderr.on('data', (part: Buffer) => (printed += part.toString()));
  const exited = once(child, 'exit').then(() => Promise.reject(new Error(printed)));
  let port: string | undefined;
  while (port === undefined) {
    await Promise.race([once(child.stdout, 'data'), exited]);
    port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(printed)?.[1];
  }
  exited.catch(() => undefined);
  return { child, port };
}

describe('the Dockerfile', () => {
  it('makes a slim image whose user is not root, in which a signal reaches the command', async () => {
    const instructions = await readDockerfile();
    const last = (name: string) => instructions.findLast((one) => one.name === name)?.text;
    const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'];
    expect(instructions.filter(({ name }) => !known.includes(name))).toEqual([]);
    expect(instructions.filter(({ name }) => name === 'FROM').map(({ text }) => text.split(' ')[0])).toEqual([
      'node:24-slim',
      'node:24-slim',
    ]);
    expect(last('USER')).toBe('node');
    // As a list: through a shell, signals would not arrive.
    expect(JSON.parse(last('ENTRYPOINT')!)).toEqual(['ece-simulator']);
    expect(JSON.parse(last('CMD')!)).toEqual(['start']);
    expect(last('STOPSIGNAL')).toBe('SIGTERM');
    expect(last('HEALTHCHECK')).toMatch(/CMD \["ece-simulator", "ready"\]$/);
    const ignored = (await readFile(path.join(root, '.dockerignore'), 'utf8')).split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['**/node_modules', 'dist', '.git']));
  });

  it.runIf(process.platform === 'linux')('has commands that work where nothing can be written, and stop', async () => {
    const instructions = await readDockerfile();
    const [, host, port] = /ECE_SIMULATOR_HOST=(\S+) ECE_SIMULATOR_PORT=(\d+)/.exec(
      instructions.find(({ name }) => name === 'ENV')!.text,
    )!;
    expect([host, port]).toEqual(['0.0.0.0', instructions.find(({ name }) => name === 'EXPOSE')!.text]);
    // Where other machines could reach it in a test, this one would listen off loopback.
    const token = '0123456789abcdef';
    const given = { ECE_SIMULATOR_PORT: '0', ECE_SIMULATOR_HOST: '127.0.0.1', ECE_SIMULATOR_CONTROL_TOKEN: token };
    const { child, port: taken } = await runInImage(given);
    const env = { ECE_SIMULATOR_PORT: taken };
    expect(await runCli(['ready'], env)).toMatchObject({ code: 0 });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([143, null]);
    expect(await runCli(['ready'], env)).toMatchObject({ code: 1 });
  });

  it('starts no simulator that other machines could control without a token', async () => {
    const { code, stderr } = await runCli(['start', '--host', '0.0.0.0', '--port', '0']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ece-simulator: .*controlToken[^\n]*\n$/i);
  });
});

interface Service {
  readonly environment: Record<string, string>;
  readonly read_only: boolean;
  readonly command?: string[];
  readonly depends_on?: Record<string, { condition: string }>;
}

describe('the compose file', () => {
  it('starts a client beside the simulator, whose conversation an agent takes', async () => {
    const text = await readFile(path.join(root, 'docs/docker/compose.yaml'), 'utf8');
    const { services } = parse(text, { strict: true, uniqueKeys: true }) as { services: Record<'ece' | 'client', Service> };
    const { ece, client } = services;
    expect([ece.read_only, client.read_only, client.depends_on]).toEqual([true, true, { ece: { condition: 'service_healthy' } }]);
    const port = await freePort();
    const given = { ...ece.environment, ECE_SIMULATOR_CALLBACK_URL: `http://127.0.0.1:${port}/callback` };
    const token = /:-(.*)\}/.exec(ece.environment.ECE_SIMULATOR_CONTROL_TOKEN!)![1]!;
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const [name, value] of Object.entries({ ...given, ECE_SIMULATOR_CONTROL_TOKEN: token })) vi.stubEnv(name, value);
    await using simulator = await startCli();
    vi.unstubAllEnvs();
    expect(simulator.clientId).toBe(client.environment.ECE_CLIENT_ID);
    const program = path.join(root, 'docs/docker', client.command!.at(-1)!);
    const env = { ...process.env, ...client.environment, ECE_URL: simulator.url, CALLBACK_PORT: String(port) };
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (part: Buffer) => (printed += part.toString()));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(printed).toContain('has started');
    expect(printed).toContain('assigned');
  });
});

describe.runIf(process.platform !== 'win32')('the GitHub action', () => {
  it('starts a simulator that the following steps find', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'ece-action-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const action = parse(await readFile(path.join(root, 'action.yml'), 'utf8'), { strict: true, uniqueKeys: true }) as {
      inputs: Record<string, { description: string; default: string }>;
      runs: { using: string; steps: { name: string; shell: string; run: string; env: Record<string, string> }[] };
    };
    expect(action.runs.using).toBe('composite');
    const [install, start] = action.runs.steps;
    expect(action.runs.steps.map(({ shell }) => shell)).toEqual(['bash', 'bash']);
    // What the caller gives reaches the shell by variables only, so that it is never run as a program.
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
    expect(install!.run).toContain('npm install --global');
    await writeFile(path.join(folder, 'ece-simulator'), `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`, { mode: 0o755 });
    const env = {
      ...process.env,
      PATH: [folder, path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
      RUNNER_TEMP: folder,
      GITHUB_ENV: path.join(folder, 'env'),
      PORT: String(await freePort()),
      FLAGS: '--client-id shop --clock manual',
    };
    const script = `${start!.run}\nkill %1\nwait`;
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child, 'close');
    const found = await readFile(path.join(folder, 'env'), 'utf8');
    expect(found).toContain(`ECE_URL=http://127.0.0.1:${env.PORT}\n`);
    expect(found).toContain('ECE_CLIENT_ID=shop\n');
    expect(found).toMatch(/^ECE_ENTRY_POINT=1001$/m);
    expect(found).toMatch(/^ECE_CONTROL_URL=http:.*\/_sim\/v1$/m);
    expect(found).toMatch(/^ECE_CLIENT_SECRET=.+$/m);
  });
});
