import { describe, expect, it } from 'vitest';
import { ManualClock } from '../test/client/clock.ts';
import { raceAbort, pause, systemClock, withTimeLimit } from './clock.ts';
import { TimeoutError } from './errors.ts';

const never = new Promise<never>(() => undefined);

describe('clock', () => {
  it('a pause ends when its time is over, or with the reason when it is aborted', async () => {
    const clock = new ManualClock();
    const ended = pause(clock, 100);
    clock.advance(100);
    await ended;
    const controller = new AbortController();
    const aborted = pause(clock, 100, controller.signal);
    controller.abort(new Error('stop'));
    await expect(aborted).rejects.toThrow('stop');
    expect(clock.waiting).toBe(0);
  });

  it('work gets an abort signal when its limit is reached, and need not obey it', async () => {
    const clock = new ManualClock();
    let reason: unknown;
    const work = withTimeLimit('too late', { clock, timeoutMs: 100 }, (signal) => {
      signal.addEventListener('abort', () => {
        reason = signal.reason;
      });
      return never;
    });
    clock.advance(99);
    expect(reason).toBeUndefined();
    clock.advance(1);
    await expect(work).rejects.toThrow(TimeoutError);
    expect(reason).toBeInstanceOf(TimeoutError);
  });

  it('work that ends leaves no timer and no unhandled failure', async () => {
    const clock = new ManualClock();
    expect(await withTimeLimit('too late', { clock, timeoutMs: 100 }, () => Promise.resolve(7))).toBe(7);
    await expect(withTimeLimit('too late', { clock, timeoutMs: 100 }, () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    );
    expect(clock.waiting).toBe(0);
    const late = Promise.withResolvers<never>();
    await expect(raceAbort(late.promise, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    late.reject(new Error('late'));
  });

  it("the system's clock runs and clears timers", async () => {
    const cleared = systemClock.setTimeout(() => expect.fail('cleared'), 0);
    systemClock.clearTimeout(cleared);
    await new Promise<void>((resolve) => systemClock.setTimeout(resolve, 0));
  });
});
