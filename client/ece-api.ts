import * as z from 'zod';
import type { Authorization } from './authorization.ts';
import { readBodyText } from './body-text.ts';
import type { RequestName } from './catalogue/requests.ts';
import { requests } from './catalogue/requests.ts';
import type { HttpAnswer, HttpRequest } from './exchange.ts';
import { describeRequest, tellingExchange, requestIdOf } from './exchange.ts';
import { AuthorizationError, RequestError } from './errors.ts';
import { assertNoPage } from './read.ts';
import { failureOfAnswer, withRetries } from './retry.ts';
import type { Runtime } from './runtime.ts';
import { decode, encodeXml } from './wire.ts';

export interface EceRequest {
  /** Where the installation has another method or path than the catalogue. */
  route?: { method?: string; path?: string };
  /** Values of the `{placeholders}` in the path. */
  path?: Record<string, string>;
  query?: Record<string, string>;
  /** A string is sent as it is. */
  body?: object | string;
  /** Value of `X-egain-session`. */
  session?: string;
}

/** An answer of ECE. */
export interface EceAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The value of the JSON or XML body; undefined when the body is neither. */
  body: unknown;
  /** `code` of an error body, e.g. `403-132`. */
  code?: string | undefined;
  /** `developerMessage` of an error body. */
  developerMessage?: string | undefined;
  /** Id that the answer names its request by. */
  requestId?: string | undefined;
  /** How often the request was sent. */
  attempts: number;
  /** The answer in a sentence. */
  sentence: string;
}

const longestAnswer = 10 * 1024 * 1024;

const errorBody = z.object({ code: z.string(), developerMessage: z.string() }).partial();

function readAnswer(request: HttpRequest, answer: HttpAnswer, attempts: number): EceAnswer {
  const { status, headers, body: bytes } = answer;
  const text = readBodyText(bytes, headers.get('content-type'));
  const body = text === '' ? undefined : decode(text);
  const { code, developerMessage } = errorBody.safeParse(body).data ?? {};
  const error = [code, developerMessage].filter(Boolean).join(': ');
  const sentence = `${describeRequest(request)} was answered ${status}${error === '' ? '' : ` (${error})`}.`;
  return { status, headers, text, body, code, developerMessage, requestId: requestIdOf(answer), attempts, sentence };
}

/** Sends requests to one ECE, with one authorization. */
export interface EceApi {
  /**
   * Sends the request. Repeats it as the option `retries` says, and once with a fresh token after a 401.
   *
   * @throws {AuthorizationError} {NetworkError} {TimeoutError} {InvalidAnswerError}
   */
  send: (name: RequestName, request: EceRequest, signal?: AbortSignal) => Promise<EceAnswer>;
}

/** A request, and whether it makes two when it is carried out twice. */
interface Prepared extends HttpRequest {
  onlyOnce: boolean;
}

function fillPath(template: string, values: Record<string, string> = {}) {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

export function createEceApi(authorization: Authorization, runtime: Runtime): EceApi {
  const { clock, fetch, options } = runtime;

  const makeRequest = (name: RequestName, { route, path, query, body, session }: EceRequest): Prepared => {
    const row = requests[name];
    if (row.path === null || authorization.hostName === undefined) {
      throw new AuthorizationError(`Authorization "${authorization.authorizationName}" has no Host Name.`);
    }
    const inXml = 'body' in row && options.wireFormat === 'xml' && typeof body !== 'string';
    const isV12 = row.credentials === 'session';
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const accepted = !isV12 && options.wireFormat === 'xml' ? 'application/xml' : 'application/json';
    return {
      onlyOnce: 'onlyOnce' in row,
      method: route?.method ?? row.method,
      url: authorization.hostName + fillPath(route?.path ?? row.path, path) + search,
      headers: {
        accept: accepted,
        ...(body !== undefined && { 'content-type': inXml ? 'application/xml' : 'application/json' }),
        ...(session !== undefined && { 'x-egain-session': session }),
      },
      body:
        typeof body === 'object' ? (inXml ? encodeXml(row.body, body, options.xmlRoots[row.body]) : JSON.stringify(body)) : body,
    };
  };

  const sendWithRetries = async (
    { onlyOnce, ...request }: Prepared,
    signal: AbortSignal | undefined,
    before = 0,
  ): Promise<EceAnswer> => {
    const limits = { clock, timeoutMs: options.timeoutMs, maxBytes: longestAnswer, signal };
    try {
      const { answer, attempts } = await withRetries(
        { ...runtime, onlyOnce, signal },
        (attempt) => tellingExchange(runtime.tell, before + attempt, fetch, request, limits),
        failureOfAnswer,
      );
      return readAnswer(request, answer, before + attempts);
    } catch (error) {
      if (error instanceof RequestError) error.attempts += before;
      throw error;
    }
  };

  const sendWithToken = async (request: Prepared, signal: AbortSignal | undefined, before = 0): Promise<EceAnswer> => {
    const withToken = (token: string) => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });
    const token = await authorization.accessToken(runtime, signal);
    const answer = await sendWithRetries(withToken(token), signal, before);
    if (answer.status !== 401) return answer;
    return sendWithRetries(withToken(await authorization.freshToken(token, runtime, signal)), signal, answer.attempts);
  };

  /** Some installations ask for the token at the chat services too (spec 11). */
  const askChatService = async (request: Prepared, signal: AbortSignal | undefined): Promise<EceAnswer> => {
    if (authorization.provesToChatServices) return sendWithToken(request, signal);
    const answer = await sendWithRetries(request, signal);
    if (answer.status !== 401 || !authorization.hasClientCredentials) return answer;
    try {
      const proven = await sendWithToken(request, signal, answer.attempts);
      authorization.provesToChatServices = proven.status !== 401;
      return proven;
    } catch (error) {
      if (error instanceof AuthorizationError) return { ...answer, sentence: `${answer.sentence} ${error.message}` };
      throw error;
    }
  };

  return {
    send: async (name, parts, signal) => {
      authorization.assertUsable();
      const request = makeRequest(name, parts);
      const { credentials } = requests[name];
      if (credentials === 'bearer') return assertNoPage(await sendWithToken(request, signal));
      if (credentials === 'none') return askChatService(request, signal);
      // The request carries a user's session. A usable authorization is still a condition of the node (nodes spec 5).
      if (authorization.hasClientCredentials) await authorization.accessToken(runtime, signal);
      const answer = await sendWithRetries(request, signal);
      // The login has an outcome of its own for an answer that is none.
      return name === 'userLogin' ? answer : assertNoPage(answer);
    },
  };
}
