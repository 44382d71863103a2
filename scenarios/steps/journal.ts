import type { ActorStage } from '../stage/stage.ts';
import * as z from 'zod';
import type { EntryFilter } from '../../simulator/doors/happening-filter.ts';
import { entryFilterSchema, entryFits } from '../../simulator/doors/happening-filter.ts';
import { errors } from '../../simulator/protocol/errors.ts';
import { didYouMean } from '../../simulator/protocol/nearest.ts';
import { WrongStepError } from '../format/problems.ts';
import { text } from '../format/values.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';
import { createAction, stepKind } from './step-kind.ts';

function checkRefusal(key: string | undefined): void {
  if (key === undefined || key in errors || key.includes('${')) return;
  throw new WrongStepError(['journal', 'refusal'], `No refusal is called "${key}".${didYouMean(key, Object.keys(errors))}`);
}

/** Entries of the journal. A story gives an entry point as a number, as it does to nodes and faults. */
export function journalFilterSchema() {
  return entryFilterSchema().extend({ entryPoint: z.union([z.int().positive(), text]).optional() });
}

/** The filter with the id that the entry point has in the partition of the run. */
export function toEntryFilter(
  { entryPoint, ...filter }: z.output<ReturnType<typeof journalFilterSchema>>,
  { partition }: ActorStage,
): EntryFilter {
  return { ...filter, ...(entryPoint !== undefined && { entryPoint: partition.entryPointId(entryPoint) }) };
}

export const journal = stepKind({
  key: 'journal',
  about: 'How many entries of the ECE journal (calls and callbacks) match; at least one unless `count` says how many.',
  schema: z.strictObject({ journal: journalFilterSchema(), count: z.int().min(0).optional() }),
  compile: ({ journal: filter, count }, names) => {
    if (count !== 0) names.requireEntryPoint(filter.entryPoint, ['journal', 'entryPoint']);
    checkRefusal(filter.refusal);
    const what =
      Object.entries(filter)
        .map(([key, value]) => `${key} ${value}`)
        .join(', ') || 'anything';
    const wanted = `${count ?? 'at least one'} in the journal with ${what}`;
    return createAction(`The journal: ${wanted}`, async (stage: ActorStage) => {
      const { contains, ...query } = toEntryFilter(stage.values.resolve(filter), stage);
      const entries = await stage.control.get('/journal', { query });
      // A text may hold the number that the story gives an entry point.
      const { length } = stage.partition.withLocalNumbers(entries).filter((entry) => entryFits(entry, { contains }));
      if (count === undefined ? length === 0 : length !== count) throw new StepFailedError(wanted, String(length));
    });
  },
});
