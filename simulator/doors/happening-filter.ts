import * as z from 'zod';
import type { JournalDoor } from './journal.ts';
import { readInput } from './read-input.ts';
import type { Happening } from '../journal/happenings.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { once } from '../protocol/once.ts';
import type { OperationId } from '../protocol/operations.ts';
import { operations } from '../protocol/operations.ts';
import { worldEventTypes } from '../world/events.ts';

/** Describes entries of the journal. Every member that is given must fit. */
export const entryFilterSchema = once(() =>
  z.strictObject({
    kind: z.enum(['call', 'callback', 'callback-token', 'file']).optional(),
    operation: z.enum(Object.keys(operations) as [OperationId, ...OperationId[]]).optional(),
    status: z.int().min(100).max(599).optional(),
    refusal: z.string().optional().describe('key of a refusal, e.g. staleLastModified'),
    conversation: z.string().optional(),
    entryPoint: z.string().optional().describe('id, as clients send it or as the world defines it'),
    who: z.string().optional().describe('name of an application or user'),
    fault: z.string().optional(),
    contains: z
      .string()
      .optional()
      .describe(
        'text in the method, target, a header or the body of the request, in a header or the body of the answer, or in the reason of a refusal',
      ),
  }),
);
/** What an entry of the journal must have. What is absent may be anything. */
export type EntryFilter = z.output<ReturnType<typeof entryFilterSchema>>;

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

/** What can be read in an entry: request line, headers as `name: value`, bodies, the reason of a refusal. */
function textsOf({ request, answer, refusal }: JournalEntry): string[] {
  const messages = [request, ...(answer === null ? [] : [answer])];
  return [
    `${request.method} ${request.target}`,
    ...messages.flatMap(({ headers, body }) => [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), body]),
    ...(refusal === null ? [] : [refusal.reason.rule, JSON.stringify(refusal.reason.wouldWork)]),
  ];
}

/** Describes an event of the world. */
export const eventFilterSchema = once(() =>
  z.strictObject({
    event: z.looseObject({ type: z.enum(worldEventTypes) }).describe('type of the event, and members that must be equal'),
  }),
);

/** Describes the happening to wait for: an entry of the journal, or an event of the world. */
export const happeningFilterSchema = once(() => z.union([z.strictObject({ journal: entryFilterSchema() }), eventFilterSchema()]));
/** An entry of the journal, or an event of the world, that is waited for. */
export type HappeningFilter = z.output<ReturnType<typeof happeningFilterSchema>>;

/** Whether a happening fits. @throws {InvalidInputError} for a member that there is not, or a wrong value */
export function makeHappeningTest(filter: HappeningFilter, journal: JournalDoor): (happening: Happening) => boolean {
  const wanted = readInput(happeningFilterSchema(), filter);
  if ('journal' in wanted) {
    const fits = journal.test(wanted.journal);
    return (happening) => happening.source === 'journal' && fits(happening.entry);
  }
  const members = Object.entries(wanted.event);
  return (happening) => happening.source === 'world' && members.every(([name, value]) => eventMember(happening, name) === value);
}

function eventMember({ event }: Extract<Happening, { source: 'world' }>, name: string): unknown {
  return (event as unknown as Record<string, unknown>)[name];
}
