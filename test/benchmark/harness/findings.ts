import { medianOf } from './rounds.ts';
import type { Figure, Findings, Goal, Missing, ProfileOfCall, Verdict } from './question.ts';
import { beforeName, thisTree } from './trees.ts';

/** Collects what a question finds. */
export class FindingsCollector implements Findings {
  readonly figures: Figure[] = [];
  readonly verdicts: Verdict[] = [];
  readonly missing: Missing[] = [];
  readonly profiles: ProfileOfCall[] = [];

  /** The median of what each round gave, with the least and the most. Nothing is collected where no round gave a number. */
  addFigure(what: string, subject: string, unit: string, values: readonly (number | undefined)[]): void {
    const numbers = values.filter((value) => value !== undefined);
    if (numbers.length > 0) this.figures.push({ what, subject, unit, ...spreadOf(numbers) });
  }

  addMissing(subject: string, reason: string): void {
    if (!this.missing.some((one) => one.subject === subject && one.reason === reason)) this.missing.push({ subject, reason });
  }

  /**
   * A verdict on this tree, by values by subject. No verdict without a value of this tree.
   * @param explainedBy what the profile is of that says where the rest goes
   */
  addVerdict(
    what: string,
    unit: string,
    values: ReadonlyMap<string, readonly number[]>,
    goal?: Goal,
    explainedBy?: string,
  ): void {
    const [own = [], before = []] = [thisTree, beforeName].map((subject) => values.get(subject));
    if (own.length === 0) return;
    const { median, least, most } = spreadOf(own);
    const compared = before.length === 0 ? {} : { before: spreadOf(before).median };
    const explained = explainedBy === undefined ? {} : { explainedBy };
    this.verdicts.push({ what, unit, value: median, least, most, ...compared, ...(goal && { goal }), ...explained });
  }
}

export function spreadOf(values: readonly number[]): { median: number; least: number; most: number } {
  return { median: medianOf(values), least: Math.min(...values), most: Math.max(...values) };
}
