import type { TimeLimit } from './clock.ts';
import { elapsed, withTimeLimit } from './clock.ts';
import { AnswerTooLongError, InvalidAnswerError, InvalidInputError, messageOf, NetworkError, TimeoutError } from './errors.ts';
import type { Tell } from './hooks.ts';
import { codeOfNetworkFailure, describeNetworkFailure, isWithoutConnection } from './network-failure.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  body: Uint8Array;
}

/** The time limit covers connecting, sending and reading the whole answer. */
export interface ExchangeLimits extends TimeLimit {
  maxBytes: number;
  /** Reads the headers only and discards the body. */
  headersOnly?: boolean;
}

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength;
    if (bytes > maxBytes) throw new AnswerTooLongError(`The answer is longer than ${maxBytes} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Method, origin and path, for an error message: a query may hold personal data. */
export function describeRequest({ method, url }: { method: string; url: string }): string {
  const { origin, pathname } = new URL(url);
  return `${method} ${origin}${pathname}`;
}

/** The headers in which servers and proxies commonly name a request. ECE's documents name none. */
const requestIdHeaders = ['x-request-id', 'x-correlation-id', 'request-id', 'x-amzn-requestid', 'x-amzn-trace-id'];

/** The id that an answer names its request by. */
export function requestIdOf({ headers }: Pick<HttpAnswer, 'headers'>): string | undefined {
  return requestIdHeaders.map((name) => headers.get(name)).find((id) => id !== null && id !== '') ?? undefined;
}

/** Errors of this library, which pass as they are. Any other error means that the connection failed. */
const ownErrors = [TimeoutError, InvalidAnswerError, InvalidInputError];

/**
 * Sends one request and reads its whole answer. Does not follow redirects, so that a bearer token reaches no other host.
 *
 * @throws {TimeoutError} {NetworkError} {AnswerTooLongError}, or the signal's reason
 */
export async function exchange(fetch: Fetch, request: HttpRequest, limits: ExchangeLimits): Promise<HttpAnswer> {
  const { method, url, headers, body } = request;
  try {
    return await withTimeLimit(
      `${describeRequest(request)} got no answer within ${limits.timeoutMs} ms.`,
      limits,
      async (signal) => {
        const response = await fetch(url, { method, headers, redirect: 'manual', signal, ...(body !== undefined && { body }) });
        if (!limits.headersOnly) {
          return { status: response.status, headers: response.headers, body: await readBody(response, limits.maxBytes) };
        }
        await response.body?.cancel();
        return { status: response.status, headers: response.headers, body: new Uint8Array() };
      },
    );
  } catch (error) {
    if (limits.signal?.aborted || ownErrors.some((kind) => error instanceof kind)) throw error;
    const code = codeOfNetworkFailure(error);
    const sentence = `${describeRequest(request)} got no answer: ${describeNetworkFailure(error)}.`;
    throw new NetworkError(sentence, { code, isUnsent: isWithoutConnection(code) });
  }
}

/** Sends one try of a request, and tells the hooks of it and of its answer. */
export async function tellingExchange(
  tell: Tell,
  attempt: number,
  fetch: Fetch,
  request: HttpRequest,
  limits: ExchangeLimits,
): Promise<HttpAnswer> {
  const tried = { request: describeRequest(request), attempt };
  const begun = elapsed(limits.clock);
  const durationMs = () => Math.round(elapsed(limits.clock) - begun);
  tell('request', tried);
  try {
    const answer = await exchange(fetch, request, limits);
    tell('response', { ...tried, status: answer.status, requestId: requestIdOf(answer), durationMs: durationMs() });
    return answer;
  } catch (error) {
    tell('response', { ...tried, error: messageOf(error), durationMs: durationMs() });
    throw error;
  }
}
