import * as z from 'zod';
import { name } from '../format/values.ts';
import { assertTypes, listTypes, messageTypes } from './message-types.ts';
import { createAction, stepKind } from './step-kind.ts';

export const received = stepKind({
  key: 'received',
  about:
    'The messages of a conversation that the callback receiver has accepted so far: their types, in order, repeated messages too.',
  schema: z.strictObject({
    received: messageTypes(),
    of: name.optional().describe('name of the conversation; default: the latest'),
  }),
  compile: ({ received: types, of }, names) => {
    names.requireConversation(of, ['of']);
    return createAction(`The callback receiver has accepted: ${listTypes(types)}`, (stage) => {
      const { id } = stage.process.conversation(of);
      const messages = stage.callbacks.accepted.filter(({ conversationId }) => conversationId === id);
      assertTypes(messages, types);
      return Promise.resolve();
    });
  },
});
