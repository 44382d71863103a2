import * as z from 'zod';
import type { Authorization } from './authorization.ts';
import type { CallName } from './catalogue/calls.ts';
import { calls } from './catalogue/calls.ts';
import type { HttpAnswer, HttpRequest } from './exchange.ts';
import { described, exchange } from './exchange.ts';
import { AuthorizationError } from './errors.ts';
import { withRetries } from './retry.ts';
import type { Runtime } from './runtime.ts';
import { decode, encodeXml } from './wire.ts';

export interface EceRequest {
  /** Values of the `{placeholders}` in the path. */
  path?: Record<string, string>;
  query?: Record<string, string>;
  /** Body of the call; a string is sent as it is. */
  body?: object | string;
  /** Value of `X-egain-session`. */
  session?: string;
}

/** What ECE answered. */
export interface EceAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** What the body holds, from JSON or XML; undefined when it is neither. */
  body: unknown;
  /** `code` of an error body, e.g. `403-132`. */
  code?: string | undefined;
  /** `developerMessage` of an error body. */
  developerMessage?: string | undefined;
  /** The answer told in a sentence. */
  sentence: string;
}

const longestAnswer = 10 * 1024 * 1024;

const errorBody = z.object({ code: z.string(), developerMessage: z.string() }).partial();

function answerOf(request: HttpRequest, { status, headers, body: bytes }: HttpAnswer): EceAnswer {
  const text = Buffer.from(bytes).toString();
  const body = text === '' ? undefined : decode(text);
  const { code, developerMessage } = errorBody.safeParse(body).data ?? {};
  const told = [code, developerMessage].filter(Boolean).join(': ');
  const sentence = `${described(request)} was answered ${status}${told === '' ? '' : ` (${told})`}.`;
  return { status, headers, text, body, code, developerMessage, sentence };
}

/** The calls to one ECE, made with one authorization. */
export interface EceApi {
  /**
   * Makes the call, after connection failures and 5xx again, after a 401 once more with a fresh token.
   *
   * @throws {AuthorizationError} {NetworkError} {TimeoutError} {InvalidAnswerError}
   */
  call: (name: CallName, request: EceRequest, signal?: AbortSignal) => Promise<EceAnswer>;
}

function pathOf(template: string, values: Record<string, string> = {}) {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

export function createEceApi(authorization: Authorization, runtime: Runtime): EceApi {
  const { clock, fetch, options } = runtime;

  const requestOf = (name: CallName, { path, query, body, session }: EceRequest): HttpRequest => {
    const call = calls[name];
    if (call.path === null || authorization.hostName === undefined) {
      throw new AuthorizationError(`Authorization "${authorization.authorizationName}" has no Host Name.`);
    }
    const xml = 'body' in call && options.wireFormat === 'xml' && typeof body !== 'string';
    const isV12 = call.credentials === 'session';
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const format = !isV12 && options.wireFormat === 'xml' ? 'application/xml' : 'application/json';
    return {
      method: call.method,
      url: authorization.hostName + pathOf(call.path, path) + search,
      headers: {
        accept: format,
        ...(body !== undefined && { 'content-type': xml ? 'application/xml' : 'application/json' }),
        ...(session !== undefined && { 'x-egain-session': session }),
      },
      body: typeof body === 'object' ? (xml ? encodeXml(call.body, body) : JSON.stringify(body)) : body,
    };
  };

  const send = async (request: HttpRequest, signal: AbortSignal | undefined): Promise<EceAnswer> => {
    const limits = { clock, timeoutMs: options.timeoutMs, maxBytes: longestAnswer, signal };
    const answer = await withRetries(
      { clock, ...options, signal },
      () => exchange(fetch, request, limits),
      ({ status }) => status >= 500,
    );
    return answerOf(request, answer);
  };

  const sendWithToken = async (request: HttpRequest, signal: AbortSignal | undefined): Promise<EceAnswer> => {
    const withToken = (token: string) => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });
    const token = await authorization.accessToken(runtime, signal);
    const answer = await send(withToken(token), signal);
    if (answer.status !== 401) return answer;
    return send(withToken(await authorization.freshToken(token, runtime, signal)), signal);
  };

  return {
    call: async (name, given, signal) => {
      authorization.assertUsable();
      const request = requestOf(name, given);
      const { credentials } = calls[name];
      if (credentials === 'bearer') return sendWithToken(request, signal);
      // The user's session is what the call needs; that the authorization is good is still a condition of the node (cce-nodes section 5).
      if (credentials === 'session' && authorization.hasClientCredentials) await authorization.accessToken(runtime, signal);
      return send(request, signal);
    },
  };
}
