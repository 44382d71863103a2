import { describe, expect, it } from 'vitest';
import type { UnknownIdError } from '../errors.ts';
import { TestCentre } from '../testing/world.ts';
import { latestKeys, rejectUnknownConversation, rejectUnknownId } from './names.ts';

function errorOf(task: () => never): UnknownIdError {
  try {
    return task();
  } catch (error) {
    return error as UnknownIdError;
  }
}

describe('an unknown id', () => {
  it('is compared with few of very many, and says which', () => {
    let read = 0;
    function* names() {
      for (;;) yield `name-${read++}`;
    }
    const { message, problems } = errorOf(() => rejectUnknownId('thing', ['thing'], 'name-7x', names()));
    expect(message).toBe('There is no thing "name-7x". Did you mean "name-7"?');
    expect(problems[0]!.allowed).toHaveLength(20);
    expect(read).toBeLessThan(300);
  });

  it('of a conversation is answered with the latest that are kept, the latest first', () => {
    const centre = new TestCentre();
    const ids = Array.from({ length: 30 }, () => centre.startChat().id);
    centre.world.state.conversations.delete(ids[29]!);
    const { problems } = errorOf(() => rejectUnknownConversation(centre.world, ['conversation'], 'none'));
    expect(problems[0]!.allowed).toEqual(ids.slice(9, 29).reverse());
  });
});

it('the latest keys of a map are a hundred at most, the latest first', () => {
  const numbered = (count: number) => new Map(Array.from({ length: count }, (_, at) => [String(at), at]));
  expect(latestKeys(numbered(3))).toEqual(['2', '1', '0']);
  expect(latestKeys(numbered(250))).toHaveLength(100);
  expect(latestKeys(numbered(250))[0]).toBe('249');
});
