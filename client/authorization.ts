import type { AuthorizationFields, CheckedFields } from './authorization-fields.ts';
import { authorizationSchema } from './authorization-fields.ts';
import { elapsed, raceAbort } from './clock.ts';
import { AuthorizationError, factsOf, InvalidSettingsError, messageOf, TokenUrlError } from './errors.ts';
import type { Tell } from './hooks.ts';
import { maskErrors } from './hooks.ts';
import { fetchTrusting } from './node-fetch.ts';
import { redactSecrets } from './redaction.ts';
import type { Runtime, RuntimeSettings } from './runtime.ts';
import { completeRuntime } from './runtime.ts';
import { checkSettings } from './settings.ts';
import type { Token } from './token.ts';
import { basicCredentials, requestToken } from './token.ts';

export interface AuthorizationSettings extends RuntimeSettings {
  /** Certificates (PEM) of authorities to trust in addition to Node's own, for an ECE with a private certificate. Not together with `fetch`. */
  ca?: string | readonly string[] | undefined;
}

/**
 * A Node Authorization: the credentials for one ECE, shared by any number of nodes.
 *
 * All concurrent invocations share one token. It is kept until shortly before it expires, and renewed once after a 401.
 * Secrets and tokens stay in private fields: neither `inspect` nor JSON shows them.
 */
export class Authorization {
  readonly authorizationName: string;
  /** The Host Name with a scheme and without a slash at the end. */
  readonly hostName: string | undefined;
  /** Settings of its token requests, and defaults for the nodes that use it. */
  readonly settings: RuntimeSettings;
  /** Whether this ECE has asked for the token at its chat services, which are public as a rule. */
  provesToChatServices = false;
  readonly #fields: CheckedFields;
  #token: Token | undefined;
  #previousToken: Token | undefined;
  #pendingToken: Promise<string> | undefined;
  #deleted = false;

  constructor(fields: AuthorizationFields, { ca, ...settings }: AuthorizationSettings = {}) {
    this.#fields = checkSettings('The authorization', authorizationSchema, fields);
    this.authorizationName = this.#fields.authorizationName;
    this.hostName = this.#fields.hostName;
    if (ca !== undefined && settings.fetch)
      throw new InvalidSettingsError('Options ca and fetch cannot be used together.', [
        { path: ['ca'], message: 'cannot be used together with fetch' },
      ]);
    this.settings = ca === undefined ? settings : { ...settings, fetch: fetchTrusting(ca) };
  }

  /**
   * Obtains a token now, as the button AUTHORIZE does.
   *
   * @throws {AuthorizationError} when the token URL gives no token; {TokenUrlError} when it answers 5xx; {NetworkError} or {TimeoutError} when it does not answer;
   *   {AnswerTooLongError} when its answer is longer than 64 KiB; or the signal's reason
   */
  async authorize(signal?: AbortSignal): Promise<void> {
    await this.accessToken(completeRuntime(this.settings), signal);
  }

  /** Deletes it: nodes that still use it fail from now on and need another one. */
  delete(): void {
    this.#deleted = true;
    this.#previousToken = this.#token;
    this.#token = undefined;
  }

  /** @throws {AuthorizationError} when it has been deleted. */
  assertUsable(): void {
    if (this.#deleted) {
      throw new AuthorizationError(`${this.#title} was deleted; give the node another authorization.`);
    }
  }

  get hasClientCredentials(): boolean {
    return this.#fields.clientId !== undefined;
  }

  /** User Name and Password; undefined when one is missing. */
  userCredentials(): { userName: string; password: string } | undefined {
    const { userName, password } = this.#fields;
    return userName === undefined || password === undefined ? undefined : { userName, password };
  }

  /**
   * The access token: the cached one until it must be renewed.
   *
   * @throws {AuthorizationError} {TokenUrlError} {NetworkError} {TimeoutError}
   */
  async accessToken(runtime: Runtime, signal?: AbortSignal): Promise<string> {
    this.assertUsable();
    if (this.#token && elapsed(runtime.clock) < this.#token.renewAt) return this.#token.value;
    this.#pendingToken ??= this.#requestToken(runtime).finally(() => (this.#pendingToken = undefined));
    return raceAbort(this.#pendingToken, signal);
  }

  /** Gives another token than `refused`, to which ECE answered 401. Concurrent invocations with the same refused token share one request. */
  async freshToken(refused: string, runtime: Runtime, signal?: AbortSignal): Promise<string> {
    if (this.#token?.value === refused) this.#token.renewAt = -Infinity;
    return this.accessToken(runtime, signal).catch((error: unknown) => {
      // After a 401 the reason does not matter: the node's page says that no fresh token can be had (nodes spec 4.1.1).
      throw error instanceof TokenUrlError ? new AuthorizationError(error.message, error) : error;
    });
  }

  /** Replaces every secret and token of this authorization, and those that the caller adds, in the text by `[redacted]`. */
  redact(text: string, ...others: (string | undefined)[]): string {
    const { clientId, clientSecret, password } = this.#fields;
    const credentials = clientId && clientSecret && basicCredentials(clientId, clientSecret);
    return redactSecrets(text, [credentials, clientSecret, password, this.#token?.value, this.#previousToken?.value, ...others]);
  }

  toJSON() {
    return { authorizationName: this.authorizationName, hostName: this.hostName };
  }

  get #title(): string {
    return `Authorization "${this.authorizationName}"`;
  }

  async #requestToken(runtime: Runtime): Promise<string> {
    const { clientId, clientSecret, accessTokenUrl, refreshTokenUrl } = this.#fields;
    const url = this.#token ? refreshTokenUrl : accessTokenUrl;
    if (clientId === undefined || clientSecret === undefined || url === undefined) {
      throw new AuthorizationError(`${this.#title} has no Client ID and Client Secret to ask for a token with.`);
    }
    const { authorizationName } = this;
    const begun = elapsed(runtime.clock);
    const masking: Tell = (name, happening) =>
      runtime.tell(
        name,
        maskErrors(happening, (text) => this.redact(text)),
      );
    const tell = (attempt: number, error?: string) => {
      const durationMs = Math.round(elapsed(runtime.clock) - begun);
      runtime.tell('token', { authorizationName, attempt, durationMs, ...(error !== undefined && { error }) });
    };
    try {
      const token = await requestToken(url, { clientId, clientSecret }, { ...runtime, tell: masking });
      this.assertUsable();
      this.#previousToken = this.#token;
      this.#token = token;
      tell(token.attempts);
      return token.value;
    } catch (error) {
      if (error instanceof Error) error.message = this.redact(`${this.#title}: ${error.message}`);
      tell(factsOf(error).attempts ?? 0, messageOf(error));
      throw error;
    }
  }
}

/**
 * @throws {InvalidSettingsError} when a field or `ca` is missing, unknown or cannot be used.
 */
export function createAuthorization(fields: AuthorizationFields, settings?: AuthorizationSettings): Authorization {
  return new Authorization(fields, settings);
}
