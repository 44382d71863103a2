import * as z from 'zod';

const headers = z.record(z.string(), z.string());

/** A body as text; `bytes` is its size on the wire. A body that is no text, such as a file, has no `body`. */
const content = { headers, body: z.string().optional(), bytes: z.int().nonnegative() };

const recordedRequest = z.strictObject({
  method: z.string(),
  /** Absolute: scheme, host, path and query. */
  url: z.string(),
  ...content,
});

const recordedResponse = z.strictObject({ status: z.int(), ...content });

/** Where in the plan of the calibration a line belongs; traffic that was recorded elsewhere has no such place. */
const place = { probe: z.string().optional(), step: z.string().optional() };

/** One request with its answer. A `call` goes from a client to ECE, a `callback` from ECE to the client. */
export const exchangeSchema = z.strictObject({
  kind: z.enum(['call', 'callback']),
  ...place,
  /** ISO 8601, with milliseconds. */
  startedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  request: recordedRequest,
  /** Null when no answer came; `failure` says why. */
  response: recordedResponse.nullable(),
  failure: z.string().optional(),
});

/** What a person was asked to do, and whether it was done. */
export const actSchema = z.strictObject({
  kind: z.literal('act'),
  ...place,
  startedAt: z.iso.datetime(),
  act: z.string(),
  done: z.boolean(),
});

/** The first line of a recording. */
export const headSchema = z.strictObject({
  kind: z.literal('recording'),
  version: z.literal(1),
  /** The program and its version, e.g. `ece-simulator 0.1.0`. */
  madeBy: z.string(),
  startedAt: z.iso.datetime(),
  /** The context root of ECE's paths, such as `/system`, or empty. */
  contextRoot: z.string(),
  /** Whether callbacks could be received; as files, they say nothing of the time at which they came. */
  receivesCallbacks: z.union([z.boolean(), z.literal('as files')]),
});

export const lineSchema = z.discriminatedUnion('kind', [headSchema, exchangeSchema, actSchema]);

/** What was said to the other side, and what came back: names of headers in lower case. */
export type Exchange = z.infer<typeof exchangeSchema>;
export type Act = z.infer<typeof actSchema>;
export type RecordingHead = z.infer<typeof headSchema>;
export type RecordingLine = Exchange | Act;

/** Traffic with one ECE, in the order in which it began. */
export interface Recording {
  readonly head: RecordingHead;
  readonly lines: readonly RecordingLine[];
}

export function isExchange(line: RecordingLine): line is Exchange {
  return line.kind !== 'act';
}
