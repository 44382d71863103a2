import { defineConfig } from 'vitest/config';
import { keptWorker } from './kept-worker.ts';

/** The tests of the room that `npm run mutation` names; Stryker runs them in a copy of the project. */
export default defineConfig({
  plugins: [
    // Stryker names a pool of its own.
    {
      name: 'kept-worker',
      configureVitest: ({ project }) => void Object.assign(project.config, { pool: keptWorker.name, poolRunner: keptWorker }),
    },
  ],
  resolve: {
    alias: [{ find: './skins.ts', replacement: `${import.meta.dirname}/in-process-skin.ts` }],
  },
  test: {
    include: (process.env['MUTATION_TESTS'] ?? '').split(','),
    globalSetup: ['test/outcomes/record.ts'],
    setupFiles: ['test/mutation/before-each-file.ts'],
    isolate: false,
    // Nobody reads what vitest prints about each mutant.
    reporters: [{}],
    // A change that makes a test wait for ever is noticed when this has passed.
    testTimeout: 10_000,
    hookTimeout: 10_000,
    env: { PACT_DO_NOT_TRACK: 'true' },
  },
});
