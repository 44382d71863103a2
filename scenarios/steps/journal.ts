import * as z from 'zod';
import type { JournalEntry } from '../../simulator/http/journal.ts';
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
      const wire = { ...rest, ...(entryPoint !== undefined && { entryPoint: stage.partition.entryPointId(entryPoint) }) };
      const query = new URLSearchParams(Object.entries(wire).map(([key, value]): [string, string] => [key, String(value)]));
      const { length } = await stage.control.ask<JournalEntry[]>('GET', `/journal?${query.toString()}`);
      if (count === undefined ? length === 0 : length !== count) throw new StepFailedError(wanted, String(length));
    });
  },
});
