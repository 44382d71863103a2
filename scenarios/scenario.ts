import type { Outline } from './outline.ts';
import type { Action } from './step-kind.ts';
import type { StepData } from './steps/step-kinds.ts';

interface AnyStep {
  /** Counts from 1. */
  readonly number: number;
  /** Of a table, the row, from 1. */
  readonly row: number | null;
  /** In the file, from 1. */
  readonly line: number;
  /** What happens, in plain words. */
  readonly title: string;
  readonly action: Action;
}

/** A step that is checked. A row of a table is a step of its own. `kind` is the key that says who acts, `data` the step as its schema reads it. */
export type Step = { [Kind in keyof StepData]: AnyStep & { readonly kind: Kind; readonly data: StepData[Kind] } }[keyof StepData];

/** A scenario file that is checked and can be run. */
export interface Scenario extends Omit<Outline, 'steps'> {
  readonly file: string;
  /** The file's name without ending: what commands call it. */
  readonly name: string;
  readonly steps: readonly Step[];
}
