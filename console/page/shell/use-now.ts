import { useEffect, useReducer } from 'preact/hooks';
import type { LiveState } from '../live/state.ts';
import { useLive } from '../live/state.ts';

/** The time of the partition now: what was read last, and what has passed since. */
export function nowOf(clock: LiveState['clock']): number {
  if (clock === null) return Date.now();
  const passed = Math.round(performance.now() - clock.readAt);
  if (clock.mode === 'manual') return clock.now;
  return clock.now + passed * (clock.mode === 'scaled' ? (clock.factor ?? 1) : 1);
}

/** The time of the partition, drawn anew each second. */
export function useNow(): number {
  const clock = useLive((state) => state.clock);
  const [, tick] = useReducer((count: number) => count + 1, 0);
  const isPassing = clock !== null && clock.mode !== 'manual';
  useEffect(() => {
    if (!isPassing) return undefined;
    const timer = setInterval(() => tick(undefined), 1000);
    return () => clearInterval(timer);
  }, [isPassing]);
  return nowOf(clock);
}
