import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
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
console.log(`Guards, ${size} size, --seed ${seed}`);

let passed = 0;
let failed = 0;
for (const file of readdirSync(import.meta.dirname).toSorted()) {
  const name = file.replace(/\.ts$/, '');
  if (file === 'run.ts' || file.includes('.test.') || !file.endsWith('.ts') || (values.only ?? name) !== name) continue;
  const guard = await guardIn(file);
  if (guard === undefined) continue;
  const began = performance.now();
  const result = await guard({ size, seed }).catch((error: unknown) => ({ passed: 0, failures: [textOf(error)] }));
  passed += result.passed;
  failed += result.failures.length;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${result.failures.length === 0 ? '✓' : '✗'} ${name}: ${result.passed} passed, ${result.failures.length} failed (${seconds} s)`,
  );
  for (const failure of result.failures) console.log(`  ${failure}`);
}
if (passed + failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The other files of the folder help guards; what starts a process of its own must not be loaded here. */
async function guardIn(file: string): Promise<Guard | undefined> {
  if (/-(simulator|process|worker)\.ts$/.test(file)) return undefined;
  const module = (await import(path.join(import.meta.dirname, file))) as { guard?: Guard };
  return module.guard;
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
