import * as z from 'zod';
import { readMessage } from '../../client/callback-message.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';
import { createAction, stepKind } from './step-kind.ts';
import { name, text } from '../format/values.ts';

export const received = stepKind({
  key: 'received',
  about:
    'The messages of a conversation that the callback receiver has accepted so far: their types, in order, repeated messages too.',
  schema: z.strictObject({
    received: z.array(text).describe('type.value of each message, e.g. assigned, text/plain, complete'),
    of: name.optional().describe('name of the conversation; default: the latest'),
  }),
  compile: ({ received: types, of }, names) => {
    names.requireConversation(of, ['of']);
    return createAction(`The callback receiver has accepted: ${types.join(', ') || 'nothing'}`, (stage) => {
      const { id } = stage.process.conversation(of);
      const messages = stage.callbacks.accepted.filter(({ conversationId }) => conversationId === id);
      const seen = messages.map(({ json }) => readMessage(json).type.value);
      if (seen.join() === types.join()) return Promise.resolve();
      throw new StepFailedError(types.join(', ') || 'nothing', seen.join(', ') || 'nothing');
    });
  },
});
