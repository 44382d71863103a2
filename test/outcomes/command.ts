import { Command } from 'commander';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gapsOf, outcomeMatrix } from './matrix.ts';
import { asMarkdown, asText, summaryOf } from './page.ts';
import { recordedProofs, recordOfAllTests, recordVariable } from './record.ts';

const options = new Command('npm run outcomes --')
  .description(
    'Runs contracts and scenarios, then prints node, method and outcome with the interaction and the scenario that prove it. Exit code 1 while one has no proof, or something that was run is red.',
  )
  .option('--markdown', 'prints a page')
  .option('--json', 'prints every proof')
  .option('--write', 'writes docs/outcomes.md')
  .option('--check', 'runs nothing: is the record of the last run of all tests complete, and docs/outcomes.md of today?')
  .parse()
  .opts<{ markdown?: true; json?: true; write?: true; check?: true }>();

const page = new URL('../../docs/outcomes.md', import.meta.url);
const root = fileURLToPath(new URL('../..', import.meta.url));

function isPageOf(text: string) {
  return existsSync(page) && readFileSync(page, 'utf8') === text;
}

/** Only the matrix goes to the standard output. */
function run(record: string) {
  return (
    spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'contracts', 'scenarios', '--reporter=dot'], {
      cwd: root,
      stdio: ['ignore', process.stderr, process.stderr],
      env: { ...process.env, [recordVariable]: record },
    }).status === 0
  );
}

function runAndRead() {
  const record = `${mkdtempSync(path.join(tmpdir(), 'ece-outcomes-'))}/`;
  try {
    return { isGreen: run(record), proofs: recordedProofs(record) };
  } finally {
    rmSync(record, { recursive: true, force: true });
  }
}

function readOrEnd() {
  try {
    return options.check ? { isGreen: true, proofs: recordedProofs(recordOfAllTests) } : runAndRead();
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

const { isGreen, proofs } = readOrEnd();
const matrix = outcomeMatrix(proofs);
const markdown = asMarkdown(matrix);

if (options.write) writeFileSync(page, markdown);

if (options.json) console.log(JSON.stringify(matrix, null, 2));
else if (options.markdown) console.log(markdown);
else console.log(options.check || options.write ? summaryOf(matrix) : asText(matrix));

const { unproven, unproduced, impossible, unexplained } = gapsOf(matrix);
const gaps = [unproven, impossible, unexplained, ...(options.check ? [unproduced] : [])].filter(({ pairs }) => pairs.length > 0);
const problems = [
  ...gaps.map(({ about, pairs }) => `${about}:\n${pairs.map((pair) => `  ${pair}`).join('\n')}`),
  ...(isGreen ? [] : ['Contracts or scenarios have failed: see above.']),
  ...(options.check && !isPageOf(markdown)
    ? ['docs/outcomes.md is not what the tests produced; `npm run docs` writes it anew.']
    : []),
];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
