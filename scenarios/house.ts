import { Control } from '../simulator/control/client.ts';
import type { RunningSimulator } from '../simulator/start.ts';
import { startSimulator } from '../simulator/start.ts';
import type { JournalEntry } from '../simulator/http/journal.ts';
import type { Underway } from '../simulator/doors/clock.ts';

/** What `GET /clock` tells. Times are epoch milliseconds. */
export interface ClockView {
  readonly now: number;
  readonly nextDue: number | null;
  readonly underway: Underway;
}

/** One partition of a house: its control API, and what is looked at again and again. */
export interface Rooms {
  readonly control: Control;
  readonly clock: () => Promise<ClockView>;
  readonly journalAfter: (number: number) => Promise<readonly JournalEntry[]>;
}

/** A simulator in which scenarios run, each in a partition of its own. */
export interface House {
  /** Where ECE and the control API are reached, without a path. */
  readonly url: string;
  readonly control: Control;
  readonly rooms: (partition: string) => Rooms;
  readonly close: () => Promise<void>;
}

export interface HouseOptions {
  /** A simulator that runs already. Default: one of its own, in this process. */
  readonly url?: string | undefined;
  readonly controlToken?: string | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/** Opens the simulator of the URL, or starts one in this process. */
export async function openHouse({ url, controlToken, settings }: HouseOptions = {}): Promise<House> {
  if (url !== undefined) return remoteHouse(new URL(url).origin, controlToken);
  return ownHouse(await startSimulator({ port: 0, clock: 'manual', ...(settings && { settings }) }));
}

function remoteHouse(url: string, controlToken: string | undefined): House {
  const headers: Record<string, string> = controlToken === undefined ? {} : { authorization: `Bearer ${controlToken}` };
  return {
    url,
    control: new Control(url, undefined, headers),
    rooms: (partition) => {
      const control = new Control(url, partition, headers);
      return {
        control,
        clock: () => control.ask('GET', '/clock'),
        journalAfter: (number) => control.ask('GET', `/journal?after=${number}`),
      };
    },
    close: () => Promise.resolve(),
  };
}

/** The same without a detour over HTTP for what is looked at most. */
function ownHouse(simulator: RunningSimulator): House {
  return {
    url: simulator.url,
    control: new Control(simulator.url),
    rooms: (name) => {
      const { clock, journal } = simulator.partition(name);
      return {
        control: new Control(simulator.url, name),
        clock: () => Promise.resolve({ now: clock.now(), nextDue: clock.nextDue ?? null, underway: clock.underway }),
        journalAfter: (after) => Promise.resolve(journal.entries.filter(({ number }) => number > after)),
      };
    },
    close: () => simulator.close(0),
  };
}
