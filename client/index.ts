/**
 * The client library of the imiconnect CCE integration nodes for Cisco ECE.
 *
 * @module
 */
export type { Authorization, AuthorizationSettings } from './authorization.ts';
export { createAuthorization } from './authorization.ts';
export type { AuthorizationFields } from './authorization-fields.ts';
export type {
  CallbackAnswer,
  CallbackAuthentication,
  CallbackReceiver,
  CallbackReceiverSettings,
  CallbackRequest,
} from './callback-receiver.ts';
export { createCallbackReceiver } from './callback-receiver.ts';
export { catalogue } from './catalogue.ts';
export type { RequestName } from './catalogue/requests.ts';
export { requests } from './catalogue/requests.ts';
export type { Input, MethodEntry, NodeEntry, Outcome, OutcomeKind, Output, Provenance, Rule } from './catalogue/entry.ts';
export type { ResolvedMethod } from './catalogue/names.ts';
export { allMethods, nearest, resolveInput, resolveMethod, resolveOutcome, resolveOutput } from './catalogue/names.ts';
export type {
  Chat,
  ChatChanges,
  ChatLookup,
  ChatMessage,
  ChatOperation,
  ChatRecords,
  ChatSearch,
  ChatStore,
  ChatStoreResult,
  NewChat,
} from './chat-store/chat-store.ts';
export { chatOperations } from './chat-store/chat-store.ts';
export type { Delivery, Inbox, InboxMessage, WaitingMessage } from './chat-store/inbox.ts';
export type { ChatStoreSettings } from './chat-store/open.ts';
export { openChatStore } from './chat-store/open.ts';
export type { Clock } from './clock.ts';
export { systemClock } from './clock.ts';
export type { TypingNotice } from './conversation-events.ts';
export type { Conversation, ConversationSettings, Handlers } from './conversation.ts';
export type { EventAnswer, EventApi } from './event-api.ts';
export type { Fetch } from './exchange.ts';
export type { Problem } from './errors.ts';
export {
  AnswerTooLongError,
  AuthorizationError,
  ChatStoreError,
  ClientError,
  InvalidAnswerError,
  InvalidSettingsError,
  isClientError,
  NetworkError,
  TimeoutError,
  UnexpectedOutcomeError,
  UnknownNameError,
} from './errors.ts';
export type { FileHost, HostedFile, LocalFileHostSettings } from './file-host.ts';
export { localFileHost } from './file-host.ts';
export type { InvocationSettings, NodesSettings } from './invocation.ts';
export type { Method, Nodes } from './nodes.ts';
export { createNodes } from './nodes.ts';
export type { Options } from './options.ts';
export type {
  AnyResult,
  InputsOf,
  InputValue,
  LongRunningPath,
  MethodKey,
  MethodPath,
  NodeKey,
  OutcomeOf,
  OutputsOf,
  ResultOf,
  UnwirableOutcome,
} from './results.ts';
export { requireOutcome } from './results.ts';
export type { RuntimeSettings } from './runtime.ts';
