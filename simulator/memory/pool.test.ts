import { describe, expect, it } from 'vitest';
import { Account } from './account.ts';
import { Pool } from './pool.ts';

/** Keeps sizes, oldest first, and drops the oldest under pressure. */
function keeper(buffer: string, limit: number, pool: Pool, canDrop = true) {
  const sizes: number[] = [];
  const told: [number, number][] = [];
  const account = new Account({ buffer, limit, tell: (count, bytes) => told.push([count, bytes]) }, pool);
  account.onPressure((bytes) => {
    if (!canDrop) return;
    let [count, freed] = [0, 0];
    for (; freed < bytes && sizes.length > 0; count++) freed += sizes.shift()!;
    account.drop(count, freed);
  });
  return {
    account,
    sizes,
    told,
    keep: (size: number) => {
      sizes.push(size);
      account.grow(size);
      account.settle();
    },
  };
}

describe('an account', () => {
  it('that exceeds its limit lets the oldest go until a tenth is free, counts them and tells it', () => {
    const { account, keep, told } = keeper('a', 100, new Pool(1000));
    for (let count = 0; count < 11; count++) keep(10);
    expect(account.view).toEqual({ buffer: 'a', used: 90, limit: 100, dropped: 2, droppedBytes: 20 });
    expect(told).toEqual([[2, 20]]);
  });

  it('that can drop nothing does not try again for each thing', () => {
    const pool = new Pool(1000);
    const { account, keep } = keeper('a', 100, pool, false);
    let asked = 0;
    account.onPressure(() => {
      asked++;
    });
    for (let count = 0; count < 100; count++) keep(2);
    expect(asked).toBeLessThan(12);
  });

  it('makes room where it can', () => {
    const { account, keep } = keeper('a', 100, new Pool(1000));
    keep(60);
    expect(account.makeRoom(50)).toBe(true);
    expect(account.used).toBe(0);
    expect(account.makeRoom(101)).toBe(false);
  });
});

describe('a pool', () => {
  it('that is exceeded lets the largest account drop first, and then others', () => {
    const pool = new Pool(100);
    const [small, large, stubborn] = [
      keeper('small', 100, pool),
      keeper('large', 100, pool),
      keeper('stubborn', 100, pool, false),
    ];
    for (let count = 0; count < 3; count++) small.keep(10);
    for (let count = 0; count < 6; count++) large.keep(10);
    stubborn.keep(20);
    expect([small.account.used, large.account.used, stubborn.account.used]).toEqual([30, 40, 20]);
    stubborn.keep(70);
    expect([small.account.used, large.account.used, stubborn.account.used]).toEqual([0, 0, 90]);
    expect(pool.used).toBe(90);
  });

  it('is bounded by its parent, whose other pools give way too', () => {
    const parent = new Pool(100);
    const [one, other] = [keeper('one', 100, new Pool(80, parent)), keeper('other', 100, new Pool(80, parent))];
    for (let count = 0; count < 7; count++) one.keep(10);
    for (let count = 0; count < 4; count++) other.keep(10);
    expect(parent.used).toBeLessThanOrEqual(100);
    expect(one.account.used).toBe(50);
    expect(other.account.used).toBe(40);
  });

  it('counts nothing of an account that is closed', () => {
    const pool = new Pool(100);
    const { account, keep } = keeper('a', 100, pool);
    keep(10);
    account.close();
    keep(10);
    expect(pool.used).toBe(0);
  });
});
