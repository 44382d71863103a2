import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startCli } from './cli-process.ts';

const root = path.join(import.meta.dirname, '../..');
const readme = await readFile(path.join(root, 'README.md'), 'utf8');
const clientReadme = await readFile(path.join(root, 'client/README.md'), 'utf8');
function blocks(language: string, document = readme) {
  return [...document.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, block]) => block!);
}

async function scratch(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ece-readme-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('the README', () => {
  it('opens with two commands', () => {
    expect(readme.split('```sh\n')[1]!.split('```')[0]!.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^npm ci && npm start /),
      expect.stringMatching(/^npm ci && npm test /),
    ]);
  });

  it('is read in a minute and a half', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(90);
    expect(readme).toMatch(/!\[[^\]]+\]\(docs\/screenshots\//);
  });

  describe('of the client', () => {
    const [methods, authorization, resuming] = blocks('ts', clientReadme);

    /** Runs a program as it is printed, but against this simulator. */
    async function run(program: string, url: string, files: Record<string, string> = {}): Promise<string> {
      const folder = await scratch();
      const here = program.replaceAll(/https?:\/\/127\.0\.0\.1:8080/g, url);
      for (const [name, text] of Object.entries({ 'program.mts': here, ...files })) {
        await writeFile(path.join(folder, name), text);
      }
      const preload = path.join(root, 'test/client/as-package.ts');
      const { stdout } = await promisify(execFile)(process.execPath, ['--import', preload, 'program.mts'], { cwd: folder });
      return stdout;
    }

    it('has programs that run as they stand', async () => {
      await using ece = await startCli();
      expect((await run(methods!, ece.url)).split('\n')).toEqual([
        expect.stringMatching(/^POST \S+ was answered 400 \(400-630: .*\)\.$/),
        'allow_all',
        '{',
        "  outcome: 'MaximumLoad/NoAgent',",
        '  outputs: { availableSlots: 0 },',
        '  status: 200,',
        '  code: undefined,',
        '  attempts: 1,',
        expect.stringMatching(/^ {2}durationMs: \d+,$/),
        '  requestId: undefined',
        '}',
        'Internal server error',
        '',
      ]);
      expect(await run(resuming!, ece.url)).toBe('');
    });

    it('has a program that trusts a private certificate', async () => {
      await using ece = await startCli('--tls');
      const certificate = await readFile(ece.certificateFile!, 'utf8');
      expect(await run(authorization!, ece.url, { 'ca.pem': certificate })).toBe('');
      await expect(run(authorization!, ece.url, { 'ca.pem': 'no certificate' })).rejects.toThrow('Option ca cannot be used');
    });
  });
});
