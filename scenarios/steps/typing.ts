import * as z from 'zod';
import { StepFailedError } from '../stage/step-failed-error.ts';
import { createAction, stepKind } from './step-kind.ts';
import { name } from '../format/values.ts';

export const typing = stepKind({
  key: 'typing',
  about: 'The next typing notice of a conversation: the agent `starts` or `stops`.',
  schema: z.strictObject({ typing: z.enum(['starts', 'stops']), of: name.optional() }),
  compile: ({ typing: change, of }, names) => {
    names.requireConversation(of, ['of']);
    return createAction(`The client receives a notice that the agent ${change} typing`, async (stage) => {
      const conversation = stage.process.conversation(of);
      const notice = await stage.time.waitFor('a typing notice', () => {
        const [value] = conversation.typing.splice(0, 1);
        return Promise.resolve(value && { value });
      });
      const seen = notice.typing ? 'starts' : 'stops';
      if (seen !== change)
        throw new StepFailedError(`a notice that the agent ${change} typing`, `that ${notice.agentName} ${seen}`);
    });
  },
});
