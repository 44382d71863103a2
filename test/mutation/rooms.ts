/** A room whose tests are tested: the code that is mutated, and the tests that must notice: patterns, or stories and contract alone. */
export interface MutatedRoom {
  readonly code: readonly string[];
  readonly tests: readonly string[] | 'both sides';
  /** Names of tests that would take most of the time and notice nothing more of this code than the others do. */
  readonly slow?: RegExp;
  /** Files that code loads when a test first needs them. The thread is kept, so what they make when they are loaded is made once. */
  readonly loadedLate?: readonly string[];
}

/** What `tests` of operations are: an operation has few of its own, because a call is what it does. They run in process. */
const calls = [
  ...['attachment', 'availability', 'bad-input', 'check-order', 'configuration', 'conversation', 'customer'],
  ...['customer-lookup', 'reasons', 'refusals', 'representation', 'token', 'world'],
];

export const mutatedRooms: Readonly<Record<string, MutatedRoom>> = {
  world: { code: ['simulator/world/*.ts'], tests: ['simulator/world/*.test.ts', 'simulator/agents/*.test.ts'] },
  operations: {
    code: ['simulator/operations/*.ts'],
    tests: [
      'simulator/operations/*.test.ts',
      ...calls.map((call) => `test/api/${call}.test.ts`),
      'test/settings/settings.test.ts',
    ],
    slow: /^in XML |^callback\.|is changed to/,
  },
  callbacks: { code: ['simulator/callbacks/*.ts'], tests: ['simulator/callbacks/*.test.ts'] },
  client: {
    code: ['client/**/*.ts'],
    loadedLate: ['make-chat-store', 'postgres', 'sqlite'].map((file) => `client/chat-store/${file}.ts`),
    tests: ['client/**/*.test.ts'],
    slow: /bomb in (br|deflate)|(bomb in gzip|endless answer) > to a method that needs (nothing|figures|a 204|session)|just been started|says what to install|has room for|proxy of Node|another process, or this one/,
  },
  contracts: { code: ['simulator/world/*.ts', 'simulator/operations/*.ts', 'client/**/*.ts'], tests: 'both sides' },
};

/** Files that hold types, texts for people or only names: nothing in them decides. */
export const notMutated = ['**/*.test.ts', '**/*.test-d.ts', '**/testing/**', '**/index.ts'];
