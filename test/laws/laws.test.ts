import { ESLint } from 'eslint';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import { describe, expect, it, onTestFinished } from 'vitest';
import { allMethods } from '../../client/index.ts';
import { judgeImports } from './imports.ts';
import { compareParts, namedParts, partsOf } from './rooms.ts';

const root = path.join(import.meta.dirname, '../..');
const parts = partsOf(root);
const code = parts.filter((part) => /^[a-z]+\/$/.test(part) && !['docs/', 'site/', 'test/'].includes(part));

/** TypeScript files below a room, relative to the root. */
function filesIn(room: string): string[] {
  const names = readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => room + name);
}

/** A folder with these files and no others. */
async function plant(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'laws-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

describe('the laws about imports', () => {
  it('hold in every file', async () => {
    const { files, findings } = await judgeImports(root, code);
    expect(files.filter((file) => code.some((room) => file.startsWith(room))).length).toBe(code.flatMap(filesIn).length);
    expect(findings.map(({ sentence }) => sentence)).toEqual([]);
  });

  it.each([
    ['client/a.ts', "import '../simulator/world/b.ts';", 'client and simulator never import each other'],
    ['client/a.ts', "import '../contracts/b.ts';", 'client imports no other room'],
    [
      'simulator/doors/a.ts',
      "import type { x } from '../../contracts/b.ts'; export type Y = x;",
      'simulator imports no other room',
    ],
    [
      'simulator/world/a.ts',
      "import type { x } from '../http/b.ts'; export type Y = x;",
      'world imports nothing but world and protocol',
    ],
    ['simulator/callbacks/a.ts', "import type { x } from '../http/b.ts'; export type Y = x;", 'callbacks know no http'],
    ['simulator/protocol/a.ts', "import '../world/b.ts';", 'protocol imports no other room'],
    ['simulator/operations/a.ts', "import 'node:fs';", 'world, operations and protocol import nothing of Node'],
    ['simulator/http/a.ts', "import './b.test.ts';", 'the product does not import tests'],
    ['scenarios/a.ts', "import { y } from './b.ts'; export const x = y;", 'no circle of values'],
    ['scenarios/c.ts', "import type { Y } from './d.ts'; export type X = Y | 1;", 'no circle of types in scenarios'],
  ])('see %s break one: %s', async (file, text, law) => {
    const b = 'export type x = 1; export const x = 1;';
    const folder = await plant({
      'simulator/world/b.ts': b,
      'simulator/protocol/b.ts': b,
      'simulator/http/b.ts': b,
      'simulator/http/b.test.ts': b,
      'contracts/b.ts': b,
      'scenarios/b.ts': "import { x } from './a.ts'; export const y = x;",
      'scenarios/d.ts': "import type { X } from './c.ts'; export type Y = X[];",
      [file]: text,
    });
    const { findings } = await judgeImports(folder, ['.']);
    const found = findings.find((finding) => finding.law === law);
    expect(found?.sentence).toMatch(new RegExp(`^${file} imports .*: .+\\.$`));
  });

  it('let types go round in a circle where values do not', async () => {
    const folder = await plant({
      'contracts/a.ts': "import type { Y } from './b.ts'; export type X = Y | 1; export const x = 1;",
      'contracts/b.ts': "import { x } from './a.ts'; import type { X } from './a.ts'; export type Y = X[]; export const y = x;",
    });
    expect((await judgeImports(folder, ['.'])).findings).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  it('names every room, every folder and every file at the root of a room, and nothing else', () => {
    const named = namedParts(readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8'));
    expect(compareParts(parts, named)).toEqual([]);
  });

  it.each([
    [
      'simulator/billing/bill.ts',
      'simulator/billing/: add "| `billing/` | what it holds | what may enter |" to the table of the section `simulator/`',
    ],
    [
      'simulator/bill.ts',
      'simulator/bill.ts: add "| `bill.ts` | what it holds | what may enter |" to the table of the section `simulator/`',
    ],
    ['billing/bill.ts', 'billing/: add a section "## `billing/`" that says what the room is for.'],
  ])('names what to add for %s', async (file, sentence) => {
    const folder = await plant({ 'simulator/world/world.ts': '', [file]: '' });
    const found = compareParts(
      partsOf(folder),
      namedParts('## `simulator/`\n\n| part | holds |\n| --- | --- |\n| `world/` | state |\n'),
    );
    expect(found[0]).toContain(`ARCHITECTURE.md does not name ${sentence}`);
  });

  it('names what to remove', () => {
    const named = namedParts('## `simulator/`\n\n| `world/`, `gone.ts` | state |\n\n## Laws\n\n| `a law` | b |\n');
    expect(compareParts(['simulator/', 'simulator/world/'], named)).toEqual([
      'There is no simulator/gone.ts: remove it from ARCHITECTURE.md.',
    ]);
  });
});

describe('the linter', () => {
  // The rules of eslint.config.js without those that need types, which take long to load.
  const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });

  /** The rules that refuse the text. */
  async function refusals(text: string): Promise<string[]> {
    const [result] = await eslint.lintText(text, { filePath: path.join(root, 'simulator/planted.ts') });
    return result!.messages.map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`);
  }

  it.each([
    ['a default export', 'export default 1;', 'Export by name.'],
    [
      'a type inside an import of values',
      "import { type A, b } from './c.ts';\nexport const d: A = b;",
      'Give types a declaration of their own',
    ],
    ['a type inside an export of values', "export { type A, b } from './c.ts';", 'Give types a declaration of their own'],
    ['a type imported as a value', "import { A } from './c.ts';\nexport type B = A;", 'used as types'],
    ['a function in a const', 'export const double = (x: number) => 2 * x;', 'Write `function name() { ... }`'],
    [
      'a private function in a const',
      'const double = (x: number) => 2 * x;\nexport const four = double(2);',
      'Write `function name() { ... }`',
    ],
    ['zod by its parts', "import { z } from 'zod';\nexport const text = z.string();", "Write `import * as z from 'zod'`"],
    [
      'the name of an error in its constructor',
      "export class A extends Error {\n  constructor() {\n    super('a');\n    this.name = 'A';\n  }\n}",
      'Name an error by a field',
    ],
    [
      'what Node 22 cannot read',
      "import { open } from './c.ts';\nusing file = open();\nexport const { name } = file;",
      'Close it in a `finally`',
    ],
    [
      'a name that can be changed',
      "export class A extends Error {\n  override name = 'A';\n}",
      "The name of an error is `override readonly name = '...'`",
    ],
  ])('refuses %s', async (_what, text, message) => {
    expect((await refusals(text)).join('\n')).toContain(message);
  });

  it('accepts the dialect of the house', async () => {
    const text = `import * as z from 'zod';
import type { A } from './c.ts';
import { b } from './c.ts';

export type { A } from './c.ts';
export const text = z.string();
export const handler: (a: A) => A = (a) => a;
export class Wrong extends Error {
  override readonly name = 'Wrong';
}
export function double(x: number): number {
  return 2 * x * b;
}
`;
    expect(await refusals(text)).toEqual([]);
  });
});

describe('the outcomes of the client', () => {
  const sources = filesIn('client/')
    .filter((file) => !/\.test(-d)?\.ts$/.test(file))
    // What is generated from the catalogue repeats it.
    .filter((file) => !file.startsWith('client/documentation/'))
    .map((file) => ({ file, code: readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '') }));
  const outcomes = [...new Set(allMethods().flatMap(({ method }) => method.outcomes.map(({ name }) => name)))];

  it('are all there to be looked at', () => {
    expect(sources.length).toBeGreaterThan(40);
    expect(outcomes.length).toBe(55);
  });

  it.each(outcomes)('spell %s once, in the catalogue', (name) => {
    const places = sources.flatMap(({ file, code }) => Array.from({ length: code.split(`'${name}'`).length - 1 }, () => file));
    expect(places).toEqual([expect.stringMatching(/^client\/catalogue\//)]);
  });
});
