import * as z from 'zod';

/** 25 MiB in Base64, as for the files of agents. */
const largestFile = 4 * Math.ceil((25 * 1024 * 1024) / 3);

const text = z.string().min(1).max(100_000);
const name = z.string().max(200);
const phone = z.string();

/** What a phone may be asked for. */
export const phoneRequestSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('phones') }),
  z.strictObject({
    ask: z.literal('open'),
    channel: z.enum(['sms', 'messenger']),
    firstName: name,
    lastName: name,
    entryPoint: z.string().min(1),
  }),
  z.strictObject({
    ask: z.literal('write'),
    phone,
    text,
    startAnyway: z.boolean().default(false).describe('start a conversation although nobody is there'),
  }),
  z.strictObject({
    ask: z.literal('send file'),
    phone,
    fileName: z.string().regex(/^[^/\\]{1,255}$/, 'must be a name without a path'),
    contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type'),
    content: z.base64().max(largestFile),
  }),
  z.strictObject({ ask: z.literal('decide'), phone, file: z.string(), accepts: z.boolean() }),
  z.strictObject({ ask: z.literal('content'), phone, file: z.string() }),
  z.strictObject({ ask: z.literal('end'), phone }),
  z.strictObject({ ask: z.literal('close'), phone }),
]);

export type PhoneRequest = z.output<typeof phoneRequestSchema>;
export type RequestOf<Ask extends PhoneRequest['ask']> = Extract<PhoneRequest, { ask: Ask }>;
