import { describe, expect, it } from 'vitest';
import type { IdKind } from './ids.ts';
import { firstIdNumbers, Ids } from './ids.ts';

function ids(number = 0, seed = 'seed') {
  return new Ids({ name: `partition ${number}`, number, seed }, firstIdNumbers());
}
function take<Id>(count: number, next: () => Id) {
  return Array.from({ length: count }, next);
}

describe('ids', () => {
  it.each(Object.keys(firstIdNumbers()) as IdKind[])('of a %s are strings of digits that rise', (kind) => {
    const source = ids();
    const [one, other] = take(2, () => source.next(kind));
    expect(one).toMatch(/^\d+$/);
    expect(Number(other)).toBe(Number(one) + 1);
  });

  it('are those of the published traces in the default partition', () => {
    expect(ids().next('activity')).toBe('2041');
    expect(ids().next('message')).toBe('3118908847');
    expect(ids().entryPoint(1001)).toBe('1001');
    expect(ids().login('demo-client')).toBe('demo-client');
  });

  it('differ from those of every other partition', () => {
    expect(ids(3).entryPoint(1001)).toBe('31001');
    expect(ids(3).login('demo-client')).toBe('demo-client-3');
    const all = take(50, () => 0).flatMap((_, number) => {
      const source = ids(number);
      return take(20, () => source.next('customer'));
    });
    expect(new Set(all).size).toBe(all.length);
  });

  it('as UUIDs are never given twice, whatever the partition', () => {
    const sources = [ids(0), ids(1), ids(11), ids(0, 'seed/')];
    const all = sources.flatMap((source) => take(2000, () => [source.uuid('session'), source.uuid('conversation')]).flat());
    expect(new Set(all).size).toBe(all.length);
  });

  it('as UUIDs follow from the seed', () => {
    expect(ids(0, 'a').uuid('session')).toBe(ids(0, 'a').uuid('session'));
    expect(ids(0, 'a').uuid('session')).not.toBe(ids(0, 'b').uuid('session'));
  });

  it('continue after the higher of their own numbers and those of a snapshot', () => {
    const source = ids();
    take(5, () => source.next('customer'));
    source.continueAfter({ ...firstIdNumbers(), customer: 1013, agent: 2000 });
    expect(source.next('customer')).toBe('1017');
    expect(source.next('agent')).toBe('2000');
  });
});
