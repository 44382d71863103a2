import type { Certainty } from '../../simulator/protocol/setting.ts';

/** From the surest to the least sure; `partly documented`: the name or the page is public, the text is cut. */
export const certaintiesOfFacts = [
  'calibrated',
  'documented',
  'second hand',
  'observed',
  'published for the successor',
  'partly documented',
  'inferred',
] as const satisfies readonly (Certainty | 'calibrated' | 'partly documented')[];
export type CertaintyOfFact = (typeof certaintiesOfFacts)[number];

export const kindsOfFacts = ['setting', 'sentence', 'outcome'] as const;

/** One fact about ECE or about the nodes, with what is known of it. */
export interface Fact {
  /** The setting, the place of the sentence, or the method and its outcome. */
  readonly name: string;
  readonly kind: (typeof kindsOfFacts)[number];
  /** What holds: JSON for a setting, words for the others. */
  readonly value: string;
  readonly certainty: CertaintyOfFact;
  /** Where it comes from. */
  readonly source: string;
  /** The parts of the specifications, which name the calls. */
  readonly actsIn: readonly string[];
  /** The probes of the calibration that show it. */
  readonly probes: readonly string[];
  /** How it can be settled against a real ECE. */
  readonly settledBy: string;
}
