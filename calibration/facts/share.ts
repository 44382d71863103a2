import type { Fact } from './fact.ts';
import { certaintiesOfFacts, kindsOfFacts } from './fact.ts';

/** How many facts of each kind have each certainty, and their share of all in percent. */
export interface Share {
  readonly certainty: string;
  readonly setting: number;
  readonly sentence: number;
  readonly outcome: number;
  readonly all: number;
  readonly percentOfSettings: number;
  readonly percent: number;
}

/** A row for each certainty that any fact has, from the surest. */
export function shareOf(facts: readonly Fact[]): Share[] {
  const settings = facts.filter(({ kind }) => kind === 'setting').length;
  return certaintiesOfFacts.flatMap((certainty) => {
    const own = facts.filter((fact) => fact.certainty === certainty);
    if (own.length === 0) return [];
    const [setting, sentence, outcome] = kindsOfFacts.map((kind) => own.filter((fact) => fact.kind === kind).length) as [
      number,
      number,
      number,
    ];
    const percent = (count: number, of: number) => (of === 0 ? 0 : Math.round((100 * count) / of));
    return [
      {
        certainty,
        setting,
        sentence,
        outcome,
        all: own.length,
        percentOfSettings: percent(setting, settings),
        percent: percent(own.length, facts.length),
      },
    ];
  });
}
