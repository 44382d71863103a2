import type { Inbox } from './inbox.ts';

export type Channel = 'sms' | 'messenger';
export type ChatStatus = 'active' | 'queued' | 'closed';
export type Direction = 'in' | 'out';

export interface ChatMessage {
  /** `in`: from the customer; `out`: to the customer. */
  direction: Direction;
  text: string;
  /** Epoch milliseconds. */
  timestamp: number;
}

/** What is known of a customer's chat. Times are epoch milliseconds. */
export interface Chat {
  chatId: string;
  channel: Channel;
  /** Phone number or PSID. */
  customerId: string;
  /** Service number or page id. */
  businessId: string;
  customerName: string | null;
  conversationId: string | null;
  activityId: string | null;
  entryPointId: string | null;
  clusterId: string | null;
  status: ChatStatus;
  /** Oldest first. */
  messages: ChatMessage[];
  createdTime: number;
  updatedTime: number;
}

export type NewChat = Pick<Chat, 'channel' | 'customerId' | 'businessId'> & {
  customerName?: string | undefined;
  message?: string | undefined;
};
export type ChatChanges = Partial<
  Pick<Chat, 'conversationId' | 'status' | 'activityId' | 'entryPointId' | 'clusterId' | 'customerName'>
>;
export type ChatSearch = Pick<Chat, 'channel' | 'customerId'> & { businessId?: string | undefined };

/** A result without further data. The catalogue says to which outcome a word leads; one that it does not know is `onInvalidChoice`. */
export interface Told<Word extends string> {
  result: Word;
}

export type Found = (Told<'found'> & { chat: Chat }) | Told<'not found'> | Told<'unreadable'>;

/**
 * The records of the chats. At most one chat that is not closed exists per channel, customer and business; whoever implements it must hold that
 * under concurrency. A rejected promise is `onError`, one that does not settle in time `onTimeout`.
 */
export interface ChatStore {
  /** `at`: now, in epoch milliseconds. */
  createChat(chat: NewChat, at: number): Promise<(Told<'created'> & { chatId: string }) | Told<'exists'>>;
  /** The chat that is not closed; without a business the one updated last. */
  findOpenChat(search: ChatSearch): Promise<Found | Told<'refused'>>;
  readChat(chatId: string): Promise<Found>;
  appendMessage(chatId: string, message: ChatMessage, at: number): Promise<Told<'appended'> | Told<'not found'> | Told<'closed'>>;
  updateChat(chatId: string, changes: ChatChanges, at: number): Promise<Told<'updated'> | Told<'not found'> | Told<'exists'>>;
  deleteChat(chatId: string): Promise<Told<'deleted'> | Told<'not found'>>;
  /** Where callback messages wait for Start Conversation. */
  readonly inbox: Inbox;
  close(): Promise<void>;
}
