import * as z from 'zod';
import { StepFailed } from '../failure.ts';
import { act, stepKind } from '../step-kind.ts';
import { name } from '../values.ts';

export const typing = stepKind({
  key: 'typing',
  about: 'The next typing notice of a conversation: the agent `starts` or `stops`.',
  schema: z.strictObject({ typing: z.enum(['starts', 'stops']), of: name.optional() }),
  compile: ({ typing: what, of }, names) => {
    names.conversation(of, ['of']);
    return act(`The client hears that the agent ${what} typing`, async (stage) => {
      const conversation = stage.process.conversation(of);
      const notice = await stage.time.waitFor('a typing notice', () => {
        const [value] = conversation.typing.splice(0, 1);
        return Promise.resolve(value && { value });
      });
      const seen = notice.typing ? 'starts' : 'stops';
      if (seen !== what) throw new StepFailed(`a notice that the agent ${what} typing`, `that ${notice.agentName} ${seen}`);
    });
  },
});
