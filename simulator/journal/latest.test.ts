import { describe, expect, it } from 'vitest';
import { Account } from '../memory/account.ts';
import { Pool } from '../memory/pool.ts';
import { Latest } from './latest.ts';

function numbers(most: number, mostSize = Infinity) {
  const account = new Account({ buffer: 'numbers', limit: mostSize }, new Pool(Infinity));
  const latest = new Latest<number>({ most, sizeOf: (number) => number, account });
  return {
    account,
    latest,
    add: (number: number) => {
      latest.add(number);
      latest.settle();
    },
  };
}

describe('the latest', () => {
  it('are at most so many, the oldest of them first', () => {
    const { latest, add } = numbers(3);
    for (let number = 1; number <= 100; number++) add(number);
    expect(latest.items).toEqual([98, 99, 100]);
  });

  it('are few where each is large, but never none; what was dropped is counted', () => {
    const { latest, account, add } = numbers(100, 100);
    for (const number of [50, 50, 10]) add(number);
    expect(latest.items).toEqual([50, 10]);
    expect(account.view).toEqual({ buffer: 'numbers', used: 60, limit: 100, dropped: 1, droppedBytes: 50 });
    add(500);
    expect(latest.items).toEqual([500]);
    add(1);
    expect(latest.items).toEqual([500, 1]);
    add(50);
    expect(latest.items).toEqual([1, 50]);
    expect(account.used).toBe(51);
  });

  it('hold no more than a tenth beyond the number, and never more than the bytes', () => {
    const { latest, add } = numbers(1000);
    for (let round = 0; round < 5000; round++) add(7);
    expect(latest.items.length).toBe(1000);
    const heavy = numbers(1000, 700);
    for (let round = 0; round < 5000; round++) {
      heavy.add(7);
      expect(heavy.account.used).toBeLessThanOrEqual(700);
    }
    expect(heavy.latest.items.length).toBeGreaterThanOrEqual(89);
  });

  it('can be forgotten', () => {
    const { latest, account, add } = numbers(3, 10);
    add(9);
    latest.clear();
    expect(account.used).toBe(0);
    add(9);
    expect(latest.items).toEqual([9]);
  });
});
