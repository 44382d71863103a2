import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { LastRun } from './last-run.ts';
import { lastRunFile } from './last-run.ts';
import { reasonInName } from './needing.ts';

/** Prints why tests were skipped, and writes the record of the run that `npm test` and `npm run slowest` read. */
export class RunReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    for (const line of reasons(skipped)) console.log(line);
    const run: LastRun = {
      passed: tests.filter((test) => test.result().state === 'passed').length,
      failed:
        tests.filter((test) => test.result().state === 'failed').length + modules.flatMap((module) => module.errors()).length,
      skipped: skipped.length,
      tests: tests.map((test) => ({
        file: test.module.relativeModuleId,
        name: test.fullName,
        milliseconds: Math.round(test.diagnostic()?.duration ?? 0),
      })),
      files: modules.map((module) => {
        const { duration, collectDuration } = module.diagnostic();
        return { file: module.relativeModuleId, milliseconds: Math.round(duration + collectDuration) };
      }),
    };
    mkdirSync(path.dirname(lastRunFile), { recursive: true });
    writeFileSync(lastRunFile, JSON.stringify(run));
  }
}

function reasons(skipped: readonly TestCase[]): string[] {
  const counts = Map.groupBy(skipped, reasonOf);
  return [...counts].map(([reason, { length }]) => `${length} ${length === 1 ? 'test' : 'tests'} skipped: ${reason}`);
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? reasonInName(test.fullName) ?? `no reason is given by ${test.module.relativeModuleId}`;
}
