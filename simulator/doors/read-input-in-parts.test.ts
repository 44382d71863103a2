import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readInput } from '../doors/read-input.ts';
import { InvalidInputError } from '../errors.ts';
import { atOnce } from '../time/give-way.ts';
import { readInputInParts } from './read-input-in-parts.ts';

const thing = z.strictObject({ id: z.string().regex(/^t\d+$/), count: z.int(), tags: z.array(z.string()).default([]) });
const schema = z.strictObject({
  name: z.string(),
  list: z
    .array(thing)
    .refine((list) => list.reduce((sum, { count }) => sum + count, 0) < 1e6, 'must not be so many')
    .optional(),
  map: z.map(z.string(), thing).superRefine((things, context) => {
    for (const [key, { id }] of things)
      if (key !== id) context.addIssue({ code: 'custom', path: [key, 'id'], message: 'must be its key' });
  }),
  record: z.record(z.string(), z.array(z.string())).nullable(),
  union: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('words'), words: z.array(z.string()) }),
    z.strictObject({ kind: z.literal('none') }),
  ]),
  choice: z.union([z.literal('empty'), z.strictObject({ things: z.array(thing) })]),
  anything: z.unknown(),
});

const count = 700;
const numbers = Array.from({ length: count }, (_, at) => at);

function goodValue() {
  return {
    union: { words: numbers.map(String), kind: 'words' } as Record<string, unknown>,
    list: numbers.map((at): Record<string, unknown> => ({ tags: ['x'], id: `t${at}`, count: 1 })),
    name: 'good',
    map: new Map<string, Record<string, unknown>>(numbers.map((at) => [`t${at}`, { count: at, id: `t${at}` }])),
    record: Object.fromEntries(numbers.map((at) => [`r${at}`, ['x']])) as Record<string, unknown>,
    choice: { things: numbers.map((at): Record<string, unknown> => ({ id: `t${at}`, count: at })) } as unknown,
    anything: numbers.map((at) => [at]) as unknown,
  };
}

const damages: Readonly<Record<string, (value: ReturnType<typeof goodValue>, at: number) => void>> = {
  nothing: () => undefined,
  'a wrong member of an item': ({ list }, at) => (list[at]!['count'] = 'x'),
  'an unknown member of an item': ({ list }, at) => (list[at]!['more'] = 1),
  'an unknown member that is large': (value) => Object.assign(value, { more: numbers }),
  'a list that is no list': (value) => Object.assign(value, { list: new Map(numbers.map((at) => [at, at])) }),
  'a map that is none': (value) => Object.assign(value, { map: numbers }),
  'a name that is large': (value) => Object.assign(value, { name: numbers }),
  'an item that is large': ({ list }, at) =>
    (list[at] = { id: `t${at}`, count: 1, tags: numbers.map((one) => (one === 600 ? 1 : 'x')) }),
  'an entry that is no thing': ({ map }, at) => map.set(`t${at}`, 7 as never),
  'an entry with another key': ({ map }, at) => map.set('other', map.get(`t${at}`)!),
  'too many altogether': ({ list }, at) => (list[at]!['count'] = 1e6),
  'a wrong value of a record': ({ record }, at) => (record[`r${at}`] = [1]),
  'a wrong word of a union': ({ union }, at) => ((union['words'] as unknown[])[at] = null),
  'a union of no kind': ({ union }) => (union['kind'] = 'word'),
  'a wrong member in a choice': ({ choice }, at) => ((choice as { things: Record<string, unknown>[] }).things[at]!['id'] = 1),
  'a word instead of a mapping': (value) => Object.assign(value, { choice: 'empty' }),
  'a list that is no choice': (value) => Object.assign(value, { choice: numbers }),
  'a hundred and one wrong items': ({ list }) => list.slice(0, 101).forEach((item) => (item['id'] = 'x')),
  'no name': (value) => Reflect.deleteProperty(value, 'name'),
};

function resultOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.problems.map(({ path, message }) => `${path.join('.')} ${message}`).toSorted();
  }
}

describe('a large value', () => {
  it.each(Object.keys(damages))('is read in parts as it is at once: %s', (name) => {
    fc.assert(
      fc.property(fc.nat({ max: count - 1 }), (at) => {
        const value = goodValue();
        damages[name]!(value, at);
        const expected = resultOf(() => readInput(schema, value, 'The value'));
        expect(resultOf(() => atOnce(readInputInParts(schema, value, 'The value')))).toEqual(expected);
      }),
      { numRuns: 4 },
    );
  });

  it('keeps its members in the order in which they were given', () => {
    const value = goodValue();
    const read = atOnce(readInputInParts(schema, value, 'The value'));
    expect(Object.keys(read)).toEqual(Object.keys(value));
    expect(Object.keys(read.list![3]!)).toEqual(['tags', 'id', 'count']);
    expect(Object.keys(read.union)).toEqual(['words', 'kind']);
    expect([...read.map.values()][5]).toEqual({ count: 5, id: 't5', tags: [] });
  });
});
