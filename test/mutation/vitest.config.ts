import { defineConfig } from 'vitest/config';

/** The tests of the room that `npm run mutation` names; Stryker runs them in a copy of the project. */
export default defineConfig({
  test: {
    include: (process.env['MUTATION_TESTS'] ?? '').split(','),
    isolate: false,
    testTimeout: 20_000,
    env: { PACT_DO_NOT_TRACK: 'true' },
  },
});
