import type { Conversation } from './conversations.ts';
import { beginningOf } from '../protocol/well-formed-text.ts';
import type { MessageType } from '../protocol/callbacks.ts';
import { sizeOfText } from './memory.ts';
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
export const entriesKept = 1000;
export const charactersKept = 2_000_000;

export function addToTranscript(world: World, conversation: Conversation, entry: Omit<TranscriptEntry, 'at'>): TranscriptEntry {
  const now = world.clock.instant();
  const added = { ...entry, at: world.clock.shown(now) };
  const { transcript } = conversation;
  const { conversations: account } = world.memory;
  transcript.push(added);
  account.grow(sizeOfEntry(added));
  if (isLong(entry)) account.shrink(removeEntries(conversation, surplusOf(transcript)));
  else if (transcript.length > entriesKept) account.shrink(sizeOfEntry(transcript.shift()!));
  conversation.lastActivityAt = now;
  account.settle();
  return added;
}

/** Whether the entry could bring the transcript over its limit of characters. Shorter entries cannot, however many there are. */
function isLong({ content = '' }: Pick<TranscriptEntry, 'content'>): boolean {
  return content.length > charactersKept / entriesKept;
}

function surplusOf(transcript: readonly TranscriptEntry[]): number {
  let characters = transcript.reduce((sum, { content = '' }) => sum + content.length, 0);
  let surplus = 0;
  for (; transcript.length - surplus > 1; surplus++) {
    if (transcript.length - surplus <= entriesKept && characters <= charactersKept) break;
    characters -= transcript[surplus]!.content?.length ?? 0;
  }
  return surplus;
}

/** Removes the oldest entries. Returns their bytes. */
export function removeEntries({ transcript }: Conversation, count: number): number {
  return transcript.splice(0, count).reduce((size, entry) => size + sizeOfEntry(entry), 0);
}

/** What stays of a long text when there is no other room. */
const textStays = 1000;

/** Cuts the long texts of a transcript. Returns how many there were, and the bytes that they gave back. */
export function cutTexts({ transcript }: Conversation): { count: number; bytes: number } {
  let count = 0;
  let bytes = 0;
  transcript.forEach((entry, at) => {
    const { content = '' } = entry;
    if (content.length <= 2 * textStays) return;
    const cut = { ...entry, content: `${beginningOf(content, textStays)} (${content.length - textStays} more characters)` };
    transcript[at] = cut;
    count++;
    bytes += sizeOfEntry(entry) - sizeOfEntry(cut);
  });
  return { count, bytes };
}

/** Bytes in memory. */
export function sizeOfEntry({ content }: TranscriptEntry): number {
  return 200 + sizeOfText(content);
}
