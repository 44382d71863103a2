import type { AllowedOrigins } from './http/cors.ts';
import {
  type CheckedConfiguration,
  checkConfiguration,
  clockMode,
  type Configuration,
  settingsOf,
  worldOf,
} from './configuration.ts';
import { isLoopback } from './loopback.ts';
import { Simulator } from './simulator.ts';
import type { WorldDefinition } from './world/definition.ts';
import type { Fetch } from './callbacks/http-client.ts';

/** What only code can give. */
export interface CodeOptions {
  /** How callbacks leave and customers' files are read. Default: the global `fetch`. */
  fetch?: Fetch;
  /** Told of what no rule foresaw: the caller was answered 500. Default: `console.error`. */
  onDefect?: (error: unknown) => void;
  /** Real milliseconds that a manual clock waits for a peer before it counts as hung. Default 5000. */
  ioGraceMs?: number;
  /** The text of a snapshot in whose state the simulator begins. */
  snapshot?: string;
}

const journalCapacity = 10_000;

/**
 * A simulator without a socket: call it with `fetchInProcess`, mount it in an app with `eceRouter`, or give it to MSW with `eceHandlers`.
 * @throws {ConfigurationError}, or a {@link Problem} with the snapshot
 */
export function createSimulator(options: Configuration & CodeOptions = {}): Simulator {
  const { configuration, code } = separated(options);
  return simulatorOf(checkConfiguration(configuration), code);
}

/** What a file could say, and what only code can give. */
export function separated(options: Configuration & CodeOptions): { configuration: Configuration; code: CodeOptions } {
  const { fetch, onDefect, ioGraceMs, snapshot, ...configuration } = options;
  const code = {
    ...(fetch !== undefined && { fetch }),
    ...(onDefect !== undefined && { onDefect }),
    ...(ioGraceMs !== undefined && { ioGraceMs }),
    ...(snapshot !== undefined && { snapshot }),
  };
  return { configuration, code };
}

/** @throws {ConfigurationError} */
export function simulatorOf(configuration: CheckedConfiguration, code: CodeOptions): Simulator {
  const settings = settingsOf(configuration);
  const seed = configuration.seed ?? crypto.randomUUID();
  const host = configuration.host ?? '127.0.0.1';
  const simulator = new Simulator(
    {
      settings,
      seed,
      clock: clockMode(configuration.clock),
      definition: adapted(worldOf(configuration.world), configuration),
      allowedOrigins: (configuration.allowedOrigins ?? '*') satisfies AllowedOrigins,
      environment: {
        fetch: code.fetch ?? ((input, init) => globalThis.fetch(input, init)),
        forbidsFile: filePolicy(configuration.fetchFrom ?? (isLoopback(host) ? '*' : [])),
        journalCapacity: configuration.journalCapacity ?? journalCapacity,
        ioGraceMs: code.ioGraceMs ?? 5000,
      },
      onDefect: code.onDefect ?? ((error) => console.error(error)),
    },
    configuration.publicUrl ?? `http://${host}:${configuration.port ?? 8080}`,
  );
  if (code.snapshot !== undefined) simulator.snapshots.import(code.snapshot);
  return simulator;
}

/** The short options that stand for a part of the world. `agents` leaves those alone who are silent or manual by definition. */
function adapted(world: WorldDefinition, { agents, callbackUrl }: CheckedConfiguration): WorldDefinition {
  return {
    ...world,
    agents: world.agents.map((agent) =>
      agent.behaviour === 'answers' && agents !== undefined ? { ...agent, behaviour: agents } : agent,
    ),
    applications: world.applications.map((application, at) =>
      at === 0 && callbackUrl !== undefined
        ? { ...application, callback: { ...application.callback, url: callbackUrl } }
        : application,
    ),
  };
}

function filePolicy(fetchFrom: '*' | readonly string[]): (url: URL) => string | undefined {
  return ({ hostname, protocol }) => {
    if (protocol !== 'http:' && protocol !== 'https:') return `files are read by http and https, not by ${protocol}`;
    if (fetchFrom === '*' || fetchFrom.includes(hostname)) return undefined;
    return `the host ${hostname} is not in fetchFrom`;
  };
}
