import type { ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser';
import { cruise } from 'dependency-cruiser';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const tests = '\\.(test|test-d)\\.ts$|/testing/';

/** The laws of ARCHITECTURE.md that are about who may import whom. */
const laws: IForbiddenRuleType[] = [
  {
    name: 'client and simulator never import each other',
    from: { path: '^(client|simulator)/', pathNot: tests },
    to: { path: '^(client|simulator)/', pathNot: '^$1/' },
  },
  {
    name: 'client imports no other room',
    from: { path: '^client/', pathNot: tests },
    to: { path: '^(contracts|scenarios|test)/' },
  },
  {
    name: 'world imports nothing but world and protocol',
    from: { path: '^simulator/world/', pathNot: tests },
    to: { pathNot: '^simulator/(world|protocol)/' },
  },
  {
    name: 'protocol imports no other room',
    from: { path: '^simulator/protocol/', pathNot: tests },
    to: { path: '^(simulator|client|contracts|scenarios|test)/', pathNot: '^simulator/protocol/' },
  },
  {
    name: 'world, operations and protocol import nothing of Node',
    from: { path: '^simulator/(world|operations|protocol)/', pathNot: tests },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'the product does not import tests',
    from: { path: '^(simulator|client|contracts|scenarios)/', pathNot: tests },
    to: { path: `^test/|${tests}` },
  },
];

async function cruiseAt(root: string, folders: string[]): Promise<ICruiseResult> {
  const result = await cruise(folders, {
    baseDir: root,
    ruleSet: { forbidden: laws },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
  });
  return result.output as ICruiseResult;
}

function violations(result: ICruiseResult): string[] {
  return result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

const root = path.join(import.meta.dirname, '..');
const rooms = ['simulator', 'client', 'contracts', 'scenarios'].filter((room) => existsSync(path.join(root, room)));

describe('the laws of the house', () => {
  let scratch: string | undefined;
  afterEach(async () => {
    if (scratch !== undefined) await rm(scratch, { recursive: true });
    scratch = undefined;
  });

  it('hold in every file', async () => {
    const result = await cruiseAt(root, rooms);
    const files = rooms.flatMap((room) =>
      readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')),
    );
    const seen = result.modules.filter(
      ({ source }) => rooms.some((room) => source.startsWith(`${room}/`)) && source.endsWith('.ts'),
    );
    expect(seen.length).toBe(files.length);
    expect(violations(result)).toEqual([]);
  });

  it.each([
    ['client/a.ts', "import '../simulator/world/b.ts';", 'client and simulator never import each other'],
    ['client/a.ts', "import '../contracts/b.ts';", 'client imports no other room'],
    [
      'simulator/world/a.ts',
      "import type { x } from '../http/b.ts'; export type Y = x;",
      'world imports nothing but world and protocol',
    ],
    ['simulator/protocol/a.ts', "import '../world/b.ts';", 'protocol imports no other room'],
    ['simulator/operations/a.ts', "import 'node:fs';", 'world, operations and protocol import nothing of Node'],
    ['simulator/http/a.ts', "import './b.test.ts';", 'the product does not import tests'],
  ])('see %s break one', async (file, code, law) => {
    scratch = await mkdtemp(path.join(tmpdir(), 'laws-'));
    const write = async (name: string, text: string) => {
      await mkdir(path.join(scratch!, path.dirname(name)), { recursive: true });
      await writeFile(path.join(scratch!, name), text);
    };
    for (const target of [
      'simulator/world/b.ts',
      'simulator/protocol/b.ts',
      'simulator/http/b.ts',
      'simulator/http/b.test.ts',
      'contracts/b.ts',
    ]) {
      await write(target, 'export type x = 1; export const x = 1;');
    }
    await write(file, code);
    const broken = violations(await cruiseAt(scratch, ['.'])).map((violation) => violation.split(':')[0]);
    expect(broken).toContain(law);
  });
});
