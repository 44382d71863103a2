import * as z from 'zod';
import { act, stepKind } from '../step-kind.ts';
import { text } from '../values.ts';

export const say = stepKind({
  key: 'say',
  about: 'Narration: what the trainer says here. Nothing happens.',
  schema: z.strictObject({ say: text }),
  compile: ({ say: words }) =>
    act(words, (stage) => {
      stage.tell({ type: 'narration', text: stage.values.resolve(words) });
      return Promise.resolve();
    }),
});
