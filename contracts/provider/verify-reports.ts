import { escapeXml, formatElement, formatSuite } from '../../cli/junit.ts';
import type { InteractionResult } from './result.ts';

const verdicts = ['passed', 'failed', 'skipped'] as const;
type Verdict = (typeof verdicts)[number];

export function countVerdicts(results: readonly InteractionResult[]): Record<Verdict, number> {
  const count = (verdict: Verdict) => results.filter((result) => result.verdict === verdict).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

export function formatCount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** One sentence about all. */
export function formatSummary(results: readonly InteractionResult[]): string {
  const counts = countVerdicts(results);
  const line = `${formatCount(results.length, 'interaction')}: ${verdicts.map((one) => `${counts[one]} ${one}`).join(', ')}`;
  return counts.passed + counts.failed > 0 ? line : `${line}. Nothing was verified.`;
}

/** What is wrong with an interaction, or why it was not verified. */
export function reasonsOf(result: InteractionResult): readonly string[] {
  switch (result.verdict) {
    case 'passed':
      return [];
    case 'failed':
      return result.mismatches;
    case 'skipped':
      return [result.reason];
  }
}

/** What a person would have to do, with the number of interactions that wait for it; what helps most comes first. */
export function listPersonActs(results: readonly InteractionResult[]): readonly (readonly [act: string, count: number])[] {
  const acts = results.flatMap((result) => (result.verdict === 'skipped' ? (result.person ?? []) : []));
  const counts = [...Map.groupBy(acts, (act) => act)].map(([act, same]) => [act, same.length] as const);
  return counts.sort(([, one], [, other]) => other - one);
}

/** For programs. */
export function formatJson(results: readonly InteractionResult[]): string {
  return `${JSON.stringify({ counts: countVerdicts(results), interactions: results }, null, 2)}\n`;
}

/** JUnit XML, which CI systems read. */
export function formatJunit(results: readonly InteractionResult[]): string {
  const { failed: failures, skipped } = countVerdicts(results);
  const totals = { name: 'contracts', tests: results.length, failures, errors: 0, skipped };
  return formatSuite(totals, results.map(formatTestCase));
}

function formatTestCase(result: InteractionResult): string {
  const { consumer, provider, file, states, description } = result;
  const given = states.length === 0 ? '' : `, given ${states.map(({ name }) => name).join('; ')}`;
  const attributes = { name: description + given, classname: `${consumer} with ${provider}`, file };
  const reasons = reasonsOf(result);
  const message = reasons[0] ?? '';
  if (result.verdict === 'passed') return formatElement('testcase', attributes);
  if (result.verdict === 'skipped') return formatElement('testcase', attributes, formatElement('skipped', { message }));
  const failure = formatElement('failure', { message, type: 'Mismatch' }, escapeXml(reasons.join('\n')));
  return formatElement('testcase', attributes, failure);
}

/** A page for a pull request: what failed first, then what was skipped. */
export function formatMarkdown(results: readonly InteractionResult[], where: string): string {
  const failures = results.flatMap((result) => (result.verdict === 'failed' ? [result] : []));
  const skipped = Map.groupBy(
    results.flatMap((result) => (result.verdict === 'skipped' ? [result] : [])),
    ({ reason }) => reason,
  );
  const parts = [
    `## Contracts with ECE: ${conclude(results)}`,
    `${formatSummary(results)}, against ${where}.`,
    ...(failures.length === 0
      ? []
      : ['### Failed', failures.map(({ description, mismatches }) => listItem(description, mismatches)).join('\n')]),
    ...(skipped.size === 0
      ? []
      : [
          '### Skipped',
          [...skipped].map(([reason, same]) => listItem(`${formatCount(same.length, 'interaction')}: ${reason}`, [])).join('\n'),
        ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function conclude(results: readonly InteractionResult[]): string {
  const { passed, failed } = countVerdicts(results);
  if (failed > 0) return 'broken';
  return passed > 0 ? 'kept' : 'not verified';
}

function listItem(text: string, details: readonly string[]): string {
  return [`- ${escapeMarkdown(text)}`, ...details.map((detail) => `  - ${escapeMarkdown(detail)}`)].join('\n');
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_<>[\]|]/g, '\\$&').replaceAll(/\s*\n\s*/g, ' ');
}
