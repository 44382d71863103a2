import type { CallbackAgent, CallbackFacts, FactsOf, MessageType, TypeFacts } from '../protocol/callbacks.ts';
import { callbackEvents, senderOf, textOf, typeFactsOf } from '../protocol/callbacks.ts';
import type { Conversation } from './conversations.ts';
import { sizeOfText } from './memory.ts';
import type { World } from './world.ts';

/** One message to a client's callback URL, not yet in the form of the wire: spec 9.3. */
export interface CallbackMessage extends TypeFacts {
  readonly id: string;
  readonly conversationId: string;
  readonly type: MessageType;
  readonly content?: string;
  /** An agent; the system when there is none. */
  readonly sender?: CallbackAgent;
  /** Epoch milliseconds, not yet rounded. */
  readonly timeStamp: number;
  readonly attachmentIds?: readonly string[];
}

/** The messages for one application's webhook server, and the failures of the server. */
export interface CallbackQueue {
  readonly applicationId: string;
  /** Not yet delivered, oldest first. */
  pending: CallbackMessage[];
  /** The latest messages that were delivered or given up, or that have no callback URL; at most {@link sentKept}. */
  sent: CallbackMessage[];
  failuresInARow: number;
  /** Why the latest attempt failed, in a sentence; null when it did not. */
  lastFailure: string | null;
  failingSince: number | null;
  deactivatedAt: number | null;
}

export const sentKept = 1000;

/**
 * Adds the message of an event in a conversation to the outbox, worded by `protocol/callbacks.ts`. Before some events, their text is
 * also added as a message of the system (`callback.systemNotices`).
 */
export function postToClient<Type extends MessageType>(
  world: World,
  conversation: Conversation,
  type: Type,
  facts: FactsOf<Type>,
): void {
  const { settings } = world;
  const { isTyping, hasNotice } = callbackEvents[type];
  if (isTyping && settings['callback.typing'] === 'on-request' && !conversation.typingRequested) return;
  const content = textOf(type, facts, settings);
  if (hasNotice && settings['callback.systemNotices'] && content !== null) {
    postToClient(world, conversation, 'plainText', { text: content, agent: undefined });
  }
  enqueue(world, conversation, messageOf(world, conversation, type, content, facts));
}

function messageOf(
  world: World,
  conversation: Conversation,
  type: MessageType,
  content: string | null,
  facts: CallbackFacts,
): CallbackMessage {
  const { attachmentIds } = facts;
  const sender = senderOf(type, facts, world.settings);
  const message: { -readonly [Member in keyof CallbackMessage]: CallbackMessage[Member] } = {
    ...typeFactsOf(facts),
    id: messageId(world),
    conversationId: conversation.id,
    type,
    timeStamp: world.clock.now(),
  };
  if (content !== null) message.content = content;
  if (sender !== undefined) message.sender = sender;
  if (attachmentIds !== undefined) message.attachmentIds = attachmentIds;
  return message;
}

function enqueue(world: World, { applicationId }: Conversation, message: CallbackMessage): void {
  const queue = callbackQueue(world, applicationId);
  const hasUrl = world.state.applications.get(applicationId)!.callback.url !== null;
  const isDropped = queue.deactivatedAt !== null && world.settings['callback.deactivatedQueue'] === 'drop';
  const { outbox } = world.memory;
  outbox.grow(sizeOfMessage(message));
  if (hasUrl && !isDropped) addToPending(world, queue, message);
  else addToSent(world, queue, message);
  world.emit({ type: 'callback-queued', applicationId, messageId: message.id });
  outbox.settle();
}

/** Bytes in memory. */
export function sizeOfMessage({ content, url }: CallbackMessage): number {
  return 500 + sizeOfText(content) + sizeOfText(url);
}

/**
 * Drops the oldest messages to make room: first those that were sent, then those that wait for a webhook server, each of which is told
 * as lost.
 */
export function dropMessages(world: World, bytes: number): void {
  const queues = [...world.state.callbackQueues.values()];
  const dropped = { count: 0, bytes: 0 };
  const drop = (message: CallbackMessage) => {
    dropped.count++;
    dropped.bytes += sizeOfMessage(message);
  };
  for (const { sent } of queues) while (dropped.bytes < bytes && sent.length > 0) drop(sent.shift()!);
  const lost = queues.flatMap((queue) => {
    let count = 0;
    for (; dropped.bytes < bytes && count < queue.pending.length; count++) drop(queue.pending[count]!);
    return queue.pending.splice(0, count).map(({ id }) => ({ applicationId: queue.applicationId, messageId: id }));
  });
  world.memory.outbox.drop(dropped.count, dropped.bytes);
  for (const one of lost) world.emit({ type: 'callback-lost', ...one });
}

/** How many messages can wait for one webhook server. When there are more, the oldest is removed. */
export const pendingKept = 100_000;

function addToPending(world: World, queue: CallbackQueue, message: CallbackMessage): void {
  queue.pending.push(message);
  if (queue.pending.length <= pendingKept) return;
  const lost = queue.pending.shift()!;
  world.memory.outbox.shrink(sizeOfMessage(lost));
  world.emit({ type: 'callback-lost', applicationId: queue.applicationId, messageId: lost.id });
}

/** A unique string of digits, increasing (`callback.idOrder`). */
function messageId(world: World): string {
  const id = world.ids.next('message');
  if (world.settings['callback.idOrder'] === 'increasing') return id;
  return `${1 + (world.random.uint32('message-id') % 9)}${world.random.uint32('message-id')}${id}`;
}

/** The queue of the application; it is created when it is first needed. */
export function callbackQueue(world: World, applicationId: string): CallbackQueue {
  let queue = world.state.callbackQueues.get(applicationId);
  if (queue === undefined) {
    queue = {
      applicationId,
      pending: [],
      sent: [],
      failuresInARow: 0,
      lastFailure: null,
      failingSince: null,
      deactivatedAt: null,
    };
    world.state.callbackQueues.set(applicationId, queue);
  }
  return queue;
}

function addToSent({ memory: { outbox } }: World, queue: CallbackQueue, message: CallbackMessage): void {
  queue.sent.push(message);
  if (queue.sent.length > sentKept) outbox.shrink(sizeOfMessage(queue.sent.shift()!));
}

/** Of so few messages each is looked for on its own. */
const fewMessages = 16;

/** Those of the messages that still wait: the others were sent, dropped or lost meanwhile. */
export function stillPending(
  world: World,
  applicationId: string,
  messages: readonly CallbackMessage[],
): readonly CallbackMessage[] {
  const gone = new Set(messages);
  // A request holds the oldest messages, so that the walk ends early however many are pending.
  for (const message of callbackQueue(world, applicationId).pending) {
    if (gone.size === 0) return messages;
    gone.delete(message);
  }
  return messages.filter((message) => !gone.has(message));
}

/** Moves messages that were delivered or given up from `pending` to `sent`. */
export function moveToSent(world: World, applicationId: string, messages: readonly CallbackMessage[]): void {
  const queue = callbackQueue(world, applicationId);
  if (messages.length > fewMessages) return moveManyToSent(world, queue, messages);
  for (const { id } of [...messages]) {
    const message = queue.pending.find((one) => one.id === id);
    if (message === undefined) continue;
    addToSent(world, queue, message);
    removeMessage(queue, id);
  }
}

/** Removes a pending message in place: a copy of the others would cost more the more there are. */
function removeMessage({ pending }: CallbackQueue, messageId: string): CallbackMessage | undefined {
  const at = pending.findIndex(({ id }) => id === messageId);
  return at < 0 ? undefined : pending.splice(at, 1)[0];
}

function moveManyToSent(world: World, queue: CallbackQueue, messages: readonly CallbackMessage[]): void {
  const leaving = new Set(messages.map(({ id }) => id));
  const staying: CallbackMessage[] = [];
  let end = 0;
  // The oldest leave first, so that the walk ends early however many are pending.
  for (; end < queue.pending.length && leaving.size > 0; end++) {
    const message = queue.pending[end]!;
    if (leaving.delete(message.id)) addToSent(world, queue, message);
    else staying.push(message);
  }
  if (staying.length === 0) queue.pending.splice(0, end);
  else queue.pending = [...staying, ...queue.pending.slice(end)];
}

/** Removes a message that is lost on its way: it is neither pending nor sent. */
export function dropMessage(world: World, applicationId: string, messageId: string): void {
  const removed = removeMessage(callbackQueue(world, applicationId), messageId);
  if (removed !== undefined) world.memory.outbox.shrink(sizeOfMessage(removed));
}

/** Moves the earlier message behind the later one. */
export function moveBehind(world: World, applicationId: string, earlierId: string, laterId: string): void {
  const queue = callbackQueue(world, applicationId);
  const earlier = queue.pending.find(({ id }) => id === earlierId);
  if (earlier === undefined) return;
  const others = queue.pending.filter(({ id }) => id !== earlierId);
  const place = others.findIndex(({ id }) => id === laterId) + 1;
  queue.pending = [...others.slice(0, place), earlier, ...others.slice(place)];
}

export function recordDeliverySuccess(world: World, applicationId: string): void {
  const queue = callbackQueue(world, applicationId);
  queue.failuresInARow = 0;
  queue.lastFailure = null;
  queue.failingSince = null;
}

/** Counts the failure and deactivates the callback URL when there were too many (`callback.deactivateAfter`): spec 9.2. */
export function recordDeliveryFailure(world: World, applicationId: string, why: string): void {
  const queue = callbackQueue(world, applicationId);
  const now = world.clock.instant();
  queue.failuresInARow++;
  queue.lastFailure = why;
  queue.failingSince ??= now;
  const limit = world.settings['callback.deactivateAfter'];
  if (limit === null) return;
  const tooMany = typeof limit === 'number' ? queue.failuresInARow >= limit : now - queue.failingSince >= limit.seconds * 1000;
  if (tooMany) deactivateCallback(world, applicationId);
}

const reactivation = 'callback-reactivation';

/** Stops callbacks; start conversation fails until they are reactivated: spec 9.2. */
export function deactivateCallback(world: World, applicationId: string): void {
  const queue = callbackQueue(world, applicationId);
  if (queue.deactivatedAt !== null) return;
  const deactivatedAt = (queue.deactivatedAt = world.clock.now());
  if (world.settings['callback.deactivatedQueue'] === 'drop') moveToSent(world, applicationId, queue.pending);
  const how = world.settings['callback.reactivation'];
  if (typeof how === 'object')
    world.clock.schedule(how.afterSeconds * 1000, { kind: reactivation, applicationId, deactivatedAt });
  world.emit({ type: 'callback-deactivated', applicationId });
}

/** Starts callbacks again; the messages that were kept are sent: spec 9.2. */
export function reactivateCallback(world: World, applicationId: string): void {
  const queue = callbackQueue(world, applicationId);
  if (queue.deactivatedAt === null) return;
  queue.deactivatedAt = null;
  queue.failuresInARow = 0;
  queue.failingSince = null;
  world.emit({ type: 'callback-reactivated', applicationId });
}

/** Lets the clock reactivate callback URLs, where `callback.reactivation` has a time. */
export function handleReactivations(world: World): void {
  world.clock.handle(reactivation, (due) => {
    const applicationId = due['applicationId'] as string;
    // The URL may have been reactivated by an administrator and deactivated again since.
    if (callbackQueue(world, applicationId).deactivatedAt === due['deactivatedAt']) reactivateCallback(world, applicationId);
  });
}
