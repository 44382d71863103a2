import * as z from 'zod';
import { platformSchema } from '../stage/platform.ts';
import { stepKind } from './step-kind.ts';

export const platform = stepKind({
  key: 'platform',
  about:
    'The services that the nodes use: chat store, inbox of callback messages, event API, file host. Each `works`, `hangs`, `breaks`, or answers a word or code.',
  schema: z.strictObject({ platform: platformSchema }),
  compile: ({ platform: changes }) => ({
    title: `Platform: ${Object.entries(changes)
      .map(([part, how]) => `${part} ${typeof how === 'string' ? how : JSON.stringify(how)}`)
      .join(', ')}`,
    run: (stage) => Promise.resolve(stage.platform.change(changes)),
  }),
});
