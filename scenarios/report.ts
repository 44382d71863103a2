import type { JournalEntry } from '../simulator/http/journal.ts';
import type { ScenarioResult } from './runner.ts';

const bodyShown = 200;

/** What happened, for people: of a failed run file, line, step, expected and seen, the journal around it, the seed and how to run it again. */
export function report({ scenario, failure, seed }: ScenarioResult): string {
  const { file, title, steps } = scenario;
  if (failure === null) return `passed: ${title} (${steps.length} steps)`;
  const { step, expected, seen, advice, journal } = failure;
  return [
    `failed: ${title}`,
    ...(step === null
      ? []
      : [`  ${file}:${step.line}, step ${step.number}${step.row === null ? '' : `, row ${step.row}`}: ${step.title}`]),
    `  expected  ${expected}`,
    `  saw       ${seen}`,
    ...(advice === undefined || advice === '' ? [] : [`  ${advice}`]),
    ...(journal.length === 0 ? [] : ['  The journal of ECE before it:', ...journal.map((entry) => `    ${entryInWords(entry)}`)]),
    `  seed ${seed}; again: npx ece-simulator scenario run ${file}${seed === scenario.name ? '' : ` --seed ${seed}`}`,
  ].join('\n');
}

/** One line about a call or callback, with the private reason of a refusal. */
export function entryInWords({ at, kind, operation, request, answer, problem, refusal }: JournalEntry): string {
  const told = [answer?.status, problem].filter((part) => part !== undefined && part !== null).join(', ');
  const why = refusal === null ? '' : `; ${refusal.key}: ${refusal.reason.rule}`;
  const body = request.body === '' ? '' : ` ${request.body.slice(0, bodyShown)}`;
  return `${new Date(at).toISOString()} ${operation ?? kind} ${request.method} ${request.target}${body} -> ${told}${why}`;
}
