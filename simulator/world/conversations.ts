import type { Refusal } from '../protocol/errors.ts';
import type { ClientApplication } from './applications.ts';
import { scheduleIdleTimeout } from './conversation-end.ts';
import type { Customer } from './customers.ts';
import type { AttachmentPolicy, EntryPoint } from './entry-points.ts';
import { queueOf } from './queue.ts';
import { makeRefusal } from './refusal.ts';
import { joinQueueAtStart } from './routing.ts';
import type { Session } from './sessions.ts';
import { sizeOfText } from './memory.ts';
import type { TranscriptEntry } from './transcript.ts';
import { sizeOfEntry } from './transcript.ts';
import type { World } from './world.ts';

/** `queued` -> `assigned` -> `ended`; a transfer stays in `assigned` or goes back to `queued`: spec 6.6. */
export type ConversationState = 'queued' | 'assigned' | 'ended';

/** A chat between a customer and the contact centre: spec 6.4 and 6.6. Times are epoch milliseconds of the partition. */
export interface Conversation {
  /** Lower-case UUID. */
  readonly id: string;
  /** The chat activity on the agent's side. */
  readonly activityId: string;
  readonly applicationId: string;
  /** The session that started it; null for chats of the world's definition. */
  readonly sessionId: string | null;
  readonly entryPointId: string;
  queueId: string;
  /** The policy of its entry point, kept since the entry point was removed. */
  attachmentPolicy?: AttachmentPolicy;
  /** Null for an anonymous conversation, and when the customer was removed. */
  customerId: string | null;
  readonly subject: string;
  /** Values of the activity's custom attributes, by name. */
  readonly customAttributes: Readonly<Record<string, readonly string[]>>;
  /** The typing switch of the start request (`conversation.start.typingField`). */
  readonly typingRequested: boolean;
  readonly startedAt: number;
  state: ConversationState;
  agentId: string | null;
  /** Id of the agent for whom a slot is kept until the assignment (`conversation.start.assignmentDelayMs`); null when there is none. */
  reservedFor: string | null;
  assignedAt: number | null;
  lastActivityAt: number;
  transcript: TranscriptEntry[];
  /** State of the simulated agent in this chat. */
  simulation: { busyUntil: number; silent: boolean; rejectsFiles: 'none' | 'next' | 'all' };
}

/** Whether the world has it from the beginning, to fill agents and queues. No client started it. */
export function isScenery({ sessionId }: Conversation): boolean {
  return sessionId === null;
}

export interface StartRequest {
  application: ClientApplication;
  session: Session | null;
  entryPoint: EntryPoint;
  customer: Customer | null;
  subject: string;
  customAttributes: Readonly<Record<string, readonly string[]>>;
  typingRequested: boolean;
}

/** Most conversations that are kept for reading; ongoing ones are kept in any case. The oldest ended ones are removed first. */
export const conversationsKept = 10_000;
/** Conversations are removed in bulk, so that a start costs the same however many there are. */
const startsBetweenCleanings = 1000;
/** The part of all that must have ended, since they are found by a walk through all. */
const leastEnded = 0.1;

/** Creates the conversation with its activity and puts it into the queue. A free agent gets it at once or a moment later: spec 6.4. */
export function startConversation(world: World, request: StartRequest): Conversation | Refusal {
  return world.perform(() => {
    const { application, session, entryPoint, customer, subject, customAttributes, typingRequested } = request;
    if (
      customer !== null &&
      world.settings['conversation.perCustomer'] === 'one' &&
      world.conversationIndex.hasOngoing(customer.id)
    ) {
      return makeRefusal(
        'customerHasConversation',
        {},
        { rule: 'one ongoing conversation per customer (conversation.perCustomer)' },
      );
    }
    const now = world.clock.instant();
    const conversation: Conversation = {
      id: world.ids.uuid('conversation'),
      activityId: world.ids.next('activity'),
      applicationId: application.id,
      sessionId: session?.id ?? null,
      entryPointId: entryPoint.id,
      queueId: entryPoint.queueId,
      customerId: customer?.id ?? null,
      subject,
      customAttributes,
      typingRequested,
      startedAt: world.clock.shown(now),
      state: 'queued',
      agentId: null,
      reservedFor: null,
      assignedAt: null,
      lastActivityAt: now,
      transcript: [],
      simulation: { busyUntil: 0, silent: false, rejectsFiles: 'none' },
    };
    world.conversationIndex.add(conversation);
    world.state.conversations.set(conversation.id, conversation);
    world.memory.conversations.grow(sizeOfConversation(conversation));
    forgetOldest(world);
    world.emit({ type: 'conversation-started', conversationId: conversation.id });
    scheduleIdleTimeout(world, conversation);
    joinQueueAtStart(world, conversation, queueOf(world, entryPoint));
    return conversation;
  });
}

function forgetOldest(world: World): void {
  const { conversations } = world.state;
  const surplus = conversations.size - conversationsKept;
  if (surplus <= 0 || conversations.size % startsBetweenCleanings !== 0) return;
  const ended = conversations.size - world.conversationIndex.ongoing;
  if (ended < conversations.size * leastEnded) return;
  world.memory.conversations.shrink(forgetEnded(world, { count: surplus, bytes: Infinity }).bytes);
}

/**
 * Removes the oldest ended conversations with their files, until one of the limits is reached.
 * @returns how many there were, and their bytes without the contents of files; the caller takes them off the account
 */
export function forgetEnded(world: World, limits: { count: number; bytes: number }): { count: number; bytes: number } {
  const { conversations, attachments } = world.state;
  const { files } = world.memory;
  let count = 0;
  let bytes = 0;
  for (const conversation of conversations.values()) {
    if (count >= limits.count || bytes >= limits.bytes) break;
    if (conversation.state !== 'ended') continue;
    conversations.delete(conversation.id);
    count++;
    bytes += sizeOfConversation(conversation);
    // The index of the latest conversations may still have it.
    conversation.transcript = [];
    for (const { id, content } of world.fileIndex.of(conversation.id)) {
      attachments.delete(id);
      files.shrink(content?.byteLength ?? 0);
    }
    world.fileIndex.remove(conversation.id);
  }
  return { count, bytes };
}

/** Bytes in memory. */
export function sizeOfConversation({ subject, customAttributes, transcript }: Conversation): number {
  let size = 1000 + sizeOfText(subject);
  for (const name in customAttributes) {
    size += sizeOfText(name);
    for (const value of customAttributes[name]!) size += sizeOfText(value);
  }
  for (const entry of transcript) size += sizeOfEntry(entry);
  return size;
}

/** The conversation if it is ongoing, else a refusal that names ongoing ones of the application. */
export function ongoingConversation(world: World, id: string, application: ClientApplication): Conversation | Refusal {
  const conversation = world.state.conversations.get(id);
  if (conversation !== undefined && conversation.state !== 'ended') return conversation;
  return makeRefusal(
    'conversationNotOngoing',
    { id },
    {
      rule: conversation === undefined ? 'no such conversation' : 'the conversation has ended',
      wouldWork: ongoingIds(world, application),
    },
  );
}

const idsShown = 10;

function ongoingIds(world: World, { id: applicationId }: ClientApplication): string[] {
  const ongoing = world.conversationIndex.latestOf(applicationId).filter(({ state }) => state !== 'ended');
  return ongoing.slice(-idsShown).map(({ id }) => id);
}
