import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BenchmarkError } from './harness/question.ts';
import { printFindings } from './report/printing.ts';
import { readQuestion, questionNames } from './report/questions.ts';
import { reportAll, reportQuick } from './report/commands.ts';
import { ownTree, treeBefore } from './harness/trees.ts';

/**
 * `npm run benchmark -- <name>` answers one question of this folder; `quick` compares with what is committed, `all` writes the page.
 * Without a name it lists the questions. `--before <folder or commit>` measures another tree too, `--cpu-prof` says where time goes.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    before: { type: 'string' },
    'cpu-prof': { type: 'boolean', default: false },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
const [name, ...rest] = positionals;
// What this process has started ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

async function trees() {
  return [await ownTree(), ...(values.before === undefined ? [] : [await treeBefore(values.before)])];
}

async function list(): Promise<void> {
  console.log('npm run benchmark -- <name> [--before <folder or commit>] [--cpu-prof] [--quick]\n');
  for (const one of questionNames()) console.log(`${one.padEnd(16)}${(await readQuestion(one)).asks}`);
  console.log(`${'quick'.padEnd(16)}compares ratios with those of docs/performance.md in half a minute`);
  console.log(`${'all'.padEnd(16)}answers all questions of that page and writes it again: about ten minutes`);
}

async function answer(): Promise<void> {
  const size = values.quick ? 'quick' : 'whole';
  if (name === undefined) return list();
  if (name === 'quick') return reportQuick(await trees());
  if (name === 'all' || name === 'report') {
    const isComplete = await reportAll(await trees(), size, values.only?.split(','));
    if (!isComplete) throw new BenchmarkError('Not every question could be answered: the page says which.');
    return;
  }
  if (!/^[a-z-]+$/.test(name) || !existsSync(path.join(import.meta.dirname, `${name}.ts`)) || !questionNames().includes(name))
    throw new BenchmarkError(`There is no benchmark "${name}". npm run benchmark lists them.`);
  const question = await readQuestion(name);
  const measured = question.isOfSources === true ? [] : await trees();
  printFindings(await question.run({ size, trees: measured, profiles: values['cpu-prof'], rest }));
}

try {
  await answer();
  process.exit();
} catch (error) {
  if (!(error instanceof BenchmarkError)) throw error;
  console.error(error.message);
  process.exit(1);
}
