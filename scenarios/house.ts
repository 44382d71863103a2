import { Control } from '../simulator/control/client.ts';
import { startSimulator } from '../simulator/index.ts';

/** A simulator in which scenarios run, each in a partition of its own. */
export interface House {
  /** Where ECE and the control API are reached, without a path. */
  readonly url: string;
  readonly control: Control;
  readonly controlOf: (partition: string) => Control;
  readonly close: () => Promise<void>;
}

export interface HouseOptions {
  /** A simulator that runs already. Default: one of its own, in this process. */
  readonly url?: string | undefined;
  readonly controlToken?: string | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/** @throws when the URL is no simulator's */
export async function openHouse({ url, controlToken, settings }: HouseOptions = {}): Promise<House> {
  const headers: Record<string, string> = controlToken === undefined ? {} : { authorization: `Bearer ${controlToken}` };
  const simulator =
    url === undefined ? await startSimulator({ port: 0, clock: 'manual', ...(settings && { settings }) }) : undefined;
  const base = simulator?.url ?? new URL(url!).origin;
  return {
    url: base,
    control: new Control(base, undefined, headers),
    controlOf: (partition) => new Control(base, partition, headers),
    close: async () => simulator?.close(0),
  };
}
