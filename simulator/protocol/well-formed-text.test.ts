import { describe, expect, it } from 'vitest';
import { beginningOf, replaceLoneSurrogates } from './well-formed-text.ts';

describe('half a surrogate pair', () => {
  it('is replaced in texts and names at any depth, also in maps', () => {
    const value = { '\udc00': ['a\ud800', 1, null], deep: new Map([['\ud800', { text: '\ud83d\ude00' }]]) };
    expect(replaceLoneSurrogates(value)).toEqual({
      '\ufffd': ['a\ufffd', 1, null],
      deep: new Map([['\ufffd', { text: '\ud83d\ude00' }]]),
    });
  });

  it('is not looked for in bytes and objects of other classes, nor for ever in a circle', () => {
    const circle: Record<string, unknown> = { bytes: new Uint8Array(3), date: new Date(0) };
    circle['self'] = circle;
    expect(replaceLoneSurrogates(circle)).toBe(circle);
  });

  it('does not come about where a text is cut', () => {
    expect(beginningOf('ab\ud83d\ude00', 3)).toBe('ab');
    expect(beginningOf('ab\ud83d\ude00', 4)).toBe('ab\ud83d\ude00');
  });
});
