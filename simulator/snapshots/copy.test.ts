import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atOnce } from '../time/give-way.ts';
import { copyInParts, copyOfData } from './copy.ts';

it('a copy is equal, and shares no list, map or object', () => {
  const name = fc.oneof(fc.constant('__proto__'), fc.string());
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 1.5, '', undefined),
      fc.array(tie('value')),
      fc.dictionary(name, tie('value')),
      fc.array(fc.tuple(fc.string(), tie('value'))).map((entries) => new Map(entries)),
    ),
  }));
  fc.assert(
    fc.property(value, (given) => {
      const large = { many: Array.from({ length: 400 }, (_, at) => ({ at })), map: new Map([['given', given]]), given };
      for (const copy of [copyOfData(large), atOnce(copyInParts(large))]) {
        expect(copy).toEqual(structuredClone(large));
        expect(containersOf(copy).filter((one) => containersOf(large).includes(one))).toEqual([]);
      }
    }),
    { numRuns: 30 },
  );
});

function containersOf(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...(value instanceof Map ? [...value.values()] : Object.values(value)).flatMap(containersOf)];
}
