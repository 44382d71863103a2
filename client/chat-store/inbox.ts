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

/**
 * Stores callback messages before ECE gets its answer, so that neither a crash nor a second process loses one.
 */
export interface Inbox {
  /** Announces a start. Until the given time (epoch milliseconds), messages for unknown conversations are held. */
  expectStart(startId: string, until: number): Promise<void>;
  /** Ends the announcement of a start, which led to this conversation or to none. */
  settleStart(startId: string, conversationId: string | undefined): Promise<void>;
  /** Declares that a flow waits for this conversation, e.g. after a restart. Gives false when it is over. */
  resume(conversationId: string): Promise<boolean>;
  /** Stores all messages or none, in their order. Gives the deliveries in the same order. */
  deliver(messages: readonly InboxMessage[], at: number): Promise<Delivery[]>;
  /** The messages that are not handled yet, in the order of arrival. */
  waiting(conversationId: string): Promise<WaitingMessage[]>;
  handled(message: WaitingMessage): Promise<void>;
  /** Ends the conversation: deletes its messages and stores no more. */
  end(conversationId: string): Promise<void>;
  /** Runs `ring` whenever messages for the conversation may have arrived, in this or another process. Gives a function that stops it. */
  listen(conversationId: string, ring: () => void): Promise<() => void>;
  /** The conversations that are not over, oldest first. A flow resumes them after a restart. */
  ongoing(): Promise<string[]>;
  /** The stored messages of conversations for which no flow is known to wait. */
  unclaimed(): Promise<WaitingMessage[]>;
}
