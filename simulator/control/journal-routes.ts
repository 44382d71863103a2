import * as z from 'zod';
import { entryFilterSchema, happeningFilterSchema } from '../doors/happening-filter.ts';
import { filterGivingWay } from '../time/give-way.ts';
import { har } from './har.ts';
import type { ControlContext } from './route.ts';
import { numberInQuery, route } from './route.ts';

const journalQuery = entryFilterSchema().extend({
  status: numberInQuery(z.int()).optional(),
  after: numberInQuery(z.int().nonnegative()).default(0),
  limit: numberInQuery(z.int().positive().max(100_000)).default(1000),
});

async function journalEntries({ partition }: ControlContext, { after, limit, ...filter }: z.output<typeof journalQuery>) {
  const found = await filterGivingWay(partition.journal.entriesAfter(after), partition.journal.test(filter));
  return found.slice(-limit);
}

export const journalRoutes = [
  route('partition', 'get /journal', {
    summary: 'Calls and what the simulator sent, oldest first, secrets masked; the latest that fit the filter',
    query: journalQuery,
    answer: ['JournalEntry'],
    run: (context, { query }) => journalEntries(context, query),
  }),
  route('partition', 'get /journal.har', {
    summary: 'The same as an HTTP Archive',
    query: journalQuery,
    answer: 'Har',
    run: async (context, { query }) =>
      har(context.partition.journal, await journalEntries(context, query), context.simulator.url),
  }),
  route('partition', 'delete /journal', {
    summary: 'Empty the journal',
    run: ({ partition }) => partition.journal.clear(),
  }),
  route('partition', 'post /wait', {
    summary: 'Wait for an entry of the journal or an event that fits, past ones included; 408 when none comes in time',
    body: z.strictObject({
      match: happeningFilterSchema(),
      timeoutMs: z.int().min(0).max(60_000).default(5000).describe('real milliseconds'),
      after: z.int().nonnegative().default(0).describe('only happenings with a higher number count'),
    }),
    answer: 'Happening',
    failures: { 408: 'Nothing that fits happened in time; the message tells what did' },
    run: ({ partition, signal }, { body: { match, timeoutMs, after } }) => partition.waitFor(match, { timeoutMs, after, signal }),
  }),
];
