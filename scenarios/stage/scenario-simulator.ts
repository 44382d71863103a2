import type { Options } from '../../client/index.ts';
import { readSite } from '../../client/site.ts';
import type { ControlClient } from '../../simulator/control/client-types.ts';
import { createControlClient } from '../../simulator/control/client.ts';
import type { ControlError } from '../../simulator/control/control-error.ts';
import { isControlError } from '../../simulator/control/control-error.ts';
import { ScenarioError, SimulatorUnavailableError } from '../errors.ts';
import type { RunningSimulator } from '../../simulator/start.ts';
import { startSimulator } from '../../simulator/start.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import type { Underway } from '../../simulator/doors/clock.ts';
import { contextRootOf } from '../../simulator/protocol/context-root.ts';

/** What `GET /clock` answers. Times are epoch milliseconds. */
export interface ClockView {
  readonly now: number;
  readonly nextDue: number | null;
  readonly underway: Underway;
}

/** Access to one partition: its control API, and what a run reads again and again. */
export interface PartitionAccess {
  readonly control: ControlClient<'partition'>;
  readonly readClock: () => Promise<ClockView>;
  /** The entries of the journal whose numbers are greater. */
  readonly readJournalAfter: (number: number) => Promise<readonly JournalEntry[]>;
}

/** A simulator in which scenarios run, each in a partition of its own. */
export interface ScenarioSimulator {
  /** Where ECE and the control API are reached, without a path. */
  readonly url: string;
  /** Host Name of the node authorization: the URL with the context root. */
  readonly hostName: string;
  /** The options that the client library needs for the site. */
  readonly clientOptions: Partial<Options>;
  readonly control: ControlClient;
  readonly accessPartition: (name: string) => PartitionAccess;
  /** Stops the simulator if it was started here. */
  readonly close: () => Promise<void>;
}

export interface SimulatorOptions {
  /** A simulator that runs already. Default: a new one in this process. */
  readonly url?: string | undefined;
  readonly controlToken?: string | undefined;
  /** A site file: a new simulator behaves as that installation of ECE, and the client library has its options. */
  readonly site?: string | undefined;
  /** Of a new simulator; they override those of the site. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Uses the simulator at the URL, or starts one in this process.
 * @throws {SimulatorUnavailableError} when no simulator answers at the URL, or it refuses the control token
 * @throws {ScenarioError} for a site together with a URL
 * @throws {ConfigurationError} when the simulator cannot use the site file
 * @throws {InvalidSettingsError} when the client library cannot use it
 */
export async function openSimulator({ url, controlToken, site, settings }: SimulatorOptions = {}): Promise<ScenarioSimulator> {
  if (url !== undefined && site !== undefined)
    throw new ScenarioError('A site file is for the simulator that is started: leave --site out with --url.');
  if (url !== undefined) return useRunningSimulator(url, controlToken);
  const clientOptions = site === undefined ? {} : readSite(site);
  const given = { ...(site !== undefined && { site }), ...(settings && { settings }) };
  return useOwnSimulator(await startSimulator({ port: 0, clock: 'manual', ...given }), clientOptions);
}

async function useRunningSimulator(given: string, controlToken: string | undefined): Promise<ScenarioSimulator> {
  if (!/^https?:$/.test(URL.parse(given)?.protocol ?? '')) {
    throw new SimulatorUnavailableError(given, `"${given}" is no URL of a simulator, such as http://127.0.0.1:8080.`);
  }
  const url = new URL(given).origin;
  const control = createControlClient(url, { token: controlToken });
  await requireAccess(control, url, controlToken);
  return {
    url,
    hostName: `${url}/system`,
    clientOptions: {},
    control,
    accessPartition: (name) => {
      const ofPartition = createControlClient(url, { partition: name, token: controlToken });
      return {
        control: ofPartition,
        readClock: () => ofPartition.get('/clock'),
        readJournalAfter: (number) => ofPartition.get('/journal', { query: { after: number } }),
      };
    },
    close: () => Promise.resolve(),
  };
}

/** @throws {SimulatorUnavailableError} */
async function requireAccess(control: ControlClient, url: string, controlToken: string | undefined): Promise<void> {
  try {
    await control.get('/partitions');
  } catch (error) {
    if (!isControlError(error)) throw error;
    throw new SimulatorUnavailableError(url, whyUnavailable(error, url, controlToken));
  }
}

function whyUnavailable({ status, cause }: ControlError, url: string, controlToken: string | undefined): string {
  if (status === null) return `No simulator answers at ${url} (${(cause as Error).message}). Start one: ece-simulator start`;
  if (status !== 401) return `No simulator answers at ${url}: the answer was ${status}.`;
  if (controlToken !== undefined) return `The simulator at ${url} refuses this control token.`;
  const ways = 'controlToken, --control-token or ECE_SIMULATOR_CONTROL_TOKEN';
  return `The simulator at ${url} asks for its control token. Set it by ${ways}.`;
}

/** Reads the clock and the journal directly, because every step reads them many times. */
function useOwnSimulator(simulator: RunningSimulator, clientOptions: Partial<Options>): ScenarioSimulator {
  return {
    url: simulator.url,
    hostName: simulator.url + contextRootOf(simulator.settings),
    clientOptions,
    control: createControlClient(simulator.url),
    accessPartition: (name) => {
      const { clock, journal } = simulator.partition(name);
      return {
        control: createControlClient(simulator.url, { partition: name }),
        readClock: () => Promise.resolve({ now: clock.now(), nextDue: clock.nextDue ?? null, underway: clock.underway }),
        readJournalAfter: (after) => Promise.resolve(journal.entries.filter(({ number }) => number > after)),
      };
    },
    close: () => simulator.close(0),
  };
}
