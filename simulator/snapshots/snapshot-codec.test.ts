import { expect, it } from 'vitest';
import { decode, encode } from './snapshot-codec.ts';

it.each([
  ['a map', new Map([['a', new Map([['b', 1]])]])],
  ['bytes', { content: Uint8Array.of(0, 255) }],
  ['names that look like those of the codec', { $map: ['a'], $bytes: 'YQ==', deep: { $entries: [['a', new Map()]] } }],
])('a snapshot reads what it wrote: %s', (_what, value) => {
  expect(decode(encode(value))).toEqual(value);
});
