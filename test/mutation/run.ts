import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Equivalent } from './equivalents.ts';
import { equivalents } from './equivalents.ts';
import { invisible } from './sides/invisible.ts';
import type { MutatedRoom } from './rooms.ts';
import { mutatedRooms, notMutated } from './rooms.ts';
import type { Mutant } from './sample.ts';
import { nameOf, takeSample } from './sample.ts';

/**
 * `npm run mutation [-- room ...] [--sample 300] [--seed x]`: changes the code of a room in small ways, one at a time, and runs the tests
 * beside it; `contracts` runs stories and contract alone, over the code of both sides; with `--forms` also the client's day with each value
 * of each setting, which is counted separately. A change that no test notices is a survivor. Each room is judged by a sample that follows from the
 * seed. `--only <what an earlier run printed>` runs the survivors listed there again; `--named <part,part>` runs only stories,
 * interactions and days with such a name.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    named: { type: 'string', default: '' },
    forms: { type: 'boolean', default: false },
  },
});

interface MutantResult extends Mutant {
  readonly status: 'Killed' | 'Survived' | 'NoCoverage' | 'Timeout' | 'RuntimeError' | 'CompileError' | 'Ignored';
  /** Names of the tests that noticed it first. */
  readonly killedBy?: readonly string[];
}
interface StrykerModule {
  readonly Stryker: new (options: object) => { runMutationTest(): Promise<readonly MutantResult[]> };
}

const size = Number(values.sample);
const names = positionals.length === 0 ? Object.keys(mutatedRooms) : positionals;
const unknown = names.find((name) => !(name in mutatedRooms));
if (unknown !== undefined || !Number.isInteger(size) || size < 1) {
  const rooms = Object.keys(mutatedRooms).join(', ');
  console.error(
    unknown === undefined ? '--sample must be a whole number from 1.' : `There is no room "${unknown}". Valid: ${rooms}.`,
  );
  process.exitCode = 2;
} else for (const name of names) await judge(name);

async function judge(name: string): Promise<void> {
  const { code, tests, slow, loadedLate = [] } = mutatedRooms[name]!;
  Object.assign(process.env, { MUTATION_SEED: values.seed, MUTATION_SAMPLE: String(size) });
  const { named, only, forms } = values;
  Object.assign(process.env, {
    MUTATION_ONLY: only && path.resolve(only),
    MUTATION_NAMED: named,
    MUTATION_FORMS: forms ? 'yes' : '',
    MUTATION_SLOW: slow?.source ?? '',
    MUTATION_LOADED_LATE: loadedLate.join(','),
  });
  // Its name is no literal, because the types of the package are not needed.
  const { Stryker } = (await import(['@stryker-mutator', 'core'].join('/'))) as StrykerModule;
  const results = await new Stryker({
    ...runnerOf(tests),
    checkers: ['sample'],
    mutate: [...code, ...notMutated.map((pattern) => `!${pattern}`)],
    coverageAnalysis: 'perTest',
    // A value that is made when a file is loaded would need all tests for each change.
    ignoreStatic: true,
    disableTypeChecks: false,
    concurrency: 1,
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 15,
    reporters: [],
    logLevel: 'error',
    ignorePatterns: ['dist', 'docs', '.git'],
    // One of each run: at its end Stryker removes it with all that is in it.
    tempDirName: await mkdtemp(path.join(tmpdir(), 'ece-simulator-mutation-')),
  }).runMutationTest();
  const judged = results.filter(({ status }) => status !== 'Ignored').map(countFromZero);
  report(name, takeSample(judged, values.seed, size));
}

function runnerOf(tests: MutatedRoom['tests']): object {
  const checker = path.join(import.meta.dirname, 'sample-checker.ts');
  if (tests === 'both sides')
    return { testRunner: 'sides', plugins: [path.join(import.meta.dirname, 'sides/sides-runner.ts'), checker] };
  process.env['MUTATION_TESTS'] = tests.join(',');
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', checker],
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  };
}

/** In results Stryker counts lines and columns from 1, and where it checks mutants from 0. */
function countFromZero(mutant: MutantResult): MutantResult {
  const { start, end } = mutant.location;
  const [from, to] = [start, end].map(({ line, column }) => ({ line: line - 1, column: column - 1 }));
  return { ...mutant, location: { start: from!, end: to! } };
}

function report(name: string, sample: readonly MutantResult[]): void {
  const survivors = sample.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const judged = sample.filter(({ status }) => status !== 'CompileError' && status !== 'RuntimeError');
  if (values.only !== '' && judged.length === 0) {
    console.error(
      `${values.only} lists no change of ${name}. Give the file into which an earlier run on the same code was printed: each change has two lines there, its place and what stands in its stead.`,
    );
    process.exitCode = 2;
    return;
  }
  const known = survivors.filter((mutant) => reasonOf(name, mutant) !== undefined);
  const score = (killed: number, of: number) => `${((100 * killed) / Math.max(1, of)).toFixed(1)} %`;
  const killed = judged.length - survivors.length;
  const withoutReason = judged.length - known.length;
  const byForms = judged.filter(({ status, killedBy }) => status === 'Killed' && killedBy?.[0]?.startsWith('forms: ')).length;
  const tell = (count: number) =>
    `${count} of ${judged.length} mutants killed (${score(count, judged.length)}; ${score(count, withoutReason)} without ${known.length} that have a reason)`;
  console.log(`${name}: ${tell(killed - byForms)}, seed ${values.seed}.`);
  if (values.forms) console.log(`With the client's day at each value of each setting: ${tell(killed)}.`);
  console.log(`Noticed by: ${describeNoticers(judged)}.`);
  for (const mutant of [...survivors, ...sample.filter(({ status }) => status === 'Timeout')]) {
    const [place, replacement] = nameOf(mutant);
    console.log(`  ${place}: ${reasonOf(name, mutant) ?? describeStatus(mutant)}\n    ${replacement}`);
  }
}

/** A machine that is busy causes time-outs too: `--only` runs those mutants again. */
function describeStatus({ status }: MutantResult): string {
  return status === 'NoCoverage' ? 'no test runs it' : status === 'Timeout' ? 'noticed by a time-out only' : 'survived';
}

/** How many mutants each kind of test noticed first: the word before the colon in its name, where it has one. */
function describeNoticers(judged: readonly MutantResult[]): string {
  const noticed = judged.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  const counts = Map.groupBy(noticed, ({ status, killedBy = [] }) =>
    status === 'Timeout' ? 'time-out' : (/^(\w+): /.exec(killedBy[0] ?? '')?.[1] ?? 'test'),
  );
  return [...counts].map(([kind, { length }]) => `${kind} ${length}`).join(', ');
}

function reasonOf(name: string, mutant: MutantResult): string | undefined {
  const isThis = ({ file, mutator, replacement, line }: Equivalent) =>
    mutant.fileName.endsWith(file) &&
    mutant.mutatorName === mutator &&
    mutant.replacement === replacement &&
    lineOf(mutant).includes(line);
  const equivalent = equivalents.find(isThis);
  if (equivalent !== undefined) return `changes nothing: ${equivalent.reason}`;
  if (mutatedRooms[name]?.tests !== 'both sides') return undefined;
  const unseen = invisible.find(isThis);
  return unseen && `cannot be seen by the other side: ${unseen.reason}`;
}

function lineOf({ fileName, location }: MutantResult): string {
  return readFileSync(fileName, 'utf8').split('\n')[location.start.line] ?? '';
}
