import * as z from 'zod';
import { outcomeNames } from './catalogue/outcomes.ts';
import { readBodyText } from './body-text.ts';
import { elapsed } from './clock.ts';
import { describeRequest, requestIdOf, tellingExchange } from './exchange.ts';
import { AuthorizationError, TokenUrlError } from './errors.ts';
import { failureOfAnswer, withRetries } from './retry.ts';
import type { Runtime } from './runtime.ts';
import { decode } from './wire.ts';

export interface Token {
  value: string;
  /** By {@link elapsed}. */
  renewAt: number;
  /** How often the token URL was asked. */
  attempts: number;
}

/** The life of a token whose answer does not state it: 24 h, as in ECE's documented answers (spec 3). */
const defaultLifeSeconds = 86_400;

/** Credentials are not form-encoded, because ECE compares them as they are (spec 3). */
export function basicCredentials(clientId: string, clientSecret: string): string {
  return Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
}

const tokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().positive().catch(defaultLifeSeconds),
});

const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

function describeRefusal(body: unknown, headers: Headers): string {
  const error = refusal.safeParse(body).data;
  if (error) return ` (${[error.error, error.error_description].filter(Boolean).join(': ')}).`;
  const type = headers.get('content-type')?.split(';')[0];
  return type === undefined ? ' without a token.' : ` with ${type} and no token; is it the right Access Token URL?`;
}

/**
 * Requests a token from the token URL (spec 3). With `forceLogin`, ECE ends the oldest of its ten sessions when all are in use.
 *
 * @throws {AuthorizationError} when the answer holds no usable token; {TokenUrlError} when it is a 5xx; {NetworkError} or {TimeoutError} when
 *   there is no answer; {AnswerTooLongError} when it is longer than 64 KiB
 */
export async function requestToken(
  url: string,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
  runtime: Runtime,
): Promise<Token> {
  const { clock, fetch, options } = runtime;
  const request = {
    method: 'POST',
    url: `${url}?forceLogin=yes`,
    headers: {
      authorization: `Basic ${basicCredentials(clientId, clientSecret)}`,
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  };
  const limits = { clock, timeoutMs: options.timeoutMs, maxBytes: 65_536 };
  const { answer, attempts } = await withRetries(
    runtime,
    (attempt) => tellingExchange(runtime.tell, attempt, fetch, request, limits),
    failureOfAnswer,
  );
  const body = decode(readBodyText(answer.body, answer.headers.get('content-type')));
  const token = answer.status === 200 ? tokenAnswer.safeParse(body).data : undefined;
  if (!token) {
    const { status, headers } = answer;
    const sentence = `${describeRequest(request)} was answered ${status}${describeRefusal(body, headers)}`;
    const facts = { status, code: refusal.safeParse(body).data?.error, requestId: requestIdOf(answer), attempts };
    const isServerError = status >= 500 && options.tokenServerError === outcomeNames.noUsableAnswer;
    throw new (isServerError ? TokenUrlError : AuthorizationError)(sentence, facts);
  }
  const life = token.expires_in * 1000;
  return { value: token.access_token, renewAt: elapsed(clock) + life - Math.min(options.tokenMarginMs, life / 2), attempts };
}
