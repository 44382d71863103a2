import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{simulator,client,contracts,scenarios,test}/**/*.test.ts'],
    globalSetup: ['test/client-outcome-setup.ts'],
    // Generous: it only ends what hangs. No test measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { PACT_DO_NOT_TRACK: 'true' },
  },
});
