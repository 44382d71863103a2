import type { Inbox } from './inbox.ts';
import type { Tidied } from './tidying.ts';

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

/** The record of a customer's chat. Times are epoch milliseconds. */
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

/** The result of an operation, as a word. The rules of the catalogue say to which outcome it leads; an unknown word leads to `onInvalidChoice`. */
export interface ChatStoreResult<Word extends string> {
  result: Word;
}

export type ChatLookup =
  (ChatStoreResult<'found'> & { chat: Chat }) | ChatStoreResult<'not found'> | ChatStoreResult<'unreadable'>;

/**
 * The records of the chats. At most one chat that is not closed exists per channel, customer and business; an implementation must ensure that
 * under concurrency. A rejected promise is `onError`, one that does not settle in time `onTimeout`.
 */
export interface ChatRecords {
  /** @param at now, in epoch milliseconds */
  createChat(chat: NewChat, at: number): Promise<(ChatStoreResult<'created'> & { chatId: string }) | ChatStoreResult<'exists'>>;
  /** The chat that is not closed. Without `businessId`, the one that was updated last. */
  findOpenChat(search: ChatSearch): Promise<ChatLookup | ChatStoreResult<'refused'>>;
  readChat(chatId: string): Promise<ChatLookup>;
  appendMessage(chatId: string, message: ChatMessage, at: number): Promise<ChatStoreResult<'appended' | 'not found' | 'closed'>>;
  updateChat(chatId: string, changes: ChatChanges, at: number): Promise<ChatStoreResult<'updated' | 'not found' | 'exists'>>;
  deleteChat(chatId: string): Promise<ChatStoreResult<'deleted' | 'not found'>>;
}

export type ChatOperation = keyof ChatRecords;

/** The operations of a chat store on its records. */
export const chatOperations = Object.keys({
  createChat: true,
  findOpenChat: true,
  readChat: true,
  appendMessage: true,
  updateChat: true,
  deleteChat: true,
} satisfies Record<ChatOperation, true>) as ChatOperation[];

/** Runs an operation of a chat store, or does something else in its place. */
export type RunChatOperation = (operation: () => Promise<ChatStoreResult<string>>) => Promise<ChatStoreResult<string>>;

/** The same records. Every operation goes through `run`. */
export function wrapChatRecords(records: ChatRecords, run: RunChatOperation): ChatRecords {
  const wrap =
    (name: ChatOperation) =>
    (...given: unknown[]) =>
      run(() => (records[name] as (...given: unknown[]) => Promise<ChatStoreResult<string>>).apply(records, given));
  return Object.fromEntries(chatOperations.map((name) => [name, wrap(name)])) as unknown as ChatRecords;
}

/** Chat records and the inbox of callback messages. */
export interface ChatStore extends ChatRecords {
  /** Where callback messages wait for Start Conversation. */
  readonly inbox: Inbox;
  close(): Promise<void>;
}

/** The chat store that `openChatStore` opens. */
export interface ChatStoreInDatabase extends ChatStore {
  /**
   * Deletes what is over for longer than `keepMs` and `keepClosedChatsMs`. The store does so itself about once an hour while callbacks arrive.
   *
   * @param at epoch milliseconds; default: now
   */
  tidy(at?: number): Promise<Tidied>;
}
