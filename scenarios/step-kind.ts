import type * as z from 'zod';
import type { Names } from './names.ts';
import type { Stage } from './stage.ts';
import type { Undo } from './undo.ts';

/** A step that is checked and can be run. */
export interface Action {
  /** What happens, in plain words, with `${...}` as they are written. */
  readonly title: string;
  /** @throws {StepFailed} */
  run(stage: Stage): Promise<Undo | undefined>;
}

/** What happens on the stage without anything to take back. */
export function act(title: string, run: (stage: Stage) => Promise<unknown>): Action {
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
  /** What it is for, in a sentence: for the format's page and editors. */
  readonly about: string;
  readonly schema: Schema;
  /**
   * Checks the names that the step uses and notes those that it gives.
   * @throws {WrongStep}
   */
  readonly compile: (step: z.output<Schema>, names: Names) => Action;
}

export function stepKind<const Key extends string, Schema extends z.ZodType>(kind: StepKind<Key, Schema>): StepKind<Key, Schema> {
  return kind;
}
