import { expect, it } from 'vitest';
import { didYouMeanOrValid, nearest } from './nearest.ts';

it.each([
  ['callback.timeout', 'callback.timeoutMs'],
  ['CALLBACK.ORDER', 'callback.order'],
  ['calback.ordre', 'callback.order'],
])('finds the word nearest to %s', (word, expected) => {
  expect(nearest(word, ['callback.timeoutMs', 'callback.order', 'http.prefix'])).toBe(expected);
});

it('finds nothing where nothing is near', () => {
  expect(nearest('seed', ['callback.timeoutMs', 'journalCapacity'])).toBeUndefined();
  expect(nearest('', ['port'])).toBeUndefined();
  expect(nearest('port', [])).toBeUndefined();
});

it('prefers the first of two that are equally near', () => {
  expect(nearest('host', ['hast', 'hest'])).toBe('hast');
});

it('does not compare a word of a megabyte letter by letter', () => {
  expect(nearest('x'.repeat(1_000_000), ['x'.repeat(100), 'port'])).toBeUndefined();
});

it('says how many valid words it does not list', () => {
  const words = Array.from({ length: 33 }, (_, at) => `word-${at}`);
  expect(didYouMeanOrValid('zz', words)).toMatch(/^ Valid: word-0, .*, word-29 and 3 others\.$/);
  expect(didYouMeanOrValid('zz', words.slice(0, 30))).toMatch(/^ Valid: word-0, .*, word-29\.$/);
});
