import type { Findings, ProfileOfCall, Verdict } from '../harness/question.ts';
import { reaches } from '../harness/question.ts';

/** A number with three digits that count, and thousands set apart. */
export function inDigits(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Microseconds in the unit that a reader needs. */
export function inTime(microseconds: number): string {
  if (microseconds >= 1e6) return `${inDigits(microseconds / 1e6)} s`;
  return microseconds >= 1e4 ? `${inDigits(microseconds / 1e3)} ms` : `${inDigits(microseconds)} µs`;
}

export function goalText({ goal, unit }: Verdict): string {
  if (goal === undefined) return '';
  const [sign, bound] = goal.atLeast === undefined ? ['≤', goal.atMost!] : ['≥', goal.atLeast];
  return `${sign} ${bound.toLocaleString('en')}${unit === '' ? '' : ` ${unit}`}`;
}

export function reachedText({ goal, value }: Verdict): string {
  return goal === undefined ? '' : reaches(goal, value) ? 'reached' : 'missed';
}

export function printFindings(findings: Findings): void {
  const { figures, verdicts, missing, profiles } = findings;
  if (figures.length > 0) {
    console.log(row(['what', 'of', 'median', 'least', 'most', 'unit']));
    for (const { what, subject, unit, median, least, most } of figures)
      console.log(row([what, subject, inDigits(median), inDigits(least), inDigits(most), unit]));
  }
  if (verdicts.length > 0) console.log(`\n${row(['verdict', '', 'value', 'before', 'goal', ''])}`);
  for (const verdict of verdicts) {
    const { what, value, before, unit } = verdict;
    const compared = before === undefined ? '' : inDigits(before);
    console.log(
      row([what, '', `${inDigits(value)}${unit === '' ? '' : ` ${unit}`}`, compared, goalText(verdict), reachedText(verdict)]),
    );
  }
  for (const profile of profiles) printProfile(profile);
  for (const { subject, reason } of missing) console.log(`missing: ${subject}: ${reason}`);
}

function printProfile({ what, subject, microseconds, parts, functions }: ProfileOfCall): void {
  console.log(`\n${what}, ${subject}: ${inTime(microseconds)} of processor time, by part`);
  for (const { part, microseconds: spent } of parts) console.log(`  ${inTime(spent).padStart(10)}  ${part}`);
  console.log('  the functions that take most of it themselves');
  for (const { name, part, microseconds: spent } of functions) console.log(`  ${inTime(spent).padStart(10)}  ${name} (${part})`);
}

const widths = [60, 24, 14, 14, 20, 0];

function row(cells: readonly string[]): string {
  return cells
    .map((cell, at) => (at < 2 ? cell.padEnd(widths[at]!) : at < 5 ? cell.padStart(widths[at]!) : `  ${cell}`))
    .join('')
    .trimEnd();
}
