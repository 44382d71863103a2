/**
 * The client library of the imiconnect CCE integration nodes for Cisco ECE.
 *
 * @module
 */

// Authorization
export type { Authorization, AuthorizationSettings } from './authorization.ts';
export { createAuthorization } from './authorization.ts';
export type { AuthorizationFields } from './authorization-fields.ts';

// Nodes and their settings
export type { Method, Nodes } from './nodes.ts';
export { createNodes } from './nodes.ts';
export type { InvocationSettings, NodesSettings } from './invocation.ts';
export type { Options } from './options.ts';
export type { FormOptions, MessageKind } from './form-options.ts';
export type { Site } from './site.ts';
export type { Retries, RetryCount } from './retries.ts';
export type { Fetch } from './exchange.ts';
export { nodeFetch } from './node-fetch.ts';
export type { Clock } from './clock.ts';
export { systemClock } from './clock.ts';
export type { RuntimeSettings } from './runtime.ts';

// Hooks
export type {
  EventHook,
  HookEvents,
  HookFacts,
  Hooks,
  RequestHook,
  ResponseHook,
  ResultHook,
  RetryHook,
  SilenceHook,
  TokenHook,
} from './hooks.ts';
export { hookChannels } from './hooks.ts';
export type { SpanTracer } from './open-telemetry.ts';
export { traceToOpenTelemetry } from './open-telemetry.ts';

// Conversations
export type { Conversation, ConversationSettings, Handlers } from './conversation.ts';
export type { TypingNotice } from './conversation-events.ts';

// Inputs and results
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
  OutcomeAndOutputs,
  ResultFacts,
  ResultOf,
  UnwirableOutcome,
} from './results.ts';
export { requireOutcome } from './results.ts';

// Callbacks
export type {
  CallbackAnswer,
  CallbackAuthentication,
  CallbackReceiver,
  CallbackReceiverSettings,
  CallbackRequest,
} from './callback-receiver.ts';
export { createCallbackReceiver } from './callback-receiver.ts';
export type { EventAnswer, EventApi } from './event-api.ts';

// Chat store
export type { ChatStoreSettings } from './chat-store/open.ts';
export { openChatStore } from './chat-store/open.ts';
export type {
  Channel,
  Chat,
  ChatChanges,
  ChatLookup,
  ChatMessage,
  ChatOperation,
  ChatRecords,
  ChatSearch,
  ChatStatus,
  ChatStore,
  ChatStoreInDatabase,
  ChatStoreResult,
  Direction,
  NewChat,
} from './chat-store/chat-store.ts';
export type { Tidied } from './chat-store/tidying.ts';
export { chatOperations } from './chat-store/chat-store.ts';
export type { Delivery, Inbox, InboxMessage, Lease, UnclaimedReport, WaitingMessage } from './chat-store/inbox.ts';

// Files
export type { FileHost, HostedFile, LocalFileHostSettings } from './file-host.ts';
export { localFileHost } from './file-host.ts';

// Catalogue
export { catalogue } from './catalogue.ts';
export type {
  Input,
  InputForm,
  MethodEntry,
  NodeEntry,
  Outcome,
  OutcomeKind,
  Output,
  OutputType,
  Provenance,
  Rule,
} from './catalogue/entry.ts';
export type { ResolvedMethod } from './catalogue/names.ts';
export { allMethods, nearest, resolveInput, resolveMethod, resolveOutcome, resolveOutput } from './catalogue/names.ts';
export type { RequestName } from './catalogue/requests.ts';
export { requests } from './catalogue/requests.ts';
export type { OutcomeRule } from './catalogue/rules.ts';

// Errors
export type { Problem, RequestFacts } from './errors.ts';
export {
  AnswerTooLongError,
  AuthorizationError,
  ChatStoreError,
  ClientError,
  ConversationHeldError,
  InvalidAnswerError,
  InvalidSettingsError,
  isClientError,
  NetworkError,
  RequestError,
  TokenUrlError,
  TimeoutError,
  UnexpectedOutcomeError,
  UnknownNameError,
} from './errors.ts';
