import type { AllowedOrigins } from './http/cors.ts';
import { type CheckedConfiguration, checkConfiguration, type Configuration, settingsOf, worldOf } from './configuration.ts';
import { isLoopback } from './loopback.ts';
import { Simulator } from './simulator.ts';
import type { ClockMode } from './timekeeper.ts';
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
}

const journalCapacity = 10_000;

/**
 * A simulator without a socket: call it with `fetchInProcess`, mount it in an app with `eceRouter`, or give it to MSW with `eceHandlers`.
 * @throws {ConfigurationError}
 */
export function createSimulator(options: Configuration & CodeOptions = {}): Simulator {
  const { fetch, onDefect, ioGraceMs, ...configuration } = options;
  return simulatorOf(checkConfiguration(configuration), {
    ...(fetch !== undefined && { fetch }),
    ...(onDefect !== undefined && { onDefect }),
    ...(ioGraceMs !== undefined && { ioGraceMs }),
  });
}

/** @throws {ConfigurationError} */
export function simulatorOf(configuration: CheckedConfiguration, code: CodeOptions): Simulator {
  const settings = settingsOf(configuration);
  const seed = configuration.seed ?? crypto.randomUUID();
  const host = configuration.host ?? '127.0.0.1';
  return new Simulator(
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
}

export function clockMode(clock: CheckedConfiguration['clock']): ClockMode {
  if (clock === undefined || clock === 'real') return { mode: 'real' };
  if (clock === 'manual') return { mode: 'manual' };
  if (typeof clock === 'string') return { mode: 'scaled', factor: Number(clock.slice(0, -1)) };
  return { mode: 'manual', start: Date.parse(clock.start) };
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
