import { expect, it } from 'vitest';
import { remembering } from './remembering.ts';

function counted() {
  const computed: string[] = [];
  const lengthOf = remembering((text) => {
    computed.push(text);
    return text === '' ? undefined : text.length;
  });
  return { computed, lengthOf };
}

it('computes a result once, also one that is undefined', () => {
  const { computed, lengthOf } = counted();
  expect([lengthOf('abc'), lengthOf(''), lengthOf('abc'), lengthOf('')]).toEqual([3, undefined, 3, undefined]);
  expect(computed).toEqual(['abc', '']);
});

it('keeps few results, and none of a long text', () => {
  const { computed, lengthOf } = counted();
  for (let number = 0; number < 1000; number++) lengthOf(String(number));
  const long = 'x'.repeat(1000);
  lengthOf(long);
  lengthOf(long);
  expect(computed).toHaveLength(1002);
  lengthOf('0');
  expect(computed.at(-1)).toBe('0');
});

it('keeps nothing of a computation that throws', () => {
  let calls = 0;
  const failing = remembering(() => {
    calls++;
    throw new Error('no');
  });
  for (const _ of [1, 2]) expect(() => failing('x')).toThrow('no');
  expect(calls).toBe(2);
});
