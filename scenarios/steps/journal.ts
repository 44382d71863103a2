import type { ActorStage } from '../stage/stage.ts';
import * as z from 'zod';
import { entryFilterSchema, entryFits } from '../../simulator/doors/happening-filter.ts';
import { errors } from '../../simulator/protocol/errors.ts';
import { didYouMean } from '../../simulator/protocol/nearest.ts';
import { WrongStepError } from '../format/problems.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';
import { createAction, stepKind } from './step-kind.ts';

function checkRefusal(key: string | undefined): void {
  if (key === undefined || key in errors || key.includes('${')) return;
  throw new WrongStepError(['journal', 'refusal'], `No refusal is called "${key}".${didYouMean(key, Object.keys(errors))}`);
}

export const journal = stepKind({
  key: 'journal',
  about: 'How many entries of the ECE journal (calls and callbacks) match; at least one unless `count` says how many.',
  schema: z.strictObject({ journal: entryFilterSchema(), count: z.int().min(0).optional() }),
  compile: ({ journal: filter, count }, names) => {
    if (count !== 0) names.requireEntryPoint(filter.entryPoint, ['journal', 'entryPoint']);
    checkRefusal(filter.refusal);
    const what =
      Object.entries(filter)
        .map(([key, value]) => `${key} ${value}`)
        .join(', ') || 'anything';
    const wanted = `${count ?? 'at least one'} in the journal with ${what}`;
    return createAction(`The journal: ${wanted}`, async (stage: ActorStage) => {
      const { entryPoint, contains, ...rest } = stage.values.resolve(filter);
      const query = { ...rest, ...(entryPoint !== undefined && { entryPoint: stage.partition.entryPointId(entryPoint) }) };
      const entries = await stage.control.get('/journal', { query });
      // A text may hold the number that the story gives an entry point.
      const { length } = stage.partition.withLocalNumbers(entries).filter((entry) => entryFits(entry, { contains }));
      if (count === undefined ? length === 0 : length !== count) throw new StepFailedError(wanted, String(length));
    });
  },
});
