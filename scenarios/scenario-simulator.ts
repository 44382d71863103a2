import { Control } from '../simulator/control/client.ts';
import type { RunningSimulator } from '../simulator/start.ts';
import { startSimulator } from '../simulator/start.ts';
import type { JournalEntry } from '../simulator/http/journal.ts';
import type { Underway } from '../simulator/doors/clock.ts';

/** What `GET /clock` answers. Times are epoch milliseconds. */
export interface ClockView {
  readonly now: number;
  readonly nextDue: number | null;
  readonly underway: Underway;
}

/** Access to one partition: its control API, and what a run reads again and again. */
export interface PartitionAccess {
  readonly control: Control;
  readonly readClock: () => Promise<ClockView>;
  /** The entries of the journal whose numbers are greater. */
  readonly readJournalAfter: (number: number) => Promise<readonly JournalEntry[]>;
}

/** A simulator in which scenarios run, each in a partition of its own. */
export interface ScenarioSimulator {
  /** Where ECE and the control API are reached, without a path. */
  readonly url: string;
  readonly control: Control;
  readonly accessPartition: (name: string) => PartitionAccess;
  /** Stops the simulator if it was started here. */
  readonly close: () => Promise<void>;
}

export interface SimulatorOptions {
  /** A simulator that runs already. Default: a new one in this process. */
  readonly url?: string | undefined;
  readonly controlToken?: string | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/** Uses the simulator at the URL, or starts one in this process. */
export async function openSimulator({ url, controlToken, settings }: SimulatorOptions = {}): Promise<ScenarioSimulator> {
  if (url !== undefined) return useRunningSimulator(new URL(url).origin, controlToken);
  return useOwnSimulator(await startSimulator({ port: 0, clock: 'manual', ...(settings && { settings }) }));
}

function useRunningSimulator(url: string, controlToken: string | undefined): ScenarioSimulator {
  const headers: Record<string, string> = controlToken === undefined ? {} : { authorization: `Bearer ${controlToken}` };
  return {
    url,
    control: new Control(url, undefined, headers),
    accessPartition: (name) => {
      const control = new Control(url, name, headers);
      return {
        control,
        readClock: () => control.ask('GET', '/clock'),
        readJournalAfter: (number) => control.ask('GET', `/journal?after=${number}`),
      };
    },
    close: () => Promise.resolve(),
  };
}

/** Reads the clock and the journal directly, because every step reads them many times. */
function useOwnSimulator(simulator: RunningSimulator): ScenarioSimulator {
  return {
    url: simulator.url,
    control: new Control(simulator.url),
    accessPartition: (name) => {
      const { clock, journal } = simulator.partition(name);
      return {
        control: new Control(simulator.url, name),
        readClock: () => Promise.resolve({ now: clock.now(), nextDue: clock.nextDue ?? null, underway: clock.underway }),
        readJournalAfter: (after) => Promise.resolve(journal.entries.filter(({ number }) => number > after)),
      };
    },
    close: () => simulator.close(0),
  };
}
