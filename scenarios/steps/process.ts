import * as z from 'zod';
import { act, stepKind } from '../step-kind.ts';

export const process = stepKind({
  key: 'process',
  about:
    'The process of the client `stops`, `starts`, or `restarts`: what was in memory is lost; conversations that are not over are resumed from the store.',
  schema: z.strictObject({ process: z.enum(['stops', 'starts', 'restarts']) }),
  compile: ({ process: what }) =>
    act(`The client's process ${what}`, async (stage) => {
      if (what !== 'starts') await stage.process.stop();
      if (what !== 'stops') await stage.process.start();
    }),
});
