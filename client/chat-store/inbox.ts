/** How long a process that gives no sign of life keeps the conversations that it follows, in milliseconds. */
export const defaultLeaseMs = 30_000;

/** A callback message as ECE sent it. */
export interface InboxMessage {
  /** ECE's message id. A second message with the same id and conversation is a duplicate. */
  id: string;
  conversationId: string;
  /** The message as JSON text. */
  json: string;
}

/** A message that waits to be handled. */
export interface WaitingMessage extends InboxMessage {
  /** Position in the order of arrival. */
  position: number;
}

/**
 * What the inbox did with a message. `waiting`: stored for a known conversation; `held`: stored for an unknown conversation while a start is
 * pending; `unclaimed`: stored, but no flow is known to wait for it; `duplicate`: it arrived before; `ended`: its conversation is over.
 */
export type Delivery = 'waiting' | 'held' | 'unclaimed' | 'duplicate' | 'ended';

/** Messages for which no flow waits, and what may still change that. */
export interface UnclaimedReport {
  /** Each message is given once, to one process. */
  messages: WaitingMessage[];
  /** When the last start is given up that may lead to the conversation of a message that is still held. Epoch milliseconds; null: none is held. */
  heldUntil: number | null;
}

/** The right of one process to follow a conversation and to write about it. */
export interface Lease {
  conversationId: string;
  /** The process, e.g. `flows-1:4711:1f0c9a52`: host, process id and a random part. */
  holder: string;
  /** Grows with each process that takes the conversation. What comes with an earlier number is refused. */
  fence: number;
}

/**
 * Stores callback messages before ECE gets its answer, so that neither a crash nor a second process loses one.
 */
export interface Inbox {
  /** Announces a start. Until the given time (epoch milliseconds), messages for unknown conversations are held. */
  expectStart(startId: string, until: number): Promise<void>;
  /** Ends the announcement of a start, which led to this conversation or to none. Gives the lease of the conversation. */
  settleStart(startId: string, conversationId: string | undefined): Promise<Lease | undefined>;
  /** Declares that a flow waits for this conversation, e.g. after a restart. Gives false when it is over. */
  resume(conversationId: string): Promise<boolean>;
  /**
   * Takes a known conversation for this process. Gives undefined when it is over.
   *
   * @throws {ConversationHeldError} when a process that is alive follows it
   */
  take(conversationId: string): Promise<Lease | undefined>;
  /**
   * Returns at once while the heartbeat of this process is fresh; otherwise asks the database whether the lease still holds.
   *
   * @throws {ConversationHeldError} when another process has taken the conversation
   */
  confirm(lease: Lease): Promise<void>;
  /** Gives the conversation back: another process may follow it. */
  release(lease: Lease): Promise<void>;
  /** Stores all messages or none, in their order. Gives the deliveries in the same order. */
  deliver(messages: readonly InboxMessage[], at: number): Promise<Delivery[]>;
  /** The messages that are not handled yet, in the order of arrival. */
  waiting(conversationId: string): Promise<WaitingMessage[]>;
  /** @throws {ConversationHeldError} when another process has taken the conversation */
  handled(message: WaitingMessage, lease: Lease): Promise<void>;
  /**
   * Ends the conversation: deletes its messages and stores no more.
   *
   * @param lease without it, the conversation ends whoever follows it
   * @throws {ConversationHeldError} when another process has taken the conversation
   */
  end(conversationId: string, lease?: Lease): Promise<void>;
  /**
   * Runs `ring` whenever messages for the conversation may have arrived, in this or another process. Gives a function that stops it.
   *
   * @param conversationId undefined: whenever a start was settled
   */
  listen(conversationId: string | undefined, ring: () => void): Promise<() => void>;
  /** When this process last heard of messages for any conversation, in epoch milliseconds; null: not yet. */
  lastCallback(): Promise<number | null>;
  /** The conversations that are not over and that no process follows, oldest first. A flow resumes them. */
  ongoing(): Promise<string[]>;
  /** The stored messages of conversations for which no flow is known to wait. */
  unclaimed(): Promise<WaitingMessage[]>;
  /** The held messages whose conversation is still unknown although every start is settled, or given up, that was pending when they arrived. */
  reportUnclaimed(at: number): Promise<UnclaimedReport>;
}
