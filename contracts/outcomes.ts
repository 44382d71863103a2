import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asMarkdown, asText, gapsOf, outcomeMatrix, summaryOf } from './outcome-matrix.ts';
import { recordedProofs } from './outcome-record.ts';

/**
 * The outcome matrix of the last run of the tests: node, method and outcome with the interaction and the scenario that prove it. Exits with 1 while a pair
 * has no proof.
 */
const { values: options } = parseArgs({
  options: {
    markdown: { type: 'boolean' },
    json: { type: 'boolean' },
    /** Says only what is wrong, after a run of all tests. */
    check: { type: 'boolean' },
    /** Writes docs/outcomes.md. */
    write: { type: 'boolean' },
    /** To be removed with the last scenario: until then a gap is told, and fails nothing. */
    'scenarios-pending': { type: 'boolean' },
  },
});

const page = new URL('../docs/outcomes.md', import.meta.url);
const matrix = outcomeMatrix(recordedProofs());
const { unproven, unproduced, impossible } = gapsOf(matrix);

const print = () => {
  if (options.json) return JSON.stringify(matrix, null, 2);
  if (options.markdown) return asMarkdown(matrix);
  return options.check || options.write ? summaryOf(matrix) : asText(matrix);
};
console.log(print());

if (options.write) writeFileSync(page, asMarkdown(matrix));

const wrong = [...(options['scenarios-pending'] ? [] : [unproven]), impossible, ...(options.check ? [unproduced] : [])].filter(
  ({ pairs }) => pairs.length > 0,
);
for (const { about, pairs } of wrong) console.error(`${about}:\n${pairs.map((pair) => `  ${pair}`).join('\n')}`);

const isOld = options.check && !options['scenarios-pending'] && readFileSync(page, 'utf8') !== asMarkdown(matrix);
if (isOld) console.error('docs/outcomes.md is not what the tests produced; `npm run docs` writes it anew.');

process.exitCode = wrong.length > 0 || isOld ? 1 : 0;
