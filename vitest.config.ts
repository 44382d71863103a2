import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{simulator,client,contracts,scenarios,test}/**/*.test.ts'],
    globalSetup: ['contracts/outcome-record.ts'],
    // There is no global state (law 7), so test files share what their worker has loaded: a third less to compute.
    isolate: false,
    // Generous: it only ends what hangs. No test measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { PACT_DO_NOT_TRACK: 'true' },
  },
});
