/** A callback message as ECE sent it. */
export interface InboxMessage {
  /** ECE's message id. One that came before for the same conversation is a duplicate. */
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
 * What became of a delivered message:
 * `waiting` a conversation waits for it; `held` its conversation is not known yet, but a start is pending; `unclaimed` nobody is known to wait for
 * it, it is kept; `duplicate` it came before; `ended` its conversation is over.
 */
export type Delivery = 'waiting' | 'held' | 'unclaimed' | 'duplicate' | 'ended';

/**
 * Callback messages, stored before ECE is told that they arrived, so that a crash or a second process loses none.
 */
export interface Inbox {
  /** A start is about to be sent: until then (epoch milliseconds) messages for conversations not yet known are held. */
  expectStart(startId: string, until: number): Promise<void>;
  /** The start has led to this conversation, or to none. */
  settleStart(startId: string, conversationId: string | undefined): Promise<void>;
  /** Somebody waits for this conversation, e.g. after a restart. False when it is over. */
  resume(conversationId: string): Promise<boolean>;
  /** Stores the messages, all or none, in their order. Answers in the same order. */
  deliver(messages: readonly InboxMessage[], at: number): Promise<Delivery[]>;
  /** What is not handled yet, in the order of arrival. */
  waiting(conversationId: string): Promise<WaitingMessage[]>;
  handled(message: WaitingMessage): Promise<void>;
  /** The conversation is over: its messages are deleted, and no more are taken. */
  end(conversationId: string): Promise<void>;
  /** Calls `ring` whenever messages for the conversation may have arrived, from this or another process. Gives what stops it. */
  listen(conversationId: string, ring: () => void): Promise<() => void>;
  /** Conversations that are not over, oldest first: what to resume after a restart. */
  ongoing(): Promise<string[]>;
  /** Kept messages of conversations that nobody is known to wait for. */
  unclaimed(): Promise<WaitingMessage[]>;
}
