import type { JournalEntry } from '../simulator/http/journal.ts';
import type { Reason } from '../simulator/protocol/errors.ts';
import { handleOf } from './library.ts';
import type { ScenarioResult } from './runner.ts';

const bodyShown = 200;

/** What happened, for people: of a failed run file, line, step, expected and seen, the journal around it, the seed and how to run it again: at `url`, when that is where it ran. */
export function report({ scenario, failure, seed }: ScenarioResult, url?: string): string {
  const { file, title, steps } = scenario;
  if (failure === null) return `passed: ${title} (${steps.length} steps)`;
  const { step, expected, seen, advice, journal } = failure;
  const again = [
    handleOf(scenario),
    ...(seed === scenario.name ? [] : ['--seed', seed]),
    ...(url === undefined ? [] : ['--url', url]),
  ];
  return [
    `failed: ${title}`,
    `  ${file}:${step.line}, step ${step.number}${step.row === null ? '' : `, row ${step.row}`}: ${step.title}`,
    `  expected  ${expected}`,
    `  saw       ${seen}`,
    ...(advice === undefined || advice === '' ? [] : [`  ${advice}`]),
    ...(journal.length === 0 ? [] : ['  The journal of ECE before it:', ...journal.map((entry) => `    ${entryInWords(entry)}`)]),
    `  seed ${seed}; again: npx ece-simulator scenario run ${again.map(forShell).join(' ')}`,
  ].join('\n');
}

function forShell(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The private half of a refusal. */
export function reasonInWords({ rule, wouldWork }: Reason): string {
  if (wouldWork === undefined) return `${rule}.`;
  return `${rule}. What would work: ${typeof wouldWork === 'string' ? wouldWork : JSON.stringify(wouldWork)}.`;
}

/** One line about a call or callback, with the private reason of a refusal. */
export function entryInWords({ at, kind, operation, request, answer, problem, refusal }: JournalEntry): string {
  const told = [answer?.status, problem].filter((part) => part !== undefined && part !== null).join(', ');
  const why = refusal === null ? '' : `; ${refusal.key}: ${reasonInWords(refusal.reason)}`;
  const body = request.body === '' ? '' : ` ${request.body.slice(0, bodyShown)}`;
  return `${new Date(at).toISOString()} ${operation ?? kind} ${request.method} ${request.target}${body} -> ${told}${why}`;
}
