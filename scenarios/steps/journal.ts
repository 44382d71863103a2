import * as z from 'zod';
import { entryFilterSchema } from '../../simulator/control/happening-filter.ts';
import { StepFailedError } from '../stage/step-failed-error.ts';
import { createAction, stepKind } from './step-kind.ts';

export const journal = stepKind({
  key: 'journal',
  about: 'How many entries of the ECE journal (calls and callbacks) match; at least one unless `count` says how many.',
  schema: z.strictObject({ journal: entryFilterSchema, count: z.int().min(0).optional() }),
  compile: ({ journal: filter, count }) => {
    const what =
      Object.entries(filter)
        .map(([key, value]) => `${key} ${value}`)
        .join(', ') || 'anything';
    const wanted = `${count ?? 'at least one'} in the journal with ${what}`;
    return createAction(`The journal: ${wanted}`, async (stage) => {
      const { entryPoint, ...rest } = stage.values.resolve(filter);
      const query = { ...rest, ...(entryPoint !== undefined && { entryPoint: stage.partition.entryPointId(entryPoint) }) };
      const { length } = await stage.control.get('/journal', { query });
      if (count === undefined ? length === 0 : length !== count) throw new StepFailedError(wanted, String(length));
    });
  },
});
