/**
 * The client library of the imiconnect CCE integration nodes for Cisco ECE.
 *
 * @module
 */
export { createAuthorization, type Authorization, type AuthorizationSettings } from './authorization.ts';
export { type AuthorizationFields } from './authorization-fields.ts';
export {
  createCallbackReceiver,
  type CallbackAnswer,
  type CallbackAuthentication,
  type CallbackReceiver,
  type CallbackReceiverSettings,
  type CallbackRequest,
} from './callback-receiver.ts';
export { catalogue, rulesOf } from './catalogue.ts';
export { calls, type CallName } from './catalogue/calls.ts';
export {
  type Input,
  type MethodEntry,
  type NodeEntry,
  type Outcome,
  type OutcomeKind,
  type Output,
  type Provenance,
  type Rule,
} from './catalogue/entry.ts';
export {
  allMethods,
  nearest,
  resolveInput,
  resolveMethod,
  resolveOutcome,
  resolveOutput,
  UnknownName,
  type ResolvedMethod,
} from './catalogue/names.ts';
export {
  type Chat,
  type ChatChanges,
  type ChatMessage,
  type ChatSearch,
  type ChatStore,
  type Found,
  type NewChat,
  type Told,
} from './chat-store/chat-store.ts';
export { type Delivery, type Inbox, type InboxMessage, type WaitingMessage } from './chat-store/inbox.ts';
export { openChatStore, type ChatStoreSettings } from './chat-store/open.ts';
export { systemClock, type Clock } from './clock.ts';
export { type TypingNotice } from './conversation-events.ts';
export { type Conversation, type ConversationSettings, type Handlers } from './conversation.ts';
export { type EventAnswer, type EventApi } from './event-api.ts';
export { type Fetch } from './exchange.ts';
export { AuthorizationFailed, TimedOut, Unreachable } from './failures.ts';
export { localFileHost, type FileHost, type HostedFile, type LocalFileHostSettings } from './file-host.ts';
export { type CallSettings, type NodesSettings } from './invocation.ts';
export { createNodes, type Method, type Nodes } from './nodes.ts';
export { type Options } from './options.ts';
export {
  requireOutcome,
  type AnyResult,
  type InputsOf,
  type InputValue,
  type LongRunningPath,
  type MethodKey,
  type MethodPath,
  type NodeKey,
  type OutcomeOf,
  type OutputsOf,
  type ResultOf,
  type UnwirableOutcome,
  UnexpectedOutcome,
} from './results.ts';
export { type RuntimeSettings } from './runtime.ts';
export { InvalidSettings } from './settings.ts';
