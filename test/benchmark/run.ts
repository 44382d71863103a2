import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * `npm run benchmark [-- <name>]` runs the benchmark of that name in this folder, e.g. `scale`. Without a name it compares requests per
 * second with a bare server; a number is the seconds of each measurement of that one.
 */
const [name = ''] = process.argv.slice(2);
const named = /^[a-z-]+$/.test(name) ? path.join(import.meta.dirname, `${name}.ts`) : undefined;
if (named !== undefined && !existsSync(named)) {
  console.error(`There is no benchmark "${name}" in test/benchmark.`);
  process.exitCode = 2;
} else {
  if (named !== undefined) process.argv.splice(2, 1);
  await import(named ?? './benchmark.ts');
}
