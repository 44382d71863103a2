import { describe, expect, it } from 'vitest';
import { isActRefusal, refuseAct } from './act-refusal.ts';
import { isRefusal, makeRefusal } from './refusal.ts';

describe.each([undefined, null, 'text', 7, {}, { key: 'x' }, { reason: 'x' }])('%j', (value) => {
  it('is no refusal', () => {
    expect([isRefusal(value), isActRefusal(value)]).toEqual([false, false]);
  });
});

it('a refusal is one', () => {
  expect(isRefusal(makeRefusal('conversationNotOngoing', {}, { rule: 'a', wouldWork: [] }))).toBe(true);
  expect(isActRefusal(refuseAct('no'))).toBe(true);
});
