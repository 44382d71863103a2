import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScenarioSimulator } from './stage/scenario-simulator.ts';
import { openSimulator } from './stage/scenario-simulator.ts';
import { loadScenarios } from './format/load.ts';
import { formatReport } from './telling/report.ts';
import type { ScenarioResult } from './runner.ts';
import { runScenario } from './runner.ts';

export interface DescribeOptions {
  /** A simulator that runs already. Default: a new one in this process, which the scenarios share. */
  readonly url?: string | undefined;
  readonly controlToken?: string | undefined;
  /** A site file: the simulator behaves as that installation of ECE, and the client library has its options. */
  readonly site?: string | undefined;
  /** Called with each result. */
  readonly onResult?: ((result: ScenarioResult) => void) | undefined;
}

/**
 * Defines a test for each scenario of a folder, or of the files that a pattern names. Relative paths start at the folder of the
 * test file. The scenarios run at the same time.
 * @example describeScenarios('./scenarios/*.yaml')
 * @throws {InvalidScenarioError} when a file is wrong, or none is found; the message says where it looked
 */
export function describeScenarios(patternOrFolder: string, { onResult, ...simulatorOptions }: DescribeOptions = {}): void {
  const scenarios = loadScenarios(path.resolve(path.dirname(currentTestFile()), patternOrFolder));
  describe(`scenarios of ${patternOrFolder}`, { concurrent: true }, () => {
    let simulator: ScenarioSimulator;
    beforeAll(async () => {
      simulator = await openSimulator(simulatorOptions);
    });
    afterAll(() => simulator.close());
    it.each(scenarios)('$name: $title', async (scenario) => {
      const result = await runScenario(scenario, { simulator, site: simulatorOptions.site });
      onResult?.(result);
      if (!result.passed) expect.fail(formatReport(result, undefined, simulatorOptions.site));
    });
  });
}

/** Vitest 2 tells it to nobody before a test runs, but keeps it here. */
declare const __vitest_worker__: { readonly filepath: string };

function currentTestFile(): string {
  return expect.getState().testPath ?? __vitest_worker__.filepath;
}
