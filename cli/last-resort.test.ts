import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const guard = new URL('last-resort.ts', import.meta.url).href;

it.each([
  ['throws', "setImmediate(() => { throw new Error('the disk is gone'); });"],
  ['rejects', "void Promise.reject(new Error('the disk is gone'));"],
])('an error that reaches nobody (%s) ends the command with a sentence', (_how, code) => {
  const program = `import { guardErrors } from '${guard}'; guardErrors(); ${code}`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toBe(
    'ece-simulator: the disk is gone. This should not happen: please report it with the command and its input.\n',
  );
});
