import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { questionNames } from './report/questions.ts';
import { sections } from './report/sections.ts';

function run(...flags: string[]) {
  return promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'run.ts'), ...flags]);
}

describe('npm run benchmark', () => {
  it('lists every question without a name', async () => {
    const { stdout } = await run();
    for (const name of [...questionNames(), 'quick', 'all']) expect(stdout).toMatch(new RegExp(`^${name} +\\w`, 'm'));
  });

  it.each([
    [['nothing'], 'There is no benchmark "nothing". npm run benchmark lists them.'],
    [['run'], 'There is no benchmark "run". npm run benchmark lists them.'],
    [['all', '--only', 'calls,nothing'], '--only: the page has no "nothing".'],
    [['calls', '--befor', 'x'], "Unknown option '--befor'"],
    [['operations', 'many'], 'conversations: "many" is not a whole number above zero.'],
  ])('refuses %j with a sentence', async (flags, sentence) => {
    await expect(run(...flags)).rejects.toMatchObject({ code: 2, stderr: `${sentence}\n` });
  });

  it('fails for a commit that git does not know', async () => {
    await expect(run('calls', '--before', 'no-such-commit')).rejects.toMatchObject({
      code: 1,
      stderr: '--before no-such-commit: there is no such folder with a package.json, and git knows no such commit.\n',
    });
  });

  it('has a question for each section of the page', () => {
    expect(sections.map(({ question }) => question).filter((name) => !questionNames().includes(name))).toEqual([]);
  });
});
