import type { Conversation } from '../world/conversations.ts';

/** Where clients reach the simulator: the base of content URLs. */
export class Address {
  /** Scheme, host and port at which the simulator listens, or would. */
  listening: string;
  /** What its user has named: it goes before everything that calls show. It may have a path, as behind a gateway. */
  publicUrl: string | undefined;
  readonly #seenByClients = new WeakMap<Conversation, string>();

  constructor(listening: string, publicUrl: string | undefined) {
    this.listening = listening;
    this.publicUrl = publicUrl;
  }

  get url(): string {
    return this.publicUrl ?? this.listening;
  }

  /** @param base what the skin of a call saw; undefined where it cannot tell */
  urlOfCall(base: string | undefined): string {
    return this.publicUrl ?? base ?? this.listening;
  }

  /** Where the latest call of the conversation's client came in: behind a port mapping that is not where the simulator listens. */
  urlFor(conversation: Conversation | undefined): string {
    return this.urlOfCall(conversation && this.#seenByClients.get(conversation));
  }

  remember(conversation: Conversation, base: string): void {
    if (this.publicUrl === undefined) this.#seenByClients.set(conversation, base);
  }

  /** The target of a request without the path of the public URL: some gateways keep it. */
  withoutFolder(target: string): string {
    if (this.publicUrl === undefined) return target;
    const folder = new URL(this.publicUrl).pathname.replace(/\/$/, '');
    return folder !== '' && target.startsWith(`${folder}/`) ? target.slice(folder.length) : target;
  }
}
