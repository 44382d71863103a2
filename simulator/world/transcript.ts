import type { Conversation } from './conversations.ts';
import type { MessageType } from '../protocol/callbacks.ts';
import type { World } from './world.ts';

/** One entry of a conversation as the agent's desk shows it. */
export interface TranscriptEntry {
  readonly at: number;
  readonly from: 'customer' | 'agent' | 'system';
  readonly type: MessageType;
  readonly agentId?: string;
  readonly content?: string;
  readonly attachmentIds?: readonly string[];
}

/** Most entries and characters that are kept of a conversation; the oldest entries are removed first. */
const entriesKept = 1000;
const charactersKept = 2_000_000;

export function addToTranscript(world: World, conversation: Conversation, entry: Omit<TranscriptEntry, 'at'>): TranscriptEntry {
  const added = { at: world.clock.now(), ...entry };
  conversation.transcript.push(added);
  if (isLong(entry)) forgetOldest(conversation);
  else if (conversation.transcript.length > entriesKept) conversation.transcript.shift();
  conversation.lastActivityAt = world.clock.instant();
  return added;
}

/** Whether the entry could bring the transcript over its limit of characters. Shorter entries cannot, however many there are. */
function isLong({ content = '' }: Pick<TranscriptEntry, 'content'>): boolean {
  return content.length > charactersKept / entriesKept;
}

function forgetOldest({ transcript }: Conversation): void {
  let characters = transcript.reduce((sum, { content = '' }) => sum + content.length, 0);
  while (transcript.length > entriesKept || (characters > charactersKept && transcript.length > 1))
    characters -= transcript.shift()!.content?.length ?? 0;
}
