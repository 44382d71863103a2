import * as z from 'zod';

const run = z.string();

/** What the player of scenarios may be asked for. */
export const playerRequestSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('library') }),
  z.strictObject({ ask: z.literal('runs') }),
  z.strictObject({ ask: z.literal('run'), scenario: z.string() }),
  z.strictObject({ ask: z.literal('next'), run }),
  z.strictObject({ ask: z.literal('back'), run }),
  z.strictObject({ ask: z.literal('jump'), run, to: z.int().min(0).describe('index of the step that comes next then') }),
  z.strictObject({ ask: z.literal('auto'), run, on: z.boolean() }),
  z.strictObject({ ask: z.literal('end'), run }),
]);

export type PlayerRequest = z.output<typeof playerRequestSchema>;
