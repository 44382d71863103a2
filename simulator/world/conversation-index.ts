import type { Conversation } from './conversations.ts';

/** How many conversations, of one application and of all, are remembered as the latest. */
const latestKept = 100;

/**
 * Finds conversations without a walk through all of them. It is derived from the conversations, so that no snapshot holds it.
 */
export class ConversationIndex {
  readonly #ongoingByCustomer = new Map<string, Set<Conversation>>();
  readonly #ongoingBySession = new Map<string, Set<Conversation>>();
  readonly #latestByApplication = new Map<string, Conversation[]>();
  /** The latest conversations, oldest first; some may be forgotten since. */
  readonly latest: Conversation[] = [];
  /** How many are ongoing. */
  ongoing = 0;

  constructor(conversations: Iterable<Conversation>) {
    for (const conversation of conversations) this.add(conversation);
  }

  add(conversation: Conversation): void {
    const { applicationId, state, customerId, sessionId } = conversation;
    const latest = this.#latestByApplication.get(applicationId) ?? [];
    if (latest.length === 0) this.#latestByApplication.set(applicationId, latest);
    if (latest.push(conversation) > latestKept) latest.shift();
    if (this.latest.push(conversation) > latestKept) this.latest.shift();
    if (state === 'ended') return;
    this.ongoing++;
    addTo(this.#ongoingByCustomer, customerId, conversation);
    addTo(this.#ongoingBySession, sessionId, conversation);
  }

  /** The conversation ends now. */
  removeOngoing(conversation: Conversation): void {
    this.ongoing--;
    removeFromSet(this.#ongoingByCustomer, conversation.customerId, conversation);
    removeFromSet(this.#ongoingBySession, conversation.sessionId, conversation);
  }

  /** The conversations of the customer are anonymous from now on. */
  forgetCustomer(customerId: string): void {
    this.#ongoingByCustomer.delete(customerId);
  }

  hasOngoing(customerId: string): boolean {
    return this.#ongoingByCustomer.has(customerId);
  }

  /** The ongoing conversations that the session started, oldest first. */
  ongoingOf(sessionId: string): Conversation[] {
    return [...(this.#ongoingBySession.get(sessionId) ?? [])];
  }

  /** The latest conversations of an application, oldest first; some may be forgotten since. */
  latestOf(applicationId: string): readonly Conversation[] {
    return this.#latestByApplication.get(applicationId) ?? [];
  }
}

function addTo(index: Map<string, Set<Conversation>>, key: string | null, conversation: Conversation): void {
  if (key === null) return;
  const found = index.get(key);
  if (found === undefined) index.set(key, new Set([conversation]));
  else found.add(conversation);
}

function removeFromSet(index: Map<string, Set<Conversation>>, key: string | null, conversation: Conversation): void {
  if (key === null) return;
  const found = index.get(key);
  found?.delete(conversation);
  if (found?.size === 0) index.delete(key);
}
