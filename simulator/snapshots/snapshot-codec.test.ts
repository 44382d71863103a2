import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unreadable } from '../protocol/json.ts';
import { decode, encode } from './snapshot-codec.ts';

describe('a snapshot', () => {
  it.each([
    ['a map', new Map([['a', new Map([['b', 1]])]])],
    ['bytes', { content: Uint8Array.of(0, 255) }],
    ['names that look like those of the codec', { $map: ['a'], $bytes: 'YQ==', deep: { $entries: [['a', new Map()]] } }],
    ['a name of the codec as the name of an entry', new Map([['$map', { $entries: 1 }]])],
    ['a list that looks like an entry', { $map: [['a', 1]] }],
  ])('reads what it wrote: %s', (_what, value) => {
    expect(decode(encode(value))).toEqual(value);
  });

  it('reads what it wrote, whatever that is', () => {
    const name = fc.oneof(fc.constantFrom('$map', '$bytes', '$entries', '__proto__'), fc.string());
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 1.5, ''),
        fc.string(),
        fc.uint8Array(),
        fc.array(tie('value')),
        fc.dictionary(name, tie('value')).map((members) => ({ ...members })),
        fc.array(fc.tuple(name, tie('value'))).map((entries) => new Map(entries)),
      ),
    }));
    fc.assert(
      fc.property(value, (given) => {
        expect(decode(encode(given))).toEqual(given);
      }),
    );
  });

  it.each([
    ['{"$map":{}}', 'the tag $map has no list of names and values'],
    ['{"$map":[["a"]]}', 'the tag $map has no list of names and values'],
    ['{"$map":[[1,2]]}', 'the tag $map has no list of names and values'],
    ['{"$map":[["a",1],["a",2]]}', 'the tag $map has a name twice'],
    ['{"$entries":7}', 'the tag $entries has no list of names and values'],
    ['{"$map":[],"more":1}', 'beside the tag $map stands another member'],
    ['{"$bytes":"%"}', 'the tag $bytes has no base64'],
    ['{"$bytes":[1]}', 'the tag $bytes has no base64'],
    ['['.repeat(100_000), 'nested deeper than 50 levels'],
  ])('is refused where a tag is damaged: %.30s', (text, problem) => {
    expect(() => decode(text)).toThrow(Unreadable);
    expect(() => decode(text)).toThrow(problem);
  });
});
