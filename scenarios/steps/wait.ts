import type { ActorStage } from '../stage/stage.ts';
import * as z from 'zod';
import { isControlError } from '../../simulator/control/control-error.ts';
import { eventFilterSchema } from '../../simulator/doors/happening-filter.ts';
import { journalFilterSchema, toEntryFilter } from './journal.ts';
import { createAction, stepKind } from './step-kind.ts';

export const wait = stepKind({
  key: 'wait',
  about:
    'Waits until something has happened in ECE: an entry of the journal or an event of the contact centre. It may have happened already.',
  schema: z.strictObject({ wait: z.union([z.strictObject({ journal: journalFilterSchema() }), eventFilterSchema()]) }),
  compile: ({ wait: match }, names) => {
    if ('journal' in match) names.requireEntryPoint(match.journal.entryPoint, ['wait', 'journal', 'entryPoint']);
    const what = JSON.stringify(match);
    return createAction(`Wait for ${what}`, (stage: ActorStage) =>
      stage.time.waitFor(`something like ${what}`, async () => {
        try {
          const wanted = stage.values.resolve(match);
          const body = { match: 'journal' in wanted ? { journal: toEntryFilter(wanted.journal, stage) } : wanted, timeoutMs: 0 };
          await stage.control.post('/wait', { body });
          return { value: undefined };
        } catch (error) {
          if (isControlError(error) && error.kind === 'timeout') return undefined;
          throw error;
        }
      }),
    );
  },
});
