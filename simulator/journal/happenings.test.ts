import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExchangeRecord } from './kept-entry.ts';
import { Journal } from './journal.ts';
import { TestCentre } from '../testing/world.ts';
import type { Happening } from './happenings.ts';
import { WaitTimeoutError } from '../errors.ts';
import { Happenings } from './happenings.ts';
import { fakeAllTimers } from '../testing/fake-timers.ts';

const call: ExchangeRecord = {
  kind: 'call',
  at: 0,
  operation: 'sendMessage',
  who: null,
  entryPointId: null,
  conversationIds: [],
  request: { method: 'POST', target: '/sendmessage', headers: {}, body: '' },
  answer: { status: 204, headers: {}, body: '' },
  problem: null,
  refusal: null,
  faultId: null,
  durationMs: 1,
};

function watched(capacity = 100) {
  const centre = new TestCentre();
  const journal = new Journal(capacity);
  let count = 0;
  const happenings = new Happenings(centre.world, journal, { capacity, nextNumber: () => ++count });
  return {
    centre,
    happenings,
    call: () => journal.record(call),
    ring: () => centre.world.emit({ type: 'agent-changed', agentId: '1' }),
  };
}
function isCall(happening: Happening) {
  return happening.source === 'journal';
}
function isEvent(happening: Happening) {
  return happening.source === 'world';
}

describe('happenings', () => {
  it('are numbered over both sources, with the time of the partition', () => {
    const { centre, happenings, call: record, ring } = watched();
    ring();
    record();
    centre.pass(1000);
    ring();
    expect(happenings.since(0).map(({ number, source, at }) => [number, source, at])).toEqual([
      [1, 'world', centre.world.clock.now() - 1000],
      [2, 'journal', 0],
      [3, 'world', centre.world.clock.now()],
    ]);
    expect(happenings.since(2).map(({ number }) => number)).toEqual([3]);
  });

  it('are kept up to a number', () => {
    const { happenings, ring } = watched(10);
    for (let count = 0; count < 100; count++) ring();
    const kept = happenings.since(0);
    expect(kept.at(-1)!.number).toBe(100);
    expect(kept.length).toBeLessThanOrEqual(11);
  });

  it('are gone when they are cleared; numbers go on', () => {
    const { happenings, ring } = watched();
    ring();
    happenings.clear();
    ring();
    expect(happenings.since(0).map(({ number }) => number)).toEqual([2]);
  });
});

describe('a caller that waits', () => {
  beforeEach(() => fakeAllTimers());

  it('need not when it has happened already', async () => {
    const { happenings, call: record, ring } = watched();
    ring();
    record();
    expect(await happenings.waitFor(isCall)).toMatchObject({ number: 2 });
  });

  it('may ask for what is still to come', async () => {
    const { happenings, call: record } = watched();
    record();
    const next = happenings.waitFor(isCall, { after: 1 });
    record();
    expect(await next).toMatchObject({ number: 2 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gets an error after the time, which names what happened', async () => {
    const { happenings, call: record, ring } = watched();
    ring();
    record();
    const failure = happenings.waitFor(() => false, { timeoutMs: 300 }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(300);
    expect(await failure).toBeInstanceOf(WaitTimeoutError);
    expect((await failure) as WaitTimeoutError).toHaveProperty(
      'message',
      'Nothing that fits happened within 300 ms. The latest that did happen:\n#1 agent-changed {"agentId":"1"}\n#2 call sendMessage POST /sendmessage -> 204',
    );
  });

  it('gets the error of its own condition; the cause of the happening does not', async () => {
    const { happenings, ring } = watched();
    const fails = () => {
      throw new TypeError('no such member');
    };
    const waiting = happenings.waitFor(fails);
    const seen = expect(waiting).rejects.toThrow('no such member');
    expect(ring).not.toThrow();
    await seen;
    await expect(happenings.waitFor(fails)).rejects.toThrow('no such member');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gets an error when nothing more will happen', async () => {
    const { happenings } = watched();
    const waiting = happenings.waitFor(isCall, { timeoutMs: 60_000 });
    happenings.close();
    await expect(waiting).rejects.toThrow('The partition has ended');
  });

  it('does not disturb other callers that wait', async () => {
    const { happenings, ring } = watched();
    const both = Promise.all([happenings.waitFor(isEvent), happenings.waitFor(isEvent)]);
    ring();
    expect((await both).map(({ number }) => number)).toEqual([1, 1]);
  });
});
