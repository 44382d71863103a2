import { describe, expect, it } from 'vitest';
import type { ExchangeRecord } from './kept-entry.ts';
import { Journal } from './journal.ts';

function record(target: string): ExchangeRecord {
  return {
    kind: 'call',
    at: 0,
    operation: null,
    who: null,
    entryPointId: null,
    conversationIds: [],
    request: { method: 'GET', target, headers: {}, body: '' },
    answer: null,
    problem: null,
    refusal: null,
    faultId: null,
    durationMs: 12,
  };
}
function filled(capacity: number, count: number) {
  const journal = new Journal(capacity);
  for (let number = 1; number <= count; number++) journal.record(record(`/${number}`));
  return journal;
}

describe('a journal', () => {
  it('counts its entries from 1, oldest first', () => {
    expect(filled(10, 3).entries.map(({ number, request }) => [number, request.target])).toEqual([
      [1, '/1'],
      [2, '/2'],
      [3, '/3'],
    ]);
  });

  it.each([1, 2, 10, 15])('with room for %i keeps the latest, however many there were', (capacity) => {
    for (const count of [1, capacity, capacity + 1, 2 * capacity + 1, 100]) {
      const numbers = filled(capacity, count).entries.map(({ number }) => number);
      const kept = Math.min(capacity, count);
      expect(numbers).toEqual(Array.from({ length: kept }, (_, at) => count - kept + 1 + at));
    }
  });

  it('keeps wall-clock durations apart, so that equal runs have equal entries', () => {
    const journal = filled(10, 1);
    expect(journal.entries[0]).not.toHaveProperty('durationMs');
    expect(journal.durationOf(journal.entries[0]!)).toBe(12);
    expect(journal.durationOf({ ...journal.entries[0]! })).toBe(0);
  });

  it('passes each entry to its listeners', () => {
    const journal = new Journal(10);
    const heard: number[] = [];
    const stop = journal.listen(({ number }) => heard.push(number));
    journal.record(record('/1'));
    stop();
    journal.record(record('/2'));
    expect(heard).toEqual([1]);
  });

  it('is empty when it is cleared; numbers go on', () => {
    const journal = filled(10, 5);
    journal.clear();
    expect(journal.entries).toEqual([]);
    expect(journal.record(record('/1')).number).toBe(6);
  });

  it('begins anew with number 1', () => {
    const journal = filled(10, 5);
    journal.restart();
    expect(journal.entries).toEqual([]);
    expect(journal.record(record('/1')).number).toBe(1);
  });
});
