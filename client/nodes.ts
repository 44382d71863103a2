import type { ResolvedMethod } from './catalogue/names.ts';
import { allMethods, resolveMethod } from './catalogue/names.ts';
import type { Conversation, ConversationSettings, Handlers } from './conversation.ts';
import { startAndFollow, runHandlers, resumeAndFollow } from './conversation.ts';
import type { AnyBehaviour, InvocationSettings, NodesSettings } from './invocation.ts';
import type { DocumentedNodes } from './documentation.ts';
import { InvalidSettingsError } from './errors.ts';
import { checkNodesSettings, Invocation, runMethod } from './invocation.ts';
import { assertMembers } from './members.ts';
import { appendChat } from './nodes/append-chat.ts';
import { agentAvailability } from './nodes/agent-availability.ts';
import type { NodeBehaviour } from './nodes/behaviour.ts';
import { clearChat } from './nodes/clear-chat.ts';
import { createChat } from './nodes/create-chat.ts';
import { eceLogin } from './nodes/ece-login.ts';
import { editCustomer } from './nodes/edit-customer.ts';
import { endConversation } from './nodes/end-conversation.ts';
import { entrypointConfiguration } from './nodes/entrypoint-configuration.ts';
import { fetchChatHistory } from './nodes/fetch-chat-history.ts';
import { getFileInfo } from './nodes/get-file-info.ts';
import { processEceEvents } from './nodes/process-ece-events.ts';
import { searchActiveChat } from './nodes/search-active-chat.ts';
import { searchCustomer } from './nodes/search-customer.ts';
import { sendMessage } from './nodes/send-message.ts';
import { startConversation } from './nodes/start-conversation.ts';
import { updateChat } from './nodes/update-chat.ts';
import type { AnyResult, InputsOf, LongRunningPath, MethodPath, NodeKey, ResultOf } from './results.ts';

/** Inputs may be left out when the method has none. */
type MethodArguments<Path extends MethodPath, Settings> = keyof InputsOf<Path> extends never
  ? [inputs?: InputsOf<Path>, call?: Settings]
  : [inputs: InputsOf<Path>, call?: Settings];

interface FollowMethod<Path extends LongRunningPath, First> {
  /** Runs the handlers and gives the last result. `Conflict` and `Not Found` count as unwired when they have no handler. */
  (first: First, call: ConversationSettings & { on: Handlers<Path> }): Promise<ResultOf<Path> | undefined>;
  /** Gives the results one by one. Sends nothing before the caller asks for the first. */
  (first: First, call?: ConversationSettings): Conversation<Path>;
}

type StartMethod<Path extends LongRunningPath> = FollowMethod<Path, InputsOf<Path>> & {
  /** Follows a conversation that was started before. The first argument is its id. */
  resume: FollowMethod<Path, string>;
};

export type Method<Path extends MethodPath> = Path extends LongRunningPath
  ? StartMethod<Path>
  : (...given: MethodArguments<Path, InvocationSettings>) => Promise<ResultOf<Path>>;

type PathOf<Node extends NodeKey, Key extends string> = Extract<MethodPath, `${Node}.${Key}`>;

/** Keeps the comments of the interfaces, which an editor shows. */
type NodesByKey = {
  [Node in keyof DocumentedNodes]: { [Key in keyof DocumentedNodes[Node]]: Method<PathOf<Node, Key & string>> };
};

export interface Nodes extends NodesByKey {
  /**
   * Runs a method by any of its names, e.g. one from a file. Inputs may be given by key, literal name or alias.
   *
   * @throws {UnknownNameError} naming the nearest method
   */
  run: (
    name: string,
    inputs: Readonly<Record<string, unknown>>,
    call?: ConversationSettings,
  ) => Promise<AnyResult> | Conversation;
}

const behaviours: { [Node in NodeKey]: NodeBehaviour<Node> } = {
  createChat,
  searchActiveChat,
  appendChat,
  fetchChatHistory,
  updateChat,
  clearChat,
  entrypointConfiguration,
  agentAvailability,
  startConversation,
  endConversation,
  sendMessage,
  getFileInfo,
  processEceEvents,
  eceLogin,
  searchCustomer,
  editCustomer,
};

function findBehaviour({ node, method }: ResolvedMethod) {
  return (behaviours[node.key as NodeKey] as Record<string, unknown>)[method.key] as AnyBehaviour;
}

type AnyInputs = Readonly<Record<string, unknown>> | null;
type AnyHandlers = Parameters<typeof runHandlers>[1];
type AnySettings = ConversationSettings & { on?: AnyHandlers };

/** Every member of the settings of a call, so that a misspelt one is seen. `run` gives all of them to every method. */
const membersOfCall = {
  signal: true,
  options: true,
  onTyping: true,
  unwired: true,
  on: true,
} as const satisfies Record<keyof AnySettings, true>;

/** @throws {InvalidSettingsError} for members and outcomes that do not exist, and for handlers that cannot be called */
function assertCall({ method }: ResolvedMethod, call: AnySettings): void {
  const what = `A setting of ${method.method}`;
  assertMembers(what, call, Object.keys(membersOfCall));
  const handlers = Object.entries<unknown>(call.on ?? {}).filter(([, handler]) => handler !== undefined);
  assertMembers(
    what,
    call.on ?? {},
    method.outcomes.map(({ name }) => name),
    ['on'],
  );
  const refuse = (path: string[], message: string) => {
    throw new InvalidSettingsError(`${what} cannot be used. ${path.join('.')}: ${message}.`, [{ path, message }]);
  };
  if (call.on && !method.longRunning) refuse(['on'], 'the method has one result, so it takes no handlers');
  const [wrong] = handlers.find(([, handler]) => typeof handler !== 'function') ?? [];
  if (wrong !== undefined) refuse(['on', wrong], 'must be a function');
}

/** A conversation has many results, so to await it is a mistake, which would hang or go unseen. */
function refuseToBeAwaited(conversation: ReturnType<typeof startAndFollow>, { path, method }: ResolvedMethod) {
  const then = (_: unknown, reject: (error: unknown) => void) => {
    const sentence = `${method.method} gives a result for each event, so it cannot be awaited without handlers.`;
    const advice = `Write: for await (const result of nodes.${path}(...)), or give handlers: nodes.${path}(..., { on: { Message: ... } }).`;
    reject(new InvalidSettingsError(`${sentence} ${advice}`, [{ path: ['on'], message: 'is missing' }]));
  };
  return Object.defineProperty(conversation, 'then', { value: then });
}

/** Follows the conversation, and runs the handlers when there are any. */
function followWithHandlers(
  resolved: ResolvedMethod,
  { on, ...settings }: AnySettings,
  conversation: (settings: ConversationSettings) => ReturnType<typeof startAndFollow>,
) {
  if (!on) {
    assertCall(resolved, settings);
    return refuseToBeAwaited(conversation(settings), resolved);
  }
  const { outcomes } = resolved.method;
  const unwired = outcomes.filter(({ mayBeUnwired, name }) => mayBeUnwired && !on[name]).map(({ name }) => name);
  const run = async () => {
    assertCall(resolved, { ...settings, on });
    return runHandlers(conversation({ ...settings, unwired: unwired as ConversationSettings['unwired'] }), on);
  };
  return run();
}

/**
 * The nodes, by key: `nodes.sendMessage.sendPlainTextMessage({ conversationId, message })`.
 *
 * A method gives `{ outcome, outputs }`. Its promise rejects only when it is cancelled or its options cannot be used ({InvalidSettingsError}).
 * `outputs.error` of an outcome that is no success says in a sentence what happened.
 *
 * @throws {InvalidSettingsError} when a setting does not exist, or an option or the site file cannot be used
 */
export function createNodes(given: NodesSettings = {}): Nodes {
  const settings = checkNodesSettings(given);

  const methodOf = (resolved: ResolvedMethod) => {
    const behaviour = findBehaviour(resolved);
    const invocation = (call: InvocationSettings) => new Invocation(resolved, call, settings);
    if (!resolved.method.longRunning) {
      return async (inputs?: AnyInputs, call: InvocationSettings = {}) => {
        assertCall(resolved, call);
        return runMethod(invocation(call), behaviour, inputs ?? {});
      };
    }
    const start = (inputs?: AnyInputs, call: AnySettings = {}) =>
      followWithHandlers(resolved, call, (settings) => startAndFollow(invocation(settings), behaviour, inputs ?? {}, settings));
    const resume = (conversationId: string, call: AnySettings = {}) =>
      followWithHandlers(resolved, call, (settings) => resumeAndFollow(invocation(settings), conversationId, settings));
    return Object.assign(start, { resume });
  };

  const nodes: Record<string, Record<string, unknown>> = {};
  for (const resolved of allMethods()) (nodes[resolved.node.key] ??= {})[resolved.method.key] = methodOf(resolved);

  const run = (name: string, inputs: Record<string, unknown>, call?: ConversationSettings) => {
    const { node, method } = resolveMethod(name);
    return (nodes[node.key]![method.key] as (inputs: unknown, call?: unknown) => unknown)(inputs, call);
  };
  return { ...nodes, run } as unknown as Nodes;
}
