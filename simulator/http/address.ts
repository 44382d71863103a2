import type { Conversation } from '../world/conversations.ts';

/** Knows the URLs at which clients reach the simulator. Content URLs begin with them. */
export class Address {
  /** Scheme, host and port at which the simulator listens. Without a socket it is the URL that it would have. */
  listening: string;
  #publicUrl: string | undefined;
  /** The path of the public URL. */
  #folder = '';
  readonly #seenByClients = new WeakMap<Conversation, string>();

  constructor(listening: string, publicUrl: string | undefined) {
    this.listening = listening;
    this.publicUrl = publicUrl;
  }

  /** The URL that the user has set. It has precedence over the URLs that clients call. Behind a gateway it may have a path. */
  get publicUrl(): string | undefined {
    return this.#publicUrl;
  }

  set publicUrl(url: string | undefined) {
    this.#publicUrl = url;
    this.#folder = url === undefined ? '' : new URL(url).pathname.replace(/\/$/, '');
  }

  get url(): string {
    return this.publicUrl ?? this.listening;
  }

  /** @param base the URL that the client called; undefined when the skin does not know it */
  urlOfCall(base: string | undefined): string {
    return this.publicUrl ?? base ?? this.listening;
  }

  /** The URL that the client of the conversation called last. Behind a port mapping it differs from where the simulator listens. */
  urlFor(conversation: Conversation | undefined): string {
    return this.urlOfCall(conversation && this.#seenByClients.get(conversation));
  }

  remember(conversation: Conversation, base: string): void {
    if (this.publicUrl !== undefined) return;
    const known = this.#seenByClients.get(conversation) ?? this.listening;
    if (known !== base) this.#seenByClients.set(conversation, base);
  }

  /** Removes the path of the public URL from the target of a request, because some gateways leave it there. */
  withoutFolder(target: string): string {
    const folder = this.#folder;
    return folder !== '' && target.startsWith(`${folder}/`) ? target.slice(folder.length) : target;
  }
}
