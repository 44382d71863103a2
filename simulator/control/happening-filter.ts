import * as z from 'zod';
import type { Happening } from '../journal/happenings.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { OperationId } from '../protocol/operations.ts';
import { operations } from '../protocol/operations.ts';
import { worldEventTypes } from '../world/events.ts';

/** Describes entries of the journal. Every member that is given must fit. */
export const entryFilterSchema = z.strictObject({
  kind: z.enum(['call', 'callback', 'callback-token', 'file']).optional(),
  operation: z.enum(Object.keys(operations) as [OperationId, ...OperationId[]]).optional(),
  status: z.int().min(100).max(599).optional(),
  refusal: z.string().optional().describe('key of a refusal, e.g. staleLastModified'),
  conversation: z.string().optional(),
  entryPoint: z.string().optional(),
  who: z.string().optional().describe('name of an application or user'),
  fault: z.string().optional(),
  contains: z
    .string()
    .optional()
    .describe('text in the method, target, a header or the body of the request, or in a header or the body of the answer'),
});
export type EntryFilter = z.output<typeof entryFilterSchema>;

export function entryFits(entry: JournalEntry, filter: EntryFilter): boolean {
  const { kind, operation, status, refusal, conversation, entryPoint, who, fault, contains } = filter;
  return (
    (kind === undefined || entry.kind === kind) &&
    (operation === undefined || entry.operation === operation) &&
    (status === undefined || entry.answer?.status === status) &&
    (refusal === undefined || entry.refusal?.key === refusal) &&
    (conversation === undefined || entry.conversationIds.includes(conversation)) &&
    (entryPoint === undefined || entry.entryPointId === entryPoint) &&
    (who === undefined || entry.who === who) &&
    (fault === undefined || entry.faultId === fault) &&
    (contains === undefined || textsOf(entry).some((text) => text.includes(contains)))
  );
}

/** What can be read in an entry: request line, headers as `name: value`, bodies. */
function textsOf({ request, answer }: JournalEntry): string[] {
  const messages = [request, ...(answer === null ? [] : [answer])];
  return [
    `${request.method} ${request.target}`,
    ...messages.flatMap(({ headers, body }) => [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), body]),
  ];
}

/** Describes the happening to wait for: an entry of the journal, or an event of the world. */
export const happeningFilterSchema = z.union([
  z.strictObject({ journal: entryFilterSchema }),
  z.strictObject({
    event: z.looseObject({ type: z.enum(worldEventTypes) }).describe('type of the event, and members that must be equal'),
  }),
]);
export type HappeningFilter = z.output<typeof happeningFilterSchema>;

export function happeningFits(happening: Happening, filter: HappeningFilter): boolean {
  if ('journal' in filter) return happening.source === 'journal' && entryFits(happening.entry, filter.journal);
  return (
    happening.source === 'world' &&
    Object.entries(filter.event).every(([name, value]) => (happening.event as unknown as Record<string, unknown>)[name] === value)
  );
}
