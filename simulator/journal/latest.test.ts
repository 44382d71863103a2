import { describe, expect, it } from 'vitest';
import { Latest } from './latest.ts';

function numbers(most: number, mostSize = Infinity) {
  return new Latest<number>(most, mostSize, (number) => number);
}

describe('the latest', () => {
  it('are at most so many, the oldest of them first', () => {
    const latest = numbers(3);
    for (let number = 1; number <= 100; number++) latest.add(number);
    expect(latest.items).toEqual([98, 99, 100]);
  });

  it('are few where each is large, but never none', () => {
    const latest = numbers(100, 100);
    for (const number of [50, 50, 10, 20, 31]) latest.add(number);
    expect(latest.items).toEqual([10, 20, 31]);
    latest.add(500);
    expect(latest.items).toEqual([500]);
    latest.add(1);
    expect(latest.items).toEqual([1]);
  });

  it('hold no more than a tenth beyond the bounds at any time', () => {
    const latest = numbers(1000, 10_000);
    let largest = 0;
    for (let round = 0; round < 5000; round++) {
      latest.add(7);
      largest = Math.max(largest, latest.items.length);
    }
    expect(largest).toBeLessThanOrEqual(1000);
    const heavy = numbers(1000, 700);
    for (let round = 0; round < 5000; round++) heavy.add(7);
    expect(heavy.items.length).toBeLessThanOrEqual(110);
    expect(heavy.items.length).toBeGreaterThanOrEqual(100);
  });

  it('can be forgotten', () => {
    const latest = numbers(3, 10);
    latest.add(9);
    latest.clear();
    latest.add(9);
    expect(latest.items).toEqual([9]);
  });
});
