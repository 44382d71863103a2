import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonText, jsonPieces, LazyList } from './json-pieces.ts';

function written(value: unknown): string {
  return [...jsonPieces(value)].join('');
}

describe('pieces of JSON', () => {
  it('are together what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(written(value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it.each([
    [{ a: undefined, b: [undefined], c: {} }, '{"b":[null],"c":{}}'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
    [{ content: Uint8Array.of(1, 2) }, '{"content":{"bytes":2}}'],
    [[[[[[[{ content: Uint8Array.of(1) }]]]]]], '[[[[[[{"content":{"bytes":1}}]]]]]]'],
    [LazyList.of([1, 2], (one) => one * 2), '[2,4]'],
    [{ log: { entries: LazyList.of([], String) } }, '{"log":{"entries":[]}}'],
    [new JsonText(['{"as":', '"it is"}']), '{"as":"it is"}'],
    [undefined, 'null'],
  ])('of %o are %s', (value, text) => {
    expect(written(value)).toBe(text);
  });

  it('have about 64 kB, and the items of a lazy list are made when their piece is', () => {
    let made = 0;
    const pieces = jsonPieces(LazyList.of(Array.from({ length: 100 }), () => (made++, 'x'.repeat(10_000))));
    const first = pieces.next().value!;
    expect(first.length).toBeGreaterThan(64_000);
    expect(first.length).toBeLessThan(90_000);
    expect(made).toBe(7);
  });
});
