import { vi } from 'vitest';
import { realTimers } from '../time/real-timers.ts';

/** Fakes the timers of the test and those that the simulator took when it was loaded. Returns what undoes it. */
export function fakeAllTimers(options?: Parameters<typeof vi.useFakeTimers>[0]): () => void {
  const taken = { ...realTimers };
  vi.useFakeTimers(options);
  Object.assign(realTimers, {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
    setImmediate: globalThis.setImmediate,
  });
  return () => {
    vi.useRealTimers();
    Object.assign(realTimers, taken);
  };
}
