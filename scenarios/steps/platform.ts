import * as z from 'zod';
import { platformSchema } from '../stage/platform.ts';
import { stepKind } from './step-kind.ts';

export const platform = stepKind({
  key: 'platform',
  about:
    'The services that the nodes use. The chat store `works`, or is `locked`, `read-only`, `full`, `gone` or `unreadable`. Event API and file host: each `works`, `hangs` or `breaks`. Chat store and event API can answer a word or code.',
  schema: z.strictObject({ platform: platformSchema }),
  compile: ({ platform: changes }) => ({
    title: `Platform: ${Object.entries(changes)
      .map(([part, how]) => `${part} ${typeof how === 'string' ? how : JSON.stringify(how)}`)
      .join(', ')}`,
    run: (stage) => stage.platform.change(changes),
  }),
});
