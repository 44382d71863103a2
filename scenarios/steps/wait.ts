import * as z from 'zod';
import { happeningFilterSchema } from '../../simulator/control/happening-filter.ts';
import { createAction, stepKind } from './step-kind.ts';

export const wait = stepKind({
  key: 'wait',
  about:
    'Waits until something has happened in ECE: an entry of the journal or an event of the contact centre. It may have happened already.',
  schema: z.strictObject({ wait: happeningFilterSchema }),
  compile: ({ wait: match }) => {
    const what = JSON.stringify(match);
    return createAction(`Wait for ${what}`, (stage) =>
      stage.time.waitFor(`something like ${what}`, async () => {
        const { status } = await stage.control.call('POST', '/wait', { match: stage.values.resolve(match), timeoutMs: 0 });
        return status === 200 ? { value: undefined } : undefined;
      }),
    );
  },
});
