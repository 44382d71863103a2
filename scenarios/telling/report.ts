import type { JournalEntry } from '../../simulator/journal/journal.ts';
import type { Reason } from '../../simulator/protocol/errors.ts';
import { findCommandName } from '../library.ts';
import type { ScenarioResult } from '../runner.ts';

const bodyShown = 200;

/**
 * The result for people. A failed run is shown with file, line, step, what was expected and seen, the journal before it, the seed, and the command
 * that repeats it.
 * @param url where the scenario ran, if not in a simulator of its own
 * @param site the site file as which the simulator of its own behaved
 */
export function formatReport({ scenario, failure, seed }: ScenarioResult, url?: string, site?: string): string {
  const { file, title, steps } = scenario;
  if (failure === null) return `passed: ${title} (${steps.length} steps)`;
  const { step, expected, seen, advice, journal } = failure;
  const again = [
    findCommandName(scenario),
    ...(seed === scenario.name ? [] : ['--seed', seed]),
    ...(url === undefined ? [] : ['--url', url]),
    ...(site === undefined ? [] : ['--site', site]),
  ];
  return [
    `failed: ${title}`,
    `  ${file}:${step.line}, step ${step.number}${step.row === null ? '' : `, row ${step.row}`}: ${step.title}`,
    `  expected  ${expected}`,
    `  saw       ${seen}`,
    ...(advice === undefined || advice === '' ? [] : [`  ${advice}`]),
    ...(journal.length === 0
      ? []
      : ['  The journal of ECE before it:', ...journal.map((entry) => `    ${describeEntry(entry)}`)]),
    `  seed ${seed}; again: npx ece-simulator scenario run ${again.map(quoteForShell).join(' ')}`,
  ].join('\n');
}

function quoteForShell(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The private reason of a refusal, in sentences. */
export function describeReason({ rule, wouldWork }: Reason): string {
  if (wouldWork === undefined || (Array.isArray(wouldWork) && wouldWork.length === 0)) return `${rule}.`;
  return `${rule}. What would work: ${describeValue(wouldWork)}.`;
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(describeValue).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** An entry of the journal in one line, with the private reason of a refusal. */
export function describeEntry({ at, kind, operation, request, answer, problem, refusal }: JournalEntry): string {
  const result = [answer?.status, problem].filter((part) => part !== undefined && part !== null).join(', ');
  const why = refusal === null ? '' : `; ${refusal.key}: ${describeReason(refusal.reason)}`;
  const body = request.body === '' ? '' : ` ${request.body.slice(0, bodyShown)}`;
  return `${new Date(at).toISOString()} ${operation ?? kind} ${request.method} ${request.target}${body} -> ${result}${why}`;
}
