import type { Action } from './step-kind.ts';
import type { Outline } from './schema.ts';

/** A step that is checked. A row of a table is a step of its own. */
export interface Step {
  /** Counts from 1. */
  readonly number: number;
  /** Of a table, the row, from 1. */
  readonly row: number | null;
  /** In the file, from 1. */
  readonly line: number;
  /** The key that says who acts, e.g. `node`. */
  readonly kind: string;
  /** What happens, in plain words. */
  readonly title: string;
  /** The step as its schema reads it. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly action: Action;
}

/** A scenario file that is checked and can be run. */
export interface Scenario extends Omit<Outline, 'steps'> {
  readonly file: string;
  /** The file's name without ending: what commands call it. */
  readonly name: string;
  readonly steps: readonly Step[];
}
