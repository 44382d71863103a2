import { expect, it } from 'vitest';
import type { Attachment } from './attachments.ts';
import { FileIndex } from './file-index.ts';

function file(id: string, conversationId: string): Attachment {
  return { id, conversationId } as Attachment;
}

it('finds the files of a conversation, in the order they were offered', () => {
  const index = new FileIndex([file('a', 'one'), file('b', 'two')]);
  index.add(file('c', 'one'));
  const idsOf = (conversation: string) => index.of(conversation).map(({ id }) => id);
  expect([idsOf('one'), idsOf('two'), idsOf('three')]).toEqual([['a', 'c'], ['b'], []]);
  index.remove('one');
  expect([idsOf('one'), idsOf('two')]).toEqual([[], ['b']]);
});
