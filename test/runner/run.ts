import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { recordOfAllTests, recordVariable } from '../outcomes/record.ts';
import type { Check, CheckResult } from './check.ts';
import { runCheck } from './check.ts';
import { lastRunFile, readLastRun } from './last-run.ts';

/**
 * `npm test`: all tests, and beside them types, format and lint, whose output is printed when the tests have ended. Arguments go to vitest
 * (`npm test -- simulator/world`); then the outcomes, which need all tests, are not checked.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const selection = process.argv.slice(2);

const tests: Check = { name: 'tests', script: 'node_modules/vitest/vitest.mjs', flags: ['run', ...selection] };
const beside: Check[] = [
  {
    name: 'types',
    script: 'node_modules/typescript/bin/tsc',
    flags: ['--incremental', '--tsBuildInfoFile', 'node_modules/.cache/types.tsbuildinfo'],
  },
  { name: 'format', script: 'node_modules/prettier/bin/prettier.cjs', flags: ['--check', '--cache', '--log-level', 'warn', '.'] },
  {
    name: 'lint',
    script: 'node_modules/eslint/bin/eslint.js',
    flags: [
      '--max-warnings',
      '0',
      '--cache',
      '--cache-strategy',
      'content',
      '--cache-location',
      'node_modules/.cache/eslint/',
      '.',
    ],
  },
];
const outcomes: Check = { name: 'outcomes', script: 'test/outcomes/command.ts', flags: ['--check'] };

// Output that goes to a file or a pipe has no colours.
if (!process.stdout.isTTY) process.env['NO_COLOR'] ??= '1';
// A run of some tests beside it leaves this record alone.
if (selection.length === 0) process.env[recordVariable] = recordOfAllTests;
process.env['NODE_COMPILE_CACHE'] ??= `${root}node_modules/.cache/compiled`;

async function inTurn(checks: readonly Check[]): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) results.push(await runCheck(check, root, 'pipe'));
  return results;
}

rmSync(lastRunFile, { force: true });
console.log(`The tests run; ${beside.map(({ name }) => name).join(', ')} are checked beside them.`);
const besides = inTurn(beside);
const tested = await runCheck(tests, root, 'inherit');
const checked = await besides;
// The record of outcomes is complete only when all tests have passed.
if (selection.length === 0 && tested.passed) checked.push(...(await inTurn([outcomes])));

for (const { name, passed, output, seconds } of checked) {
  if (output !== '') console.log(`\n${output}`);
  console.log(`${name}: ${passed ? 'passed' : 'failed'} (${seconds} s)`);
}

const run = readLastRun() ?? { passed: 0, failed: 0, skipped: 0 };
const failedTests = tested.passed ? run.failed : Math.max(run.failed, 1);
const passed = run.passed + checked.filter((check) => check.passed).length;
const failed = failedTests + checked.filter((check) => !check.passed).length;
console.log(`\n${passed} passed, ${failed} failed${run.skipped > 0 ? `, ${run.skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
