import { appendFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Question, RunOptions, Verdict } from '../harness/question.ts';
import { BenchmarkError } from '../harness/question.ts';
import { FindingsCollector } from '../harness/findings.ts';
import type { Tree } from '../harness/trees.ts';
import { pageOf } from './page.ts';
import { inDigits, printFindings } from './printing.ts';
import { readQuestion } from './questions.ts';
import type { Answered, Results } from './results.ts';
import { describeRun, readResults, resultsFile, writeResults } from './results.ts';
import { sections } from './sections.ts';
import { processorTime, stolenShare } from './stolen.ts';

const documents = path.dirname(resultsFile);

/**
 * Answers all questions of the page and writes it. A question that fails is named there, and in the exit code.
 * @param only names of questions; what the committed page says of the others stays
 * @param size `quick` to see whether everything works: its figures are none
 */
export async function reportAll(trees: readonly Tree[], size: RunOptions['size'], only?: readonly string[]): Promise<boolean> {
  const run = describeRun(trees, size);
  const kept = only === undefined ? [] : (readResults()?.answers ?? []);
  const answers: Answered[] = [];
  const began = performance.now();
  const timeBefore = processorTime();
  for (const { question: name } of sections) {
    const before = kept.find((one) => one.name === name);
    if (only !== undefined && !only.includes(name)) {
      if (before !== undefined) answers.push(before);
      continue;
    }
    console.log(`\n${name}: ${(await readQuestion(name)).asks}`);
    answers.push(await answer(name, await readQuestion(name), { size, trees, profiles: true, rest: [] }));
  }
  await writePage({ ...run, stolen: stolenShare(timeBefore, processorTime()), answers });
  const minutes = (performance.now() - began) / 60_000;
  console.log(`\ndocs/performance.md is written, after ${minutes.toFixed(1)} minutes.`);
  return answers.every(({ failure }) => failure === undefined);
}

async function answer(name: string, question: Question, options: RunOptions): Promise<Answered> {
  const began = performance.now();
  const secondsSince = () => Math.round((performance.now() - began) / 1000);
  try {
    const findings = await question.run(options);
    printFindings({ ...findings, profiles: [] });
    return { name, seconds: secondsSince(), findings };
  } catch (error) {
    const failure = (error as Error).message;
    console.error(failure);
    return { name, seconds: secondsSince(), findings: new FindingsCollector(), failure };
  }
}

async function writePage(results: Results): Promise<void> {
  await rm(path.join(documents, 'performance'), { recursive: true, force: true });
  await mkdir(path.join(documents, 'performance'), { recursive: true });
  const text = writeResults(results);
  await writeFile(resultsFile, text);
  // The page is made of what is committed, so that a test can make it again.
  for (const [file, content] of pageOf(JSON.parse(text) as Results)) await writeFile(path.join(documents, file), content);
}

const quickQuestions = ['calls', 'start', 'engine', 'callbacks'];
const quickSeconds = 18;
const coldText =
  'Half a minute is too short for V8 to compile the programs: calls and the engine can do worse here than in the committed run, which warms them first.';

/** Compares ratios of this machine with the committed ones: a report, which fails nothing. */
export async function reportQuick(trees: readonly Tree[]): Promise<void> {
  const committed = readResults()?.answers.flatMap(({ findings }) => findings.verdicts) ?? [];
  const lines = ['| what | here | committed | here / committed |', '| --- | --- | --- | --- |'];
  const began = performance.now();
  for (const name of quickQuestions) {
    if (performance.now() - began > quickSeconds * 1000) {
      lines.push(`| ${name} | not measured: half a minute is over | | |`);
      continue;
    }
    try {
      const { verdicts } = await (await readQuestion(name)).run({ size: 'quick', trees, profiles: false, rest: [] });
      lines.push(...verdicts.map((verdict) => compared(verdict, committed)));
    } catch (error) {
      if (!(error instanceof BenchmarkError)) throw error;
      lines.push(`| ${name} | ${error.message} | | |`);
    }
  }
  const text = [...lines, '', coldText].join('\n');
  console.log(text);
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined) appendFileSync(summary, `### Performance\n\n${text}\n`);
}

function compared({ what, value, unit }: Verdict, committed: readonly Verdict[]): string {
  const before = committed.find((one) => one.what === what);
  const measured = unit === '' ? inDigits(value) : `${inDigits(value)} ${unit}`;
  if (before === undefined) return `| ${what} | ${measured} | | |`;
  return `| ${what} | ${measured} | ${inDigits(before.value)} | ${inDigits(value / before.value)} |`;
}
