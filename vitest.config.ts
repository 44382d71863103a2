import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { RunReport } from './test/runner/run-report.ts';
import { SlowFilesFirst } from './test/runner/slow-files-first.ts';

const rooms = '{cli,simulator,client,scenarios,calibration,console,fixtures,packaging,test}';

export default defineConfig({
  test: {
    globalSetup: ['test/outcomes/record.ts'],
    reporters: ['default', ...(process.env.GITHUB_ACTIONS === 'true' ? ['github-actions'] : []), new RunReport()],
    slowTestThreshold: 2_000,
    // What a test prints is shown when it fails: Pact, for example, prints each mismatch that a test expects.
    silent: 'passed-only',
    // There is no global state (law 7), so test files share what their worker has loaded: a third less to compute.
    isolate: false,
    sequence: { sequencer: SlowFilesFirst },
    // Workers often wait for a process that they started, so there are two also on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Generous: it only ends what hangs. No test measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    env: { PACT_DO_NOT_TRACK: 'true' },
    projects: [
      {
        extends: true,
        test: { name: 'contracts', include: ['contracts/**/*.test.ts'], globalSetup: ['contracts/consumer/pact.ts'] },
      },
      { extends: true, test: { name: 'rooms', include: [`${rooms}/**/*.test.ts`] } },
    ],
  },
});
