import type { ActorStage } from '../stage/stage.ts';
import * as z from 'zod';
import { isControlError } from '../../simulator/control/control-error.ts';
import { happeningFilterSchema } from '../../simulator/doors/happening-filter.ts';
import { createAction, stepKind } from './step-kind.ts';

export const wait = stepKind({
  key: 'wait',
  about:
    'Waits until something has happened in ECE: an entry of the journal or an event of the contact centre. It may have happened already.',
  schema: z.strictObject({ wait: happeningFilterSchema() }),
  compile: ({ wait: match }) => {
    const what = JSON.stringify(match);
    return createAction(`Wait for ${what}`, (stage: ActorStage) =>
      stage.time.waitFor(`something like ${what}`, async () => {
        try {
          await stage.control.post('/wait', { body: { match: stage.values.resolve(match), timeoutMs: 0 } });
          return { value: undefined };
        } catch (error) {
          if (isControlError(error) && error.kind === 'timeout') return undefined;
          throw error;
        }
      }),
    );
  },
});
