import type { Conversation } from './conversations.ts';
import type { MessageType } from './outbox.ts';
import type { World } from './world.ts';

/** What was said in a conversation, as the agent's desk shows it. */
export interface TranscriptEntry {
  readonly at: number;
  readonly from: 'customer' | 'agent' | 'system';
  readonly type: MessageType;
  readonly agentId?: string;
  readonly content?: string;
  readonly attachmentIds?: readonly string[];
}

/** What is said is kept for reading up to this many entries a conversation; the oldest go first. */
const entriesKept = 1000;

export function addToTranscript(world: World, conversation: Conversation, entry: Omit<TranscriptEntry, 'at'>): TranscriptEntry {
  const now = world.clock.now();
  const added = { at: now, ...entry };
  conversation.transcript.push(added);
  if (conversation.transcript.length > entriesKept) conversation.transcript.shift();
  conversation.lastActivityAt = now;
  return added;
}
