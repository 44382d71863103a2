import type * as z from 'zod';
import type { Names } from '../format/names.ts';
import type { Stage } from '../stage/stage.ts';
import type { Undo } from '../stage/undo.ts';

/** A step that is checked and can be run. */
export interface Action {
  /** What happens, in plain words. References appear as they are written. */
  readonly title: string;
  /**
   * @returns what ends the condition, if the step is one that can hold during another
   * @throws {StepFailedError}
   */
  run(stage: Stage): Promise<Undo | undefined>;
}

/** An action that leaves no condition to take back. */
export function createAction(title: string, run: (stage: Stage) => Promise<unknown>): Action {
  return {
    title,
    run: async (stage) => {
      await run(stage);
      return undefined;
    },
  };
}

/** One kind of step: its key says who acts. */
export interface StepKind<Key extends string, Schema extends z.ZodType> {
  readonly key: Key;
  /** What the step is for, in a sentence for FORMAT.md and editors. */
  readonly about: string;
  readonly schema: Schema;
  /**
   * Checks the names that the step uses and defines its own.
   * @throws {WrongStepError}
   */
  readonly compile: (step: z.output<Schema>, names: Names) => Action;
}

export function stepKind<const Key extends string, Schema extends z.ZodType>(kind: StepKind<Key, Schema>): StepKind<Key, Schema> {
  return kind;
}
