import { describe, expect, it } from 'vitest';
import { Clock } from '../world/clock.ts';
import { CallsUnderway } from './calls-underway.ts';

describe('the calls under way', () => {
  it('are those that have not ended, in whatever order they end', () => {
    const calls = new CallsUnderway(new Clock(() => 0));
    const [one, two, three] = ['one', 'two', 'three'].map((id) => calls.begin(id));
    for (const call of [one!, two!, three!]) call.hang();
    two!.end();
    expect(calls.counts).toMatchObject({ calls: 2, hanging: 2 });
    expect(calls.counts.held.toSorted()).toEqual(['one', 'three']);
    three!.end();
    expect(calls.counts.held).toEqual(['one']);
  });

  it('are not changed when a call ends again', () => {
    const calls = new CallsUnderway(new Clock(() => 0));
    const ended = calls.begin('ended');
    calls.begin('going');
    ended.end();
    ended.end();
    expect(calls.counts.calls).toBe(1);
    expect(calls.holds).toHaveLength(1);
  });
});
