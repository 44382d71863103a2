import type { ClientApplication } from '../world/applications.ts';
import type { World } from '../world/world.ts';
import { base64, CallbackToken } from './callback-token.ts';
import type { HttpClient } from './http-client.ts';

/** The `Authorization` header that each application's webhook server wants: spec 9.1. */
export class CallbackAuthorization {
  readonly #world: World;
  readonly #http: HttpClient;
  readonly #tokens = new Map<string, CallbackToken>();

  constructor(world: World, http: HttpClient) {
    this.#world = world;
    this.#http = http;
  }

  /** The headers to send; none without authentication. Never throws: a failure is a sentence. */
  async headersFor({ id, name, callback }: ClientApplication): Promise<{ headers: Record<string, string> } | { failed: string }> {
    const { authentication } = callback;
    switch (authentication.type) {
      case 'none':
        return { headers: {} };
      case 'basic':
        return { headers: { authorization: `Basic ${base64(`${authentication.userName}:${authentication.password}`)}` } };
      case 'oauth': {
        const obtained = await this.#tokenOf(id).obtain(authentication, this.#world.settings, name);
        return 'failed' in obtained ? obtained : { headers: { authorization: `Bearer ${obtained.token}` } };
      }
    }
  }

  /** Whether a request that was answered 401 is repeated with a new token: `callback.oauth.renewOn401`. */
  renewsAfter401({ callback }: ClientApplication): boolean {
    return callback.authentication.type === 'oauth' && this.#world.settings['callback.oauth.renewOn401'];
  }

  /** The next request of the application gets a new token. */
  forgetToken(applicationId: string): void {
    this.#tokenOf(applicationId).forget();
  }

  #tokenOf(applicationId: string): CallbackToken {
    let token = this.#tokens.get(applicationId);
    if (token === undefined) this.#tokens.set(applicationId, (token = new CallbackToken(this.#http, this.#world.clock)));
    return token;
  }

  clear(): void {
    for (const token of this.#tokens.values()) token.forget();
    this.#tokens.clear();
  }
}
