import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson, Unreadable } from './json.ts';
import type { Reviver } from './json-in-parts.ts';
import { readJsonInParts } from './json-in-parts.ts';

const asItIs: Reviver = {
  whole: (value) => value,
  *outer(value) {
    yield;
    return value;
  },
};

function read(text: string, partLength: number): { value: unknown; parts: number } {
  const reading = readJsonInParts(text, asItIs, partLength);
  for (let parts = 1; ; parts++) {
    const { done, value } = reading.next();
    if (done === true) return { value, parts };
  }
}

function resultOf(task: () => unknown): string {
  try {
    return JSON.stringify(task());
  } catch (error) {
    return (error as Error).name;
  }
}

describe('JSON in parts', () => {
  it('is read as in one piece, however small the parts are', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 1),
        (json, length, indent) => {
          const text = JSON.stringify(JSON.parse(json), undefined, indent);
          expect(read(text, length).value).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  it('is refused when and only when it is in one piece', () => {
    const text = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"',
        '\\',
        '1',
        'null',
        ' ',
        '"__proto__"',
        '[[[[1]]]]',
        '{"a":{"b":[1,2]}}',
      ),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 12 }), (tokens, length) => {
        const given = tokens.join('');
        expect(resultOf(() => read(given, length).value)).toBe(resultOf(() => readJson(given)));
      }),
      { numRuns: 3000 },
    );
  });

  it('stops often', () => {
    const text = JSON.stringify({ deep: { list: Array.from({ length: 10_000 }, (_, at) => ({ at })) } });
    expect(read(text, 1000).parts).toBeGreaterThan(100);
  });

  it('says where it is wrong', () => {
    expect(() => read('{"a": [1,\n2,\n3 4, 5, 6]}', 5)).toThrow('at position 15 (line 3 column 3)');
    expect(() => read('[[1, 2, 3], [4, 5, 6]}', 3)).toThrow("Unexpected token '}' in JSON at position 21 (line 1 column 22)");
    expect(() => read('{"a": [1, 2', 3)).toThrow('Unexpected end of JSON input');
  });

  it.each([1, 1000, 1_000_000])('that is nested too deep is refused: parts of %d', (length) => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(JSON.stringify(read(nested(50), length).value)).toBe(nested(50));
    for (const text of [nested(51), '['.repeat(100_000), `{"a":[1,${nested(49)}]}`]) {
      expect(() => read(text, length)).toThrow(Unreadable);
      expect(() => read(text, length)).toThrow('nested deeper than 50 levels');
    }
  });

  it('replaces halves of surrogate pairs', () => {
    expect(read('["\\ud800", {"\\udc00": "\\ud83d\\ude00"}]', 3).value).toEqual(['\ufffd', { '\ufffd': '\u{1f600}' }]);
  });
});
