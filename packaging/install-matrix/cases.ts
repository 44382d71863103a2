export type Manager = 'npm' | 'pnpm';

/** Names of packages with their versions. */
export type Peers = Readonly<Record<string, string>>;

/** One project: what it is installed with, and what else it has. */
export interface Case {
  readonly node: string;
  readonly manager: Manager;
  readonly peers: 'none' | 'oldest' | 'newest' | 'between';
  readonly versions: Peers;
}

/** Before those of `engines`: every door refuses with a sentence. */
export const oldNodes = ['18.20.8', '20.20.2'];
/** The first of each range in `engines`, and the newest major. */
export const nodes = ['22.21.0', '24.5.0', '26.10.0'];
export const pnpmVersion = '12.21.0';

export const oldest: Peers = { vitest: '2.0.0', msw: '2.10.0', pg: '8.3.0', '@pact-foundation/pact': '17.1.2' };
export const newest: Peers = { vitest: '5.1.2', msw: '3.0.5', pg: '8.23.1', '@pact-foundation/pact': '17.1.4' };
const between: readonly Peers[] = [{ vitest: '3.0.0' }, { vitest: '3.2.7', msw: '2.15.0' }, { vitest: '4.1.12' }];

export const cases: readonly Case[] = [
  ...nodes.flatMap((node) =>
    (['npm', 'pnpm'] as const).flatMap((manager): Case[] => [
      { node, manager, peers: 'none', versions: {} },
      { node, manager, peers: 'oldest', versions: oldest },
      { node, manager, peers: 'newest', versions: newest },
    ]),
  ),
  ...between.map((versions): Case => ({ node: nodes[1]!, manager: 'npm', peers: 'between', versions })),
];

/** A compiler, and the peers whose declarations it can read. */
export interface TypeScriptCase {
  readonly typescript: string;
  readonly versions: Peers;
}

export const typeScriptCases: readonly TypeScriptCase[] = [
  {
    typescript: '5.4.5',
    versions: { vitest: oldest.vitest!, msw: oldest.msw!, testcontainers: '10.28.0', '@types/node': '22.19.1' },
  },
  {
    typescript: '5.9.3',
    versions: { vitest: newest.vitest!, msw: newest.msw!, testcontainers: '12.2.0', '@types/node': '24.10.1' },
  },
  {
    typescript: '6.0.3',
    versions: { vitest: newest.vitest!, msw: newest.msw!, testcontainers: '12.2.0', '@types/node': '24.10.1' },
  },
  {
    typescript: '7.0.2',
    versions: { vitest: newest.vitest!, msw: newest.msw!, testcontainers: '12.2.0', '@types/node': '24.10.1' },
  },
];
