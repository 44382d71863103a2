import { expect, it } from 'vitest';
import { keepText, showText } from './kept-text.ts';

function maskSecret(text: string): string {
  return text.replaceAll('HUNTER2HUNTER2', '***');
}
const margin = 'HUNTER2HUNTER2'.length;

it('a text that fits is shown whole', () => {
  expect(showText(keepText('HUNTER2HUNTER2 is here', 50, margin), 50, maskSecret)).toBe('*** is here');
});

it('no part of a secret is shown, wherever the text is cut', () => {
  for (let before = 0; before < 60; before++) {
    const text = `${'.'.repeat(before)}HUNTER2HUNTER2${'.'.repeat(100)}`;
    expect(showText(keepText(text, 40, margin), 40, maskSecret)).not.toContain('H');
  }
});

it('half a secret that masks before it bring to the bound is not shown', () => {
  const text = `${'HUNTER2HUNTER2'.repeat(3)}${'.'.repeat(4)}HUNTER2HUNTER2`.repeat(5);
  for (let bound = 20; bound < 100; bound++)
    expect(showText(keepText(text, bound, margin), bound, maskSecret)).not.toContain('H');
});

it('credentials of a URL are not shown when the URL is cut', () => {
  const text = `${'.'.repeat(30)}https://user:${'p'.repeat(100)}@files`;
  expect(showText(keepText(text, 60, margin), 60, (shown) => shown)).toBe(`${'.'.repeat(30)}https://*** (89 more characters)`);
});
