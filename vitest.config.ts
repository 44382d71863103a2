import { configDefaults, defineConfig } from 'vitest/config';

const rooms = '{simulator,client,scenarios,test}';

export default defineConfig({
  test: {
    globalSetup: ['test/outcomes/record.ts'],
    // There is no global state (law 7), so test files share what their worker has loaded: a third less to compute.
    isolate: false,
    // Generous: it only ends what hangs. No test measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { PACT_DO_NOT_TRACK: 'true' },
    projects: [
      { extends: true, test: { name: 'rooms', include: [`${rooms}/**/*.test.ts`], sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'consumer',
          include: ['contracts/consumer/**/*.test.ts'],
          globalSetup: ['contracts/consumer/pact.ts'],
          // Several workers that write one pact lose interactions, and nothing tells.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'provider',
          include: ['contracts/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'contracts/consumer/**'],
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
