import * as z from 'zod';
import { name } from '../format/values.ts';
import { assertTypes, listTypes, messageTypes } from './message-types.ts';
import { createAction, stepKind } from './step-kind.ts';

export const unclaimed = stepKind({
  key: 'unclaimed',
  about:
    'The messages of which the callback receiver has told so far that no flow waits for their conversation: their types, in order. `as` keeps `conversationId` of the latest.',
  schema: z.strictObject({
    unclaimed: messageTypes(),
    as: name.optional(),
  }),
  compile: ({ unclaimed: types, as }, names) => {
    names.define(as, { description: 'a conversation that no flow knows', keys: ['conversationId'] });
    return createAction(`The callback receiver has told as unclaimed: ${listTypes(types)}`, (stage) => {
      const { unclaimed: told } = stage.callbacks;
      assertTypes(told, types);
      stage.values.keep(as, { conversationId: told.at(-1)?.conversationId });
      return Promise.resolve();
    });
  },
});
