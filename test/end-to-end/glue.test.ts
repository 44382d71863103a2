import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './cli-process.ts';

const root = path.join(import.meta.dirname, '../..');
const page = await readFile(path.join(root, 'docs/test-in-your-repository.md'), 'utf8');

function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, block]) => block!);
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ece-glue-'));
});
afterEach(() => rm(folder, { recursive: true }));

function write(name: string, text: string): Promise<void> {
  return writeFile(path.join(folder, name), text);
}

/** Whether this machine has pytest; the fixture is tried with Python alone where it has not. */
function hasPytest(): boolean {
  try {
    execFileSync('python3', ['-c', 'import pytest'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the glue of a team', () => {
  it.runIf(hasPytest())('in pytest is one file; a failure shows what ECE received', async () => {
    await cp(path.join(root, 'fixtures/python/conftest.py'), path.join(folder, 'conftest.py'));
    const [test] = blocks('python');
    const failing =
      '\n\ndef test_that_fails(ece):\n    ece.advance(1000)\n    test_an_agent_is_available(ece)\n    assert ece.journal(status=401)\n';
    await write('test_ece.py', test! + failing);
    const pytest = ['exec', '--', 'python3', '-B', '-m', 'pytest', '-p', 'no:cacheprovider', '-q'];
    const { code, stdout } = await runCli(pytest, {}, folder);
    expect(stdout).toMatch(/1 failed, 1 passed/);
    expect(stdout).toMatch(/What ECE received and sent -+\ncall getAgentAvailability GET \S+\/\d1001 -> 200\n/);
    expect(code).toBe(1);
  });

  it('in pytest needs nothing but Python', async () => {
    await cp(path.join(root, 'fixtures/python/conftest.py'), path.join(folder, 'conftest.py'));
    await write('pytest.py', 'def fixture(function): return function\ndef hookimpl(**_): return fixture\n');
    await write(
      'use.py',
      `${blocks('python')[0]!}\nimport conftest\nfor ece in conftest.ece(): test_an_agent_is_available(ece)\nprint("ran")\n`,
    );
    expect(await runCli(['exec', '--', 'python3', '-B', 'use.py'], {}, folder)).toMatchObject({ code: 0, stdout: 'ran\n' });
  });

  it('in a shell is the variables of exec', async () => {
    const [script] = blocks('sh').filter((block) => block.startsWith('set -e'));
    expect(script!.trimEnd().split('\n').length).toBeLessThanOrEqual(5);
    await write('run-tests.sh', script!);
    expect(await runCli(['exec', '--', 'sh', 'run-tests.sh'], {}, folder)).toMatchObject({ code: 0 });
    await write('run-tests.sh', script!.replace('status=200', 'status=401'));
    expect(await runCli(['exec', '--', 'sh', 'run-tests.sh'], {}, folder)).toMatchObject({ code: 1 });
  });

  it('in node:test is one import', async () => {
    const test = blocks('ts').find((block) => block.includes('node:test'))!;
    const hooks = `import { registerHooks } from 'node:module';
      const testing = ${JSON.stringify(new URL('../../fixtures/testing.ts', import.meta.url).href)};
      registerHooks({ resolve: (name, context, next) => next(name === 'ece-simulator/testing' ? testing : name, context) });`;
    await write('package-by-name.mjs', hooks);
    await write('ece.test.mts', test);
    const flags = ['--import', './package-by-name.mjs', '--test', '--test-reporter=tap', 'ece.test.mts'];
    const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: folder });
    expect(stdout).toContain('# pass 1');
  });
});
