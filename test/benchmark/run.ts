import { parseArgs } from 'node:util';
import { exitCodes } from '../../cli/exit-codes.ts';
import { BenchmarkError } from './harness/question.ts';
import type { Tree } from './harness/trees.ts';
import { ownTree, treeBefore } from './harness/trees.ts';
import { UsageError } from './harness/usage-error.ts';
import { reportAll, reportQuick } from './report/commands.ts';
import { printFindings } from './report/printing.ts';
import { questionNames, readQuestion } from './report/questions.ts';
import { sections } from './report/sections.ts';

/**
 * `npm run benchmark -- <name>` answers one question of this folder; `quick` compares with what is committed, `all` writes the page.
 * Without a name it lists the questions.
 */
const reports = [
  ['quick', 'compares ratios with those of docs/performance.md in half a minute'],
  ['all', 'answers all questions of that page and writes it: about eleven minutes; --only calls,start: some of them'],
] as const;

// What this process has started ends with it.
process.once('SIGINT', () => process.exit(exitCodes.interrupted));
process.once('SIGTERM', () => process.exit(exitCodes.terminated));

try {
  await answer();
  process.exit();
} catch (error) {
  if (!(error instanceof BenchmarkError || error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exit(error instanceof UsageError ? exitCodes.input : exitCodes.failed);
}

async function answer(): Promise<void> {
  const { name, rest, before, only, ...options } = readCommand();
  const trees = async (): Promise<Tree[]> => {
    const compared = before === undefined ? [] : [await treeBefore(before)];
    return [await ownTree(), ...compared];
  };
  if (name === undefined) return list();
  if (name === 'quick') return reportQuick(await trees());
  if (name === 'all') {
    if (await reportAll(await trees(), options.size, only)) return;
    throw new BenchmarkError('Not every question could be answered: the page says which.');
  }
  if (!questionNames().includes(name)) throw new UsageError(`There is no benchmark "${name}". npm run benchmark lists them.`);
  const question = await readQuestion(name);
  printFindings(await question.run({ ...options, rest, trees: question.isOfSources === true ? [] : await trees() }));
}

function readCommand() {
  const options = {
    before: { type: 'string' },
    'cpu-prof': { type: 'boolean', default: false },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const [name, ...rest] = positionals;
    const only = values.only?.split(',');
    const unknown = only?.find((one) => !sections.some(({ question }) => question === one));
    if (unknown !== undefined) throw new UsageError(`--only: the page has no "${unknown}".`);
    return {
      ...{ name, rest, only, before: values.before, profiles: values['cpu-prof'] },
      size: values.quick ? ('quick' as const) : ('whole' as const),
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { message } = error as Error;
    throw new UsageError(message.split('. ')[0]);
  }
}

async function list(): Promise<void> {
  console.log('npm run benchmark -- <name> [--before <folder or commit>] [--cpu-prof] [--quick]\n');
  for (const name of questionNames()) console.log(`${name.padEnd(16)}${(await readQuestion(name)).asks}`);
  for (const [name, does] of reports) console.log(`${name.padEnd(16)}${does}`);
}
