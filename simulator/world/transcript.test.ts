import { describe, expect, it } from 'vitest';
import { TestCentre } from '../testing/world.ts';
import { addToTranscript, charactersKept, entriesKept } from './transcript.ts';

function chatWith(...texts: string[]) {
  const centre = new TestCentre({ memoryBudget: 1_000_000_000 });
  const chat = centre.startChat();
  const add = (content: string) => addToTranscript(centre.world, chat, { from: 'customer', type: 'plainText', content });
  texts.forEach(add);
  const used = () => (centre.world.memory.conversations as unknown as { used: number }).used;
  return { centre, chat, add, used, kept: () => chat.transcript.map(({ content }) => content!.length) };
}

describe('a transcript', () => {
  it('keeps its latest entries of so many characters, oldest removed first', () => {
    const half = 'a'.repeat(charactersKept / 2);
    const { kept, add } = chatWith('old', half, half);
    expect(kept()).toEqual([half.length, half.length]);
    add('a short one is let in');
    expect(kept()).toHaveLength(3);
    add('b'.repeat(3000));
    expect(kept()).toEqual([half.length, 21, 3000]);
  });

  it('keeps its latest entry, however long', () => {
    const { kept } = chatWith('old', 'a'.repeat(charactersKept + 1));
    expect(kept()).toEqual([charactersKept + 1]);
  });

  it('keeps so many entries when the latest is long, too', () => {
    const { kept, add } = chatWith(...Array.from({ length: entriesKept }, () => 'a'));
    add('b'.repeat(3000));
    expect(kept()).toHaveLength(entriesKept);
    expect(kept().at(-1)).toBe(3000);
  });

  it('gives back the bytes of what it removes', () => {
    const { used, add } = chatWith(...Array.from({ length: entriesKept }, () => 'a'));
    const before = used();
    add('b');
    expect(used()).toBe(before);
    add('c'.repeat(3000));
    expect(used()).toBe(before + 2 * 2999);
  });

  it('says when there was something last', () => {
    const { centre, chat, add } = chatWith('a');
    centre.pass(500);
    expect(add('b').at).toBe(centre.world.clock.now());
    expect(chat.lastActivityAt).toBe(centre.world.clock.instant());
  });
});
