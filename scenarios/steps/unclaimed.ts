import * as z from 'zod';
import { readMessage } from '../../client/callback-message.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';
import { createAction, stepKind } from './step-kind.ts';
import { name, text } from '../format/values.ts';

export const unclaimed = stepKind({
  key: 'unclaimed',
  about:
    'The messages of which the callback receiver has told so far that no flow waits for their conversation: their types, in order. `as` keeps `conversationId` of the latest.',
  schema: z.strictObject({
    unclaimed: z.array(text).describe('type.value of each message, e.g. assigned, text/plain, complete'),
    as: name.optional(),
  }),
  compile: ({ unclaimed: types, as }, names) => {
    names.define(as, { description: 'a conversation that no flow knows', keys: ['conversationId'] });
    return createAction(`The callback receiver has told as unclaimed: ${types.join(', ') || 'nothing'}`, (stage) => {
      const { unclaimed: told } = stage.callbacks;
      const seen = told.map(({ json }) => readMessage(json).type.value);
      if (seen.join() !== types.join()) throw new StepFailedError(types.join(', ') || 'nothing', seen.join(', ') || 'nothing');
      stage.values.keep(as, { conversationId: told.at(-1)?.conversationId });
      return Promise.resolve();
    });
  },
});
