import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A block of code in a page. */
export interface Block {
  /** The page, relative to the root. */
  readonly page: string;
  /** Its number among the blocks of the page, from 1. */
  readonly number: number;
  readonly language: string;
  readonly text: string;
}

/** The pages for users. Those of the specification and of decisions show bodies of calls, which other tests compare. */
export function userPages(root: string): string[] {
  const found = globSync(
    ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', '{client,console,contracts,scenarios}/*.md', 'docs/*.md'],
    { cwd: root },
  );
  return found.map((page) => page.replaceAll('\\', '/')).sort();
}

export function blocksOf(root: string, page: string): Block[] {
  const text = readFileSync(path.join(root, page), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language, block], at) => ({
    page,
    number: at + 1,
    language: language!,
    text: block!,
  }));
}

/** Blocks that a test of their own runs, by page; `*` stands for each block of the page. The test reads the page. */
export const runElsewhere: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'client/README.md': {
    '1': 'test/end-to-end/readme.test.ts',
    '2': 'test/end-to-end/readme.test.ts',
    '3': 'test/end-to-end/readme.test.ts',
  },
  'contracts/README.md': { '*': 'test/end-to-end/contract-commands.test.ts' },
  'docs/a-flow.md': { '1': 'test/end-to-end/flow.test.ts' },
  'docs/client-in-production.md': { '*': 'test/end-to-end/production.test.ts' },
  'docs/demo-token-expiry.md': { '1': 'test/documents/demo.test.ts' },
  'docs/test-in-your-repository.md': { '*': 'test/end-to-end/package.test.ts' },
};

export function testOf({ page, number }: Block): string | undefined {
  const ofPage = runElsewhere[page];
  return ofPage?.[String(number)] ?? ofPage?.['*'];
}

/** Programs of others that a page may call. This machine may not have them, so only the shell reads these lines. */
export const programsOfOthers = [
  'docker',
  'export',
  'git',
  'helm',
  'jest',
  'kubectl',
  'ngrok',
  'pact-broker',
  'pg_dump',
  'wait-on',
];

/** The lines of a shell block without comments, with the words of each. */
export function shellLines(text: string): string[][] {
  const joined = text.replaceAll(/\\\n\s*/g, ' ').split('\n');
  return joined
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
    .flatMap((line) => line.split(/ && | \| /))
    .map((command) => command.trim().split(/\s+/));
}
