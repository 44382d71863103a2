import { dropContents } from './attachments.ts';
import { forgetEnded, sizeOfConversation } from './conversations.ts';
import { dropMessages, sizeOfMessage } from './outbox.ts';
import { cutTexts, removeEntries } from './transcript.ts';
import type { World } from './world.ts';

/** Lets the world drop its oldest things when the memory budget asks for it. */
export function handleMemoryPressure(world: World): void {
  const { conversations, files, outbox } = world.memory;
  conversations.onPressure((bytes, atLeast) => dropConversations(world, bytes, atLeast));
  files.onPressure((bytes) => dropContents(world, bytes));
  outbox.onPressure((bytes) => dropMessages(world, bytes));
}

/**
 * Ended conversations go first. Only when none is left, and room must be made, the ongoing ones lose their oldest entries, and at last
 * all but the beginning of long texts.
 */
function dropConversations(world: World, bytes: number, atLeast: number): void {
  const { conversations: account } = world.memory;
  const ended = forgetEnded(world, { count: Infinity, bytes });
  account.drop(ended.count, ended.bytes);
  let count = 0;
  let freed = 0;
  for (const conversation of world.state.conversations.values()) {
    if (ended.bytes + freed >= atLeast) break;
    const { transcript } = conversation;
    // The latest entry stays: an agent answers it.
    const surplus = transcript.length - 1;
    if (surplus <= 0) continue;
    count += surplus;
    freed += removeEntries(conversation, surplus);
  }
  for (const conversation of world.state.conversations.values()) {
    if (ended.bytes + freed >= atLeast) break;
    const cut = cutTexts(conversation);
    count += cut.count;
    freed += cut.bytes;
  }
  account.drop(count, freed);
}

/** Counts what the state holds, after it was replaced. */
export function recountMemory({ state: { conversations, attachments, callbackQueues }, memory }: World): void {
  memory.conversations.restart(sumOf([...conversations.values()].map(sizeOfConversation)));
  memory.files.restart(sumOf([...attachments.values()].map(({ content }) => content?.byteLength ?? 0)));
  const messages = [...callbackQueues.values()].flatMap(({ pending, sent }) => [...pending, ...sent]);
  memory.outbox.restart(sumOf(messages.map(sizeOfMessage)));
  for (const account of Object.values(memory)) account.settle();
}

function sumOf(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}
