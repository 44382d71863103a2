import * as z from 'zod';
import { StepFailed } from '../failure.ts';
import { act, stepKind } from '../step-kind.ts';
import { name, text } from '../values.ts';

export const received = stepKind({
  key: 'received',
  about:
    'What the callback receiver has taken so far: the types of the messages of a conversation, in order, each as often as it was taken.',
  schema: z.strictObject({
    received: z.array(text).describe('type.value of each message, e.g. assigned, text/plain, complete'),
    of: name.optional().describe('name of the conversation; default: the latest'),
  }),
  compile: ({ received: types, of }, names) => {
    names.conversation(of, ['of']);
    return act(`The callback receiver has taken: ${types.join(', ') || 'nothing'}`, (stage) => {
      const seen = stage.webhook.taken(stage.process.conversation(of).id).map(({ type }) => type.value);
      if (seen.join() === types.join()) return Promise.resolve();
      throw new StepFailed(types.join(', ') || 'nothing', seen.join(', ') || 'nothing');
    });
  },
});
