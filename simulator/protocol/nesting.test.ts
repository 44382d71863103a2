import { describe, expect, it } from 'vitest';
import { isNestedTooDeep } from './nesting.ts';

function nested(levels: number, wrap: (value: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

describe('a value is nested too deep', () => {
  it.each([
    ['lists', (value: unknown) => [value]],
    ['objects', (value: unknown) => ({ value })],
    ['maps', (value: unknown) => new Map([['value', value]])],
  ])('from 51 levels of %s on', (_what, wrap) => {
    expect(isNestedTooDeep(nested(50, wrap))).toBe(false);
    expect(isNestedTooDeep(nested(51, wrap))).toBe(true);
    expect(isNestedTooDeep(nested(100_000, wrap))).toBe(true);
  });

  it('when it contains itself', () => {
    const value: Record<string, unknown> = {};
    value['self'] = value;
    expect(isNestedTooDeep(value)).toBe(true);
  });

  it('not because parts of it stand in many places', () => {
    expect(isNestedTooDeep(nested(40, (value) => [value, value, value]))).toBe(false);
  });
});
