import * as z from 'zod';
import { problemInWords } from '../../simulator/doors/problems.ts';
import { problemsOfAll } from '../../simulator/doors/schema-problems.ts';
import { RecordingError } from '../errors.ts';
import type { Exchange, Recording } from './exchange.ts';
import { isExchange } from './exchange.ts';

/** The parts of the HTTP Archive format, version 1.2, that a recording reads and writes. */
const pairs = z.array(z.looseObject({ name: z.string(), value: z.string() }));
const content = z.looseObject({
  text: z.string().optional(),
  encoding: z.string().optional(),
  mimeType: z.string().optional(),
  size: z.number().optional(),
});
const harSchema = z.looseObject({
  log: z.looseObject({
    entries: z.array(
      z.looseObject({
        startedDateTime: z.string(),
        time: z.number().optional(),
        request: z.looseObject({
          method: z.string(),
          url: z.url(),
          headers: pairs,
          postData: z.looseObject({ text: z.string().optional(), mimeType: z.string().optional() }).optional(),
        }),
        response: z.looseObject({ status: z.int(), headers: pairs, content: content.optional() }),
      }),
    ),
  }),
});
type HarEntry = z.infer<typeof harSchema>['log']['entries'][number];

/** Paths of ECE's API, below any context root: spec 1. */
const ecePath = /^(.*?)\/(?:ws\/v1[29]\/|egain\/chat\/)/;

/**
 * Reads traffic that a browser, a proxy or the console of the simulator has kept as HAR. Requests to other paths than ECE's are left
 * out, but for posts that look like callbacks. What it returns is not masked yet.
 * @param file what an error calls it
 * @throws {RecordingError} that says what is wrong with the file
 */
export function parseHar(text: string, file: string): Recording {
  const value = readJson(text, file);
  const har = harSchema.safeParse(value);
  if (!har.success) {
    const [problem] = problemsOfAll(har.error.issues, { schema: harSchema, value, subject: 'The file' });
    throw new RecordingError(`${file}: this is no HAR file: ${problemInWords(problem!)}`);
  }
  const lines = har.data.log.entries.flatMap((entry) => exchangeOf(entry) ?? []);
  const [first] = lines;
  if (first === undefined) throw new RecordingError(`${file}: it holds no call of ECE's API.`);
  const roots = lines.flatMap(({ kind, request }) => (kind === 'call' ? [rootOf(request.url)] : []));
  return {
    head: {
      kind: 'recording',
      version: 1,
      madeBy: 'HAR',
      startedAt: first.startedAt,
      contextRoot: roots[0] ?? '/system',
      receivesCallbacks: lines.some(({ kind }) => kind === 'callback'),
    },
    lines,
  };
}

/** The context root of a call's URL, such as `/system`, or empty. */
export function rootOf(url: string): string {
  return ecePath.exec(new URL(url).pathname)?.[1] ?? '';
}

/** Whether the path is one of ECE's API. */
export function isEcePath(url: string): boolean {
  return ecePath.test(new URL(url).pathname);
}

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RecordingError(`${file}: this is no HAR file: it is no JSON.`);
  }
}

function exchangeOf({ startedDateTime, time, request, response }: HarEntry): Exchange | undefined {
  const sent = request.postData?.text ?? '';
  const isCall = isEcePath(request.url);
  const isCallback = !isCall && request.method === 'POST' && /"conversation"|<(?:\w+:)?conversation/.test(sent);
  const startedAt = new Date(startedDateTime);
  if ((!isCall && !isCallback) || Number.isNaN(startedAt.getTime())) return undefined;
  const type = request.postData?.mimeType;
  return {
    kind: isCall ? 'call' : 'callback',
    startedAt: startedAt.toISOString(),
    durationMs: Math.max(0, time ?? 0),
    request: {
      method: request.method,
      url: request.url,
      headers: { ...(type !== undefined && { 'content-type': type }), ...headersOf(request.headers) },
      ...contentOf(sent),
    },
    // A request without an answer has the status 0.
    response:
      response.status === 0
        ? null
        : { status: response.status, headers: headersOf(response.headers), ...bodyOf(response.content) },
  };
}

function headersOf(list: z.infer<typeof pairs>): Record<string, string> {
  return Object.fromEntries(
    list.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [name.toLowerCase(), value]),
  );
}

function contentOf(text: string): { body?: string; bytes: number } {
  return { ...(text !== '' && { body: text }), bytes: Buffer.byteLength(text) };
}

function bodyOf(answer: z.infer<typeof content> | undefined): { body?: string; bytes: number } {
  const { text = '', encoding, mimeType = '', size = 0 } = answer ?? {};
  if (encoding !== 'base64') return contentOf(text);
  const bytes = Buffer.from(text, 'base64');
  return /json|xml|text/.test(mimeType) ? contentOf(bytes.toString('utf8')) : { bytes: Math.max(size, bytes.length) };
}

/** The recording as HAR, for programs that read it. */
export function formatHar({ head, lines }: Recording): string {
  const entries = lines.filter(isExchange).map(({ startedAt, durationMs, request, response, failure }) => ({
    startedDateTime: startedAt,
    time: durationMs,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: listOf(request.headers),
      queryString: listOf(Object.fromEntries(new URL(request.url).searchParams)),
      ...(request.body !== undefined && {
        postData: { mimeType: request.headers['content-type'] ?? '', text: request.body, params: [] },
      }),
      headersSize: -1,
      bodySize: request.bytes,
    },
    response: {
      status: response?.status ?? 0,
      statusText: failure ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: listOf(response?.headers ?? {}),
      content: { size: response?.bytes ?? 0, mimeType: response?.headers['content-type'] ?? '', text: response?.body ?? '' },
      redirectURL: '',
      headersSize: -1,
      bodySize: response?.bytes ?? -1,
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
  }));
  const [name = '', version = ''] = head.madeBy.split(' ');
  return `${JSON.stringify({ log: { version: '1.2', creator: { name, version }, entries } }, undefined, 2)}\n`;
}

function listOf(values: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
