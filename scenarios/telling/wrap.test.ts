import { expect, it } from 'vitest';
import { indentBeside, wrapText } from './wrap.ts';

it.each([
  ['fills lines', 'one two three', 8, ['one two', 'three']],
  ['keeps line breaks', 'one\ntwo', 8, ['one', 'two']],
  ['breaks an address after a separator', 'GET /a/bcd/efg?x=1', 10, ['GET /a/', 'bcd/efg?x=', '1']],
  ['breaks a word without separators anywhere', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  ['has one line for nothing', '', 8, ['']],
])('a wrapped text %s', (_what, text, width, lines) => {
  expect(wrapText(text, width)).toEqual(lines);
});

it('stands beside its label', () => {
  expect(indentBeside('who: ', 'one two three', 13)).toBe('who: one two\n     three');
});
