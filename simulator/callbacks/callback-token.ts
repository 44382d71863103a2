import type { SettingValues } from '../protocol/settings.ts';
import type { CallbackAuthentication } from '../world/applications.ts';
import type { Clock } from '../world/clock.ts';
import type { HttpClient } from './http-client.ts';

type OAuth = Extract<CallbackAuthentication, { type: 'oauth' }>;

/** How long a token is used that comes without `expires_in`. */
const assumedLifetimeSeconds = 3600;
export const largestTokenAnswer = 65_536;

/** The access token for a webhook server: fetched when it is needed, kept while it is valid. Spec 9.1. */
export class CallbackToken {
  readonly #http: HttpClient;
  readonly #clock: Clock;
  #kept: { token: string; until: number; from: string } | undefined;

  constructor(http: HttpClient, clock: Clock) {
    this.#http = http;
    this.#clock = clock;
  }

  /** Forgets a token that the server refused, so that the next one is new. */
  forget(): void {
    if (this.#kept !== undefined) this.#http.secrets.retire(this.#kept.token);
    this.#kept = undefined;
  }

  /**
   * Gives the kept token, or fetches a new one. Never throws: a failure is a sentence.
   * @param who name of the application, for the journal
   */
  async obtain(oauth: OAuth, settings: SettingValues, who: string): Promise<{ token: string } | { failed: string }> {
    const from = JSON.stringify(oauth);
    if (this.#kept?.from === from && this.#kept.until > this.#clock.instant()) return { token: this.#kept.token };
    const received = await this.#http.send({
      kind: 'callback-token',
      who,
      method: 'POST',
      url: oauth.tokenUrl,
      ...tokenRequest(oauth, settings),
      timeoutMs: settings['callback.timeoutMs'],
      largestAnswer: largestTokenAnswer,
      ofLargerAnswer: 'fail',
      conversationIds: [],
      findSecrets: (body) => [readToken(body)?.token].filter((token) => token !== undefined),
    });
    if ('failed' in received) return { failed: `no token from the token URL: ${received.failed}` };
    const answer = received.status >= 200 && received.status < 300 ? readToken(received.body) : undefined;
    if (answer === undefined) return { failed: `no token from the token URL: the answer ${received.status} holds none` };
    if (!fitsHeader(answer.token))
      return { failed: `no token from the token URL: the answer ${received.status} holds one that no header can carry` };
    this.forget();
    this.#kept = { token: answer.token, until: this.#clock.instant() + answer.lifetimeSeconds * 1000, from };
    return { token: answer.token };
  }
}

function tokenRequest(oauth: OAuth, settings: SettingValues): { headers: Record<string, string>; body: string } {
  const form = new URLSearchParams({ grant_type: settings['callback.oauth.grant'] });
  if (settings['callback.oauth.grant'] === 'password') {
    form.set('username', oauth.userName ?? '');
    form.set('password', oauth.password ?? '');
  }
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  if (settings['callback.oauth.clientAuthentication'] === 'basic') {
    headers['authorization'] = `Basic ${base64(`${oauth.clientId}:${oauth.clientSecret}`)}`;
  } else {
    form.set('client_id', oauth.clientId);
    form.set('client_secret', oauth.clientSecret);
  }
  return { headers, body: form.toString() };
}

/** Base64 of the UTF-8 bytes, for Basic credentials. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Whether an HTTP header can carry the token (RFC 9110, 5.5). A token that none can would fail in each request of its life. */
function fitsHeader(token: string): boolean {
  return /^[\t\x20-\x7E\x80-\xFF]+$/.test(token);
}

function readToken(body: Uint8Array): { token: string; lifetimeSeconds: number } | undefined {
  try {
    const answer = JSON.parse(new TextDecoder().decode(body)) as { access_token?: unknown; expires_in?: unknown };
    if (typeof answer.access_token !== 'string' || answer.access_token === '') return undefined;
    const seconds = Number(answer.expires_in ?? assumedLifetimeSeconds);
    return { token: answer.access_token, lifetimeSeconds: Number.isFinite(seconds) ? seconds : assumedLifetimeSeconds };
  } catch {
    return undefined;
  }
}
