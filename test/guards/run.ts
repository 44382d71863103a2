import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runCheck } from '../runner/check.ts';
import type { Guard } from './guard.ts';

/**
 * `npm run guards [-- --full] [--seed x] [--only name]`: runs each guard of this folder. Without a seed it takes a fresh one and prints it,
 * so that each run tries something else and a failure can be seen again. The last line counts.
 */
const { values } = parseArgs({
  options: { full: { type: 'boolean', default: false }, seed: { type: 'string' }, only: { type: 'string' } },
});
const seed = values.seed ?? randomUUID().slice(0, 8);
const size = values.full ? 'full' : 'small';
const guards = await findGuards();
/** They begin first, so that none of them is left to run alone. */
const longest = ['pages', 'memory', 'hostile-requests'];
const counts = { passed: 0, failed: 0 };

if (values.only !== undefined) {
  const guard = guards.get(values.only);
  if (guard === undefined) console.log(`There is no guard "${values.only}"; there are ${[...guards.keys()].join(', ')}.`);
  else await runGuard(values.only, guard);
} else {
  console.log(`Guards, ${size} size, --seed ${seed}`);
  // Full guards measure, so that nothing may run beside one.
  const lanes = values.full ? 1 : 2;
  const waiting = [...new Set([...longest, ...guards.keys()])];
  await Promise.all(Array.from({ length: lanes }, () => runInTurn(waiting)));
}
if (counts.passed + counts.failed === 0) counts.failed = 1;
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function runGuard(name: string, guard: Guard): Promise<void> {
  const began = performance.now();
  const { passed, failures } = await guard({ size, seed }).catch((error: unknown) => ({ passed: 0, failures: [textOf(error)] }));
  counts.passed += passed;
  counts.failed += failures.length;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${failures.length === 0 ? '✓' : '✗'} ${name}: ${passed} passed, ${failures.length} failed (${seconds} s)`);
  for (const failure of failures) console.log(`  ${failure}`);
}

/** Takes one guard after the other from those that wait, and runs each in a process of its own. */
async function runInTurn(waiting: string[]): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const flags = ['--only', name, '--seed', seed, ...(values.full ? ['--full'] : [])];
    const { output, passed } = await runCheck({ name, script: import.meta.filename, flags }, process.cwd(), 'pipe');
    const lines = output.split('\n');
    const counted = /^(\d+) passed, (\d+) failed$/.exec(lines.at(-1)!);
    counts.passed += Number(counted?.[1] ?? 0);
    counts.failed += Math.max(Number(counted?.[2] ?? 0), passed ? 0 : 1);
    console.log((counted ? lines.slice(0, -1) : [...lines, `✗ ${name} ended without a count.`]).join('\n'));
  }
}

async function findGuards(): Promise<Map<string, Guard>> {
  const found = new Map<string, Guard>();
  for (const file of readdirSync(import.meta.dirname).toSorted()) {
    // The other files of the folder help guards; what starts a process of its own must not be loaded here.
    if (file === 'run.ts' || file.includes('.test.') || !file.endsWith('.ts') || /-(simulator|process|worker)\.ts$/.test(file))
      continue;
    const { guard } = (await import(path.join(import.meta.dirname, file))) as { guard?: Guard };
    if (guard !== undefined) found.set(file.replace(/\.ts$/, ''), guard);
  }
  return found;
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
