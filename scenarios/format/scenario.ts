import type { ScenarioProblem } from '../errors.ts';
import type { Outline } from './outline.ts';
import type { Action } from '../steps/step-kind.ts';
import type { StepData } from '../steps/step-kinds.ts';

interface AnyStep {
  /** Counts from 1. */
  readonly number: number;
  /** Row of a table, from 1; null outside of a table. */
  readonly row: number | null;
  /** Line in the file, from 1. */
  readonly line: number;
  /** What happens, in plain words. */
  readonly title: string;
  readonly action: Action;
}

/**
 * A checked step. A row of a table is a step of its own. `kind` is the key that says who acts. `data` is the step as its schema reads it.
 */
export type Step = { [Kind in keyof StepData]: AnyStep & { readonly kind: Kind; readonly data: StepData[Kind] } }[keyof StepData];

/** A checked scenario file, ready to run. */
export interface Scenario extends Omit<Outline, 'steps'> {
  readonly file: string;
  /** The file's name without its ending. Commands use it. */
  readonly name: string;
  readonly steps: readonly Step[];
  /** What is probably a mistake, although the scenario can run. */
  readonly warnings: readonly ScenarioProblem[];
}
