import type { Load, LoadAmount, LoadedCall } from './load.ts';
import { load } from './load.ts';

/** Whose processor time is counted. */
export interface Metered {
  /** Microseconds since its start; undefined where this machine does not tell. */
  cpuMicroseconds(): Promise<number | undefined>;
}

export interface MeasuredCall extends Load {
  /** Of the server, for one call. */
  readonly cpuPerCall: number | undefined;
}

export const cpuUnit = 'µs of CPU a call';
export const perSecondUnit = 'calls/s';

/** Repeats a call, and counts what processor time one takes at the server. */
export async function measureCall(server: Metered, call: LoadedCall, amount: LoadAmount): Promise<MeasuredCall> {
  const before = await server.cpuMicroseconds();
  const loaded = await load(call, amount);
  const after = await server.cpuMicroseconds();
  const cpuPerCall = before === undefined || after === undefined ? undefined : (after - before) / loaded.calls;
  return { ...loaded, cpuPerCall };
}
