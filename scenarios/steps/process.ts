import * as z from 'zod';
import { createAction, stepKind } from './step-kind.ts';

export const process = stepKind({
  key: 'process',
  about:
    'The process of the client `stops`, `starts` or `restarts`. It loses what was in memory, and resumes conversations that are not over from the store.',
  schema: z.strictObject({ process: z.enum(['stops', 'starts', 'restarts']) }),
  compile: ({ process: change }) =>
    createAction(`The client's process ${change}`, async (stage) => {
      if (change !== 'starts') await stage.process.stop();
      if (change !== 'stops') await stage.process.start();
    }),
});
