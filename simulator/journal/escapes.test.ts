import { expect, it } from 'vitest';
import { resolveEscapes } from './escapes.ts';

it.each([
  ['a%20b', 'a b'],
  ['%C3%A4', 'ä'],
  ['%e4', 'ä'],
  ['%F0%9F%98%80', '😀'],
  [String.raw`\u00e4\x41\"\/\n`, 'äA"/\n'],
  ['&amp;&#228;&#xE4;&lt;', '&ää<'],
  ['a+b', 'a b'],
  ['a+b%2Bc', 'a b+c'],
  ['a%2520b', 'a b'],
  [String.raw`\\\"`, '"'],
  ['%', undefined],
  ['100 % of it', undefined],
  ['&nothing;', undefined],
])('%s is also read as %s', (text, meaning) => {
  const readings = resolveEscapes(text).map((reading) => reading.text);
  expect(readings).toEqual(meaning === undefined ? [] : expect.arrayContaining([meaning]));
});

it('it is known where each character began', () => {
  const [reading] = resolveEscapes('a%20%C3%A4b');
  expect([reading!.text, reading!.starts]).toEqual(['a äb', [0, 1, 4, 10, 11]]);
});
