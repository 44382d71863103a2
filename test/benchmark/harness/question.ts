import type { Tree } from './trees.ts';

/** How much is measured: `quick` takes seconds and serves a comparison, `whole` is what the page shows. */
export type Size = 'quick' | 'whole';

/** What one question of this folder measures. */
export interface Question {
  /** One line, for the list of questions. */
  readonly asks: string;
  /** Whether it measures this tree as it is written, so that nothing need be built. */
  readonly isOfSources?: true;
  readonly run: (options: RunOptions) => Promise<Findings>;
}

export interface RunOptions {
  readonly size: Size;
  /** This tree first, then the one that is compared, if there is one. */
  readonly trees: readonly Tree[];
  /** Whether the processor's time is to be attributed to parts of the program. */
  readonly profiles: boolean;
  /** What stands behind the name in the command. */
  readonly rest: readonly string[];
}

/** What was measured of one subject, over several rounds. */
export interface Figure {
  readonly what: string;
  /** `this tree`, `before`, or the name of a peer. */
  readonly subject: string;
  readonly unit: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Goal {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What a figure or a ratio of figures says, beside the goal that was set for it. */
export interface Verdict {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** The same of the tree that is compared. */
  readonly before?: number;
  /** None: shown without a goal. */
  readonly goal?: Goal;
  /** What the profile is of that says where the rest goes. */
  readonly explainedBy?: string;
}

/** What could not be measured, and why. */
export interface Missing {
  readonly subject: string;
  readonly reason: string;
}

/** Processor time of one call, or of what else is profiled, by part of the program. */
export interface ProfileOfCall {
  readonly what: string;
  readonly subject: string;
  readonly microseconds: number;
  readonly parts: readonly { readonly part: string; readonly microseconds: number }[];
  /** The functions that take most of it themselves. */
  readonly functions: readonly { readonly name: string; readonly part: string; readonly microseconds: number }[];
}

export interface Findings {
  readonly figures: readonly Figure[];
  readonly verdicts: readonly Verdict[];
  readonly missing: readonly Missing[];
  readonly profiles: readonly ProfileOfCall[];
}

/** A benchmark that cannot stand for what it is said to measure. The message is a sentence for its user. */
export class BenchmarkError extends Error {
  override readonly name = 'BenchmarkError';
}

export function reaches({ atLeast = -Infinity, atMost = Infinity }: Goal, value: number): boolean {
  return value >= atLeast && value <= atMost;
}
