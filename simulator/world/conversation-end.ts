import type { EndedBy } from '../protocol/callbacks.ts';
import type { Conversation } from './conversations.ts';
import { postToClient } from './outbox.ts';
import { queueOf, recordHandlingTime } from './queue.ts';
import { leaveAgent, leaveQueue, fillFreeSlots } from './routing.ts';
import { addToTranscript } from './transcript.ts';
import type { World } from './world.ts';

/** Ends the conversation and its activity, and posts `complete` as its last event: spec 8 and 9.4. */
export function endConversation(world: World, conversation: Conversation, by: EndedBy): void {
  world.perform(() => {
    const holder = leaveQueue(world, conversation);
    const agent = leaveAgent(world, conversation) ?? holder;
    world.conversationIndex.removeOngoing(conversation);
    conversation.state = 'ended';
    if (conversation.assignedAt !== null) {
      recordHandlingTime(queueOf(world, conversation), world.clock.instant() - conversation.assignedAt);
    }
    addToTranscript(world, conversation, { from: 'system', type: 'complete' });
    if (by !== 'client' || world.settings['conversation.end.completeCallback'] === 'once') {
      postToClient(world, conversation, 'complete', { endedBy: by, agent });
    }
    world.emit({ type: 'conversation-ended', conversationId: conversation.id, by });
    if (agent !== undefined) fillFreeSlots(world, agent);
  });
}

/** Ends the ongoing conversations that the session started (`revoke.conversations`). */
export function endOngoingConversationsOf(world: World, sessionId: string): void {
  world.perform(() => {
    for (const conversation of world.conversationIndex.ongoingOf(sessionId)) endConversation(world, conversation, 'client');
  });
}

const idleTimeout = 'idle-timeout';

/** Schedules the idle time-out, if `conversation.idleTimeoutSeconds` is set. */
export function scheduleIdleTimeout(world: World, conversation: Conversation): void {
  const seconds = world.settings['conversation.idleTimeoutSeconds'];
  if (seconds === null) return;
  const dueIn = conversation.lastActivityAt + seconds * 1000 - world.clock.instant();
  world.clock.schedule(dueIn, { kind: idleTimeout, conversationId: conversation.id });
}

/** Applies a change of `conversation.idleTimeoutSeconds` to the ongoing conversations. */
export function rescheduleIdleTimeouts(world: World): void {
  world.clock.cancelKind(idleTimeout);
  for (const conversation of world.state.conversations.values()) {
    if (conversation.state !== 'ended') scheduleIdleTimeout(world, conversation);
  }
}

/** Lets the clock end conversations that were idle for too long. */
export function handleIdleTimeouts(world: World): void {
  world.clock.handle(idleTimeout, (due) => {
    const conversation = world.state.conversations.get(due['conversationId'] as string);
    const seconds = world.settings['conversation.idleTimeoutSeconds'];
    if (conversation === undefined || conversation.state === 'ended' || seconds === null) return;
    if (world.clock.instant() >= conversation.lastActivityAt + seconds * 1000) endConversation(world, conversation, 'timeout');
    else scheduleIdleTimeout(world, conversation);
  });
}
