import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLoopbackEce } from './client-loopback-ece.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const programsOf = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(([, program = '']) => program);
const flow = programsOf('README.md').find((program) => program.includes('clearChat')) ?? '';
const programs = [flow, ...programsOf('client/README.md')];

/** The programs as they are printed, in a folder of their own. */
const printed = () => {
  const folder = mkdtempSync(join(tmpdir(), 'ece-flow-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  programs.forEach((program, index) => writeFileSync(join(folder, index === 0 ? 'flow.mts' : `${index}.mts`), program));
  return folder;
};

/** Runs the printed program against an ECE. `onCallbackUrl` is told where it wants its callbacks. */
const runFlow = async (environment: Record<string, string>, onCallbackUrl: (url: string) => void) => {
  const process_ = spawn(process.execPath, ['--import', join(root, 'test/client-as-package.ts'), 'flow.mts'], {
    cwd: printed(),
    env: { ...process.env, CALLBACK_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void process_.kill());
  const lines: string[] = [];
  const errors: string[] = [];
  createInterface(process_.stderr).on('line', (line) => errors.push(line));
  createInterface(process_.stdout).on('line', (line) => {
    lines.push(line);
    if (line.startsWith('Callback URL: ')) onCallbackUrl(line.slice('Callback URL: '.length));
  });
  const code = await new Promise((resolve) => process_.once('close', resolve));
  return { code, lines, errors };
};

describe("the README's flow", () => {
  it('is shorter than 60 lines', () => {
    expect(programs.length).toBe(4);
    expect(flow).toContain('clearChat');
    expect(flow.split('\n').length).toBeLessThan(60);
  });

  it('compiles as printed, and so does every other program of the README', { timeout: 60_000 }, async () => {
    const folder = printed();
    const compilerOptions = {
      noEmit: true,
      paths: { 'ece-simulator/client': [join(root, 'client/index.ts')] },
      typeRoots: [join(root, 'node_modules/@types')],
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: ['*.mts'] }),
    );
    const compiled = promisify(execFile)(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
    await compiled.catch((error: unknown) => expect.fail((error as { stdout: string }).stdout));
  });

  it(
    'runs as printed: availability, configuration, start, messages and files both ways, end, clear chat',
    { timeout: 30_000 },
    async () => {
      const ece = await startLoopbackEce('demo-client', 'PLANTED-client-secret');
      const { code, lines, errors } = await runFlow(
        { ECE_URL: ece.url, ECE_CLIENT_ID: 'demo-client', ECE_CLIENT_SECRET: 'PLANTED-client-secret' },
        ece.callbackTo,
      );
      expect({ code, errors }).toEqual({ code: 0, errors: [] });
      expect(lines).toEqual([
        expect.stringMatching(/^Callback URL: http:\/\/127\.0\.0\.1:\d+\/callback$/),
        'Ada has joined the chat',
        'Ada: You said: My screen is broken',
        expect.stringMatching(/^file:\/\/\/.*\/offer\.pdf$/),
        'The flow ended with Complete.',
      ]);
      expect(ece.fetched).toEqual(['a photo']);
      expect(readFileSync(fileURLToPath(lines[3]!), 'utf8')).toBe(ece.content);
      expect(ece.calls.filter((path) => path.endsWith('/token?forceLogin=yes'))).toHaveLength(1);
    },
  );

  it('says what went wrong', { timeout: 30_000 }, async () => {
    const ece = await startLoopbackEce('demo-client', 'another secret');
    const { code, errors } = await runFlow(
      { ECE_URL: ece.url, ECE_CLIENT_ID: 'demo-client', ECE_CLIENT_SECRET: 'PLANTED-client-secret' },
      ece.callbackTo,
    );
    expect(code).toBe(1);
    expect(errors.join('\n')).toContain('onauthorizationfail instead of onEntryPointConfigSuccess');
    expect(errors.join('\n')).not.toContain('PLANTED');
  });
});
