import { describe, expect, it } from 'vitest';
import { agent, TestCentre } from '../testing/world.ts';
import { addAttachment, keepContent } from './attachments.ts';
import { endConversation } from './conversation-end.ts';
import { sizeOfConversation } from './conversations.ts';
import { recountMemory } from './memory-pressure.ts';
import { callbackQueue, sizeOfMessage } from './outbox.ts';
import { sizeOfEntry } from './transcript.ts';

const budget = 100_000;
/** Half of the budget is for conversations: some 24,000 characters. */
function chatsOf(texts: readonly string[][]) {
  const centre = new TestCentre({ memoryBudget: budget });
  const chats = texts.map(() => centre.startChat());
  texts.forEach((lines, at) => lines.forEach((line) => centre.say(chats[at]!, line)));
  return { centre, chats, dropped: () => centre.world.memory.conversations };
}
function contents(chat: { transcript: readonly { content?: string }[] }) {
  return chat.transcript.map(({ content = '' }) => content);
}

describe('when conversations need more than their share', () => {
  it('those that have ended go first, oldest first, and no more than are needed', () => {
    const centre = new TestCentre({ memoryBudget: budget });
    const { world } = centre;
    const chats = [1, 2, 3].map(() => centre.startChat());
    for (const chat of chats) centre.say(chat, 'a'.repeat(6000));
    for (const chat of chats.slice(0, 2)) endConversation(world, chat, 'client');
    centre.say(chats[2]!, 'b'.repeat(6000));
    expect(chats.map(({ id }) => world.state.conversations.has(id))).toEqual([false, true, true]);
    expect(contents(chats[2]!)).toEqual(['a'.repeat(6000), 'b'.repeat(6000)]);
  });

  it('ongoing ones lose their oldest entries, and keep their latest', () => {
    const { chats } = chatsOf([['a'.repeat(3000), 'b'.repeat(3000)], ['c'.repeat(9000)], ['d'.repeat(9000)]]);
    expect(chats.map(contents)).toEqual([['b'.repeat(3000)], ['c'.repeat(9000)], ['d'.repeat(9000)]]);
  });

  it('entries of further conversations stay when enough was freed', () => {
    const { chats } = chatsOf([['a'.repeat(9000), 'b'], ['c'.repeat(5000), 'd'.repeat(5000)], ['e'.repeat(6000)]]);
    expect(chats.map((chat) => contents(chat).length)).toEqual([1, 2, 1]);
  });

  it('at last long texts are cut, oldest conversation first, until there is room', () => {
    const { centre, chats } = chatsOf([['a'.repeat(9000)], ['b'.repeat(9000)], ['c'.repeat(9000)]]);
    expect(contents(chats[0]!)).toEqual([`${'a'.repeat(1000)} (8000 more characters)`]);
    expect(contents(chats[1]!)).toEqual(['b'.repeat(9000)]);
    const { conversations } = centre.world.state;
    const held = [...conversations.values()].reduce((sum, chat) => sum + sizeOfConversation(chat), 0);
    expect(held).toBeLessThanOrEqual(budget / 2);
  });

  it('texts that are short stay', () => {
    const { chats } = chatsOf([['a'.repeat(2000)], ['b'.repeat(9000)], ['c'.repeat(9000)], ['d'.repeat(9000)]]);
    expect(contents(chats[0]!)).toEqual(['a'.repeat(2000)]);
    expect(contents(chats[1]!)[0]).toContain('more characters');
  });
});

describe('what is held', () => {
  it('is counted anew after the state was replaced', () => {
    const centre = new TestCentre({ memoryBudget: 1_000_000, callbackUrl: 'http://webhook', agents: [agent('Ada')] });
    const { world } = centre;
    const chat = centre.startChat();
    const file = addAttachment(
      world,
      chat,
      'customer',
      { fileName: 'a', contentType: 'a/b', size: 3 },
      { contentUrl: 'http://a' },
    );
    addAttachment(world, chat, 'customer', { fileName: 'b', contentType: 'a/b', size: 3 }, { contentUrl: 'http://b' });
    keepContent(world, file, new Uint8Array(3000));
    const queue = callbackQueue(world, centre.application.id);
    queue.sent.push({ ...queue.pending[0]!, content: 'sent' });
    for (const account of Object.values(world.memory)) account.restart(7);
    recountMemory(world);
    const accounts = world.memory as unknown as Record<string, { used: number }>;
    expect(accounts['files']!.used).toBe(3000);
    expect(accounts['conversations']!.used).toBe(sizeOfConversation(chat));
    expect(accounts['outbox']!.used).toBe(sizeOfMessage(queue.pending[0]!) + sizeOfMessage(queue.sent[0]!));
  });

  it('counts the texts of a conversation', () => {
    const centre = new TestCentre();
    const chat = centre.startChat({ subject: 'ab', customAttributes: { name: ['value'] } });
    const empty = sizeOfConversation({ ...chat, subject: '', customAttributes: {}, transcript: [] });
    centre.say(chat, 'hello');
    const texts = 2 * 2 + (16 + 2 * 4) + (16 + 2 * 5);
    expect(sizeOfConversation(chat) - empty).toBe(texts + sizeOfEntry(chat.transcript[0]!));
    expect(sizeOfEntry(chat.transcript[0]!)).toBe(200 + 16 + 2 * 5);
  });
});
