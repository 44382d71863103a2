import type { ActorStage } from '../stage/stage.ts';
import * as z from 'zod';
import { createAction, stepKind } from './step-kind.ts';
import { text } from '../format/values.ts';

export const say = stepKind({
  key: 'say',
  about: 'Narration: a text that the trainer says. Nothing happens.',
  schema: z.strictObject({ say: text }),
  compile: ({ say: narration }) =>
    createAction(narration, (stage: ActorStage) => {
      stage.tell({ type: 'narration', text: stage.values.resolve(narration) });
      return Promise.resolve();
    }),
});
