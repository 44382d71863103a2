import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { recordedProofs, recordVariable } from './record.ts';

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ece-record-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return `${folder}/`;
}

/** Runs the functions of the module in a process whose record is the folder. */
function inProcess(folder: string, ...calls: string[]): void {
  const module = fileURLToPath(new URL('./record.ts', import.meta.url));
  const program = `const record = await import(${JSON.stringify(module)}); ${calls.map((call) => `record.${call};`).join(' ')}`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, [recordVariable]: folder },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
}

const proof = { kind: 'scenario', method: 'createChat.createChat', outcome: 'onError', by: 'A story', cause: 'store' };

it('a record of outcomes is read when its run has ended', () => {
  const folder = makeFolder();
  inProcess(folder, 'setup()', `recordProof(${JSON.stringify(proof)})`);
  expect(() => recordedProofs(folder)).toThrow(/is not complete: the run of tests that writes it still goes on/);
  inProcess(folder, 'teardown()');
  expect(recordedProofs(folder)).toEqual([proof]);
});

it('a run forgets its own record alone', () => {
  const [one, other] = [makeFolder(), makeFolder()];
  for (const folder of [one, other]) writeFileSync(`${folder}1.jsonl`, `${JSON.stringify(proof)}\n`);
  inProcess(one, 'setup()', 'teardown()');
  expect([recordedProofs(one), recordedProofs(other)]).toEqual([[], [proof]]);
});
