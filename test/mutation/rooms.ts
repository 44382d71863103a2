/** A room whose tests are tested: the code that is mutated, and the tests that must notice: patterns, or stories and contract alone. */
export interface MutatedRoom {
  readonly code: readonly string[];
  readonly tests: readonly string[] | 'both sides';
}

/** The tests of operations are those of ECE's calls and settings: an operation has few of its own, because a call is what it does. */
export const mutatedRooms: Readonly<Record<string, MutatedRoom>> = {
  world: { code: ['simulator/world/*.ts'], tests: ['simulator/world/*.test.ts', 'simulator/agents/*.test.ts'] },
  operations: {
    code: ['simulator/operations/*.ts'],
    tests: ['simulator/operations/*.test.ts', 'test/api/**/*.test.ts', 'test/settings/*.test.ts'],
  },
  callbacks: { code: ['simulator/callbacks/*.ts'], tests: ['simulator/callbacks/*.test.ts'] },
  client: { code: ['client/**/*.ts'], tests: ['client/**/*.test.ts'] },
  contracts: { code: ['simulator/world/*.ts', 'simulator/operations/*.ts', 'client/**/*.ts'], tests: 'both sides' },
};

/** Files that hold types, texts for people or only names: nothing in them decides. */
export const notMutated = ['**/*.test.ts', '**/*.test-d.ts', '**/testing/**', '**/index.ts'];
