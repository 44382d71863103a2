import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{simulator,client,contracts,scenarios,test}/**/*.test.ts'],
    globalSetup: ['test/client-outcome-setup.ts'],
    env: { PACT_DO_NOT_TRACK: 'true' },
  },
});
