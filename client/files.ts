import type { Authorization } from './authorization.ts';
import type { Fetch, HttpAnswer } from './exchange.ts';
import { tellingExchange } from './exchange.ts';
import { PrivateAddressError, RedirectError, RequestError } from './errors.ts';
import { failureOfAnswer, withRetries } from './retry.ts';
import type { Runtime } from './runtime.ts';

const mostRedirects = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

export interface FileRequest {
  url: string;
  maxBytes: number;
  headersOnly?: boolean;
  /** Its token is sent to the origin of its Host Name only. That origin may be private. */
  authorization?: Authorization | undefined;
  signal?: AbortSignal | undefined;
}

export interface FileAnswer extends HttpAnswer {
  /** How many requests were sent, redirects included. */
  attempts: number;
}

/**
 * Fetches a file with GET and follows redirects. Asks for no compression, so that `Content-Length` is the size of the file.
 *
 * @throws {PrivateAddressError} {RedirectError} {AuthorizationError} {NetworkError} {TimeoutError} {AnswerTooLongError}
 */
export async function fetchFile(file: FileRequest, runtime: Runtime, publicFetch: Fetch): Promise<FileAnswer> {
  const { clock, fetch, options } = runtime;
  const { authorization, signal } = file;
  const limits = { clock, timeoutMs: options.timeoutMs, maxBytes: file.maxBytes, headersOnly: file.headersOnly ?? false, signal };
  const ownOrigin = authorization?.hostName === undefined ? undefined : new URL(authorization.hostName).origin;

  let sent = 0;

  const send = async (url: string, by: Fetch, token?: string): Promise<HttpAnswer> => {
    const headers = { accept: '*/*', 'accept-encoding': 'identity', ...(token && { authorization: `Bearer ${token}` }) };
    try {
      const tried = await withRetries(
        { ...runtime, signal },
        (attempt) => tellingExchange(runtime.tell, sent + attempt, by, { method: 'GET', url, headers }, limits),
        failureOfAnswer,
      );
      sent += tried.attempts;
      return tried.answer;
    } catch (error) {
      if (error instanceof RequestError) error.attempts += sent;
      throw error;
    }
  };

  const get = async (url: string): Promise<HttpAnswer> => {
    if (!authorization || new URL(url).origin !== ownOrigin)
      return send(url, options.allowPrivateAddresses ? fetch : publicFetch);
    const token = await authorization.accessToken(runtime, signal);
    const answer = await send(url, fetch, token);
    return answer.status === 401 ? send(url, fetch, await authorization.freshToken(token, runtime, signal)) : answer;
  };

  const follow = async (url: string, left: number): Promise<HttpAnswer> => {
    const answer = await get(url);
    const location = redirects.has(answer.status) ? answer.headers.get('location') : null;
    if (location === null) return answer;
    const next = URL.parse(location, url);
    if (left === 0) throw new RedirectError(`The file is behind more than ${mostRedirects} redirects.`);
    if (!next || !['http:', 'https:'].includes(next.protocol))
      throw new RedirectError('The file is redirected to no web address.');
    return follow(next.href, left - 1).catch((error: unknown) => {
      throw error instanceof PrivateAddressError
        ? new RedirectError(`The file is redirected to a private address: ${error.message}`)
        : error;
    });
  };

  const answer = await follow(file.url, mostRedirects);
  return { ...answer, attempts: sent };
}
