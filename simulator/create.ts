import type { AllowedOrigins } from './http/cors.ts';
import type { CheckedConfiguration, Configuration } from './configuration/configuration.ts';
import { checkConfiguration, clockMode, settingsOf } from './configuration/configuration.ts';
import { phrasesOf } from './agents/locales.ts';
import type { CheckedWorld, GivenWorld } from './doors/world-schema.ts';
import { worldOf } from './configuration/given-world.ts';
import { Address } from './http/address.ts';
import { filePolicy } from './http/file-policy.ts';
import { isLoopback } from './http/loopback.ts';
import { ConfigurationError } from './errors.ts';
import { Simulator } from './simulator.ts';
import type { WorldDefinition } from './world/definition.ts';
import type { Fetch } from './callbacks/http-client.ts';
import { Memory } from './memory/memory.ts';
import { makeFetch } from './http/node-fetch.ts';
import type { SettingName } from './protocol/settings.ts';
import { readTrusted } from './configuration/trust.ts';

/** What only code can give. */
export interface CodeOptions {
  /** How callbacks leave and customers' files are read. Default: a client of its own, which reaches every port. */
  fetch?: Fetch;
  /** Called with errors that no rule foresaw, after which the caller was answered 500. Default: `console.error`. */
  onDefect?: (error: unknown) => void;
  /** Real milliseconds that a manual or scaled clock waits for a peer before it counts as hung. Default 5000. */
  ioGraceMs?: number;
  /** The text of a snapshot in whose state the simulator begins. */
  snapshot?: string;
  /** Called with the name of each setting that is read, as often as it is: what was done since depends on no other setting. */
  onSettingRead?: (name: SettingName) => void;
}

export const journalCapacity = 10_000;

/**
 * A simulator without a socket: call it with `fetchInProcess`, mount it in an app with `eceRouter`, or give it to MSW with `eceHandlers`.
 * @throws {ConfigurationError} for options that are wrong
 * @throws {InvalidInputError} or {ConflictError} for a snapshot that cannot be restored here
 */
export function createSimulator(options: Configuration & CodeOptions = {}): Simulator {
  const { configuration, code } = separated(options);
  const simulator = simulatorOf(checkConfiguration(configuration), code);
  if (code.snapshot !== undefined) simulator.snapshots.import(code.snapshot);
  return simulator;
}

/** What a file could say, and what only code can give. */
export function separated(options: Configuration & CodeOptions): { configuration: Configuration; code: CodeOptions } {
  const { fetch, onDefect, ioGraceMs, snapshot, onSettingRead, ...configuration } = options;
  const code = {
    ...(fetch !== undefined && { fetch }),
    ...(onDefect !== undefined && { onDefect }),
    ...(ioGraceMs !== undefined && { ioGraceMs }),
    ...(snapshot !== undefined && { snapshot }),
    ...(onSettingRead !== undefined && { onSettingRead }),
  };
  return { configuration, code };
}

/**
 * Without the snapshot's state, which is for the moment when the simulator can be reached.
 * @throws {ConfigurationError}
 */
export function simulatorOf(configuration: CheckedConfiguration, code: CodeOptions): Simulator {
  requireReadSite(configuration);
  const settings = settingsOf(configuration);
  const seed = configuration.seed ?? crypto.randomUUID();
  const host = configuration.host ?? '127.0.0.1';
  const makeWorld = worldMaker(host, configuration);
  const trust = readTrusted([configuration.trust ?? []].flat());
  const files = filePolicy(configuration.fetchFrom ?? (isLoopback(host) ? '*' : []));
  return new Simulator(
    {
      settings,
      first: {
        seed,
        clock: clockMode(configuration.clock),
        definition: withFirstApplication(makeWorld(configuration.world), configuration),
      },
      makeWorld,
      allowedOrigins: (configuration.allowedOrigins ?? '*') satisfies AllowedOrigins,
      environment: {
        fetch: code.fetch ?? makeFetch({ trust }),
        fetchFile: code.fetch ?? makeFetch({ trust, lookup: files.lookup }),
        forbidsFile: files.forbids,
        memory: new Memory(configuration.memoryBudget, configuration.partitionMemoryBudget),
        journalCapacity: configuration.journalCapacity ?? journalCapacity,
        phrases: phrasesOf(configuration.locale ?? 'en'),
        ioGraceMs: code.ioGraceMs ?? 5000,
        secrets: [configuration.controlToken ?? []].flat(),
      },
      onDefect: code.onDefect ?? ((error) => console.error(error)),
      onSettingRead: code.onSettingRead,
    },
    new Address(`http://${host}:${configuration.port ?? 8080}`, configuration.publicUrl),
  );
}

/** A simulator is made at once, and a file is not. */
function requireReadSite({ site }: CheckedConfiguration): void {
  if (typeof site !== 'string') return;
  const message = '"site" must be what stands in the file: write site: await readSiteFile(...), or use startSimulator.';
  throw new ConfigurationError([{ path: ['site'], message }]);
}

/** Makes the world of each partition. The option `agents` does not change agents that are silent or manual by definition. */
function worldMaker(host: string, { agents }: CheckedConfiguration): (given: GivenWorld | undefined) => WorldDefinition {
  return (given) => {
    const world = isLoopback(host) ? worldOf(given) : withRandomSecrets(worldOf(given), given);
    if (agents === undefined) return world;
    return {
      ...world,
      agents: world.agents.map((agent) => (agent.behaviour === 'answers' ? { ...agent, behaviour: agents } : agent)),
    };
  };
}

/** Other machines must not get in with the well-known credentials of the default world. */
function withRandomSecrets(world: WorldDefinition, given: GivenWorld = {}): WorldDefinition {
  const own: CheckedWorld = given === 'empty' ? {} : given;
  return {
    ...world,
    ...(own.applications === undefined && {
      applications: world.applications.map((application) => ({ ...application, secret: crypto.randomUUID() })),
    }),
    ...(own.users === undefined && { users: world.users.map((user) => ({ ...user, password: crypto.randomUUID() })) }),
  };
}

function withFirstApplication(
  world: WorldDefinition,
  { callbackUrl, clientId, clientSecret }: CheckedConfiguration,
): WorldDefinition {
  const [first, ...others] = world.applications;
  if (first === undefined) return world;
  if (others.some(({ key }) => key === clientId))
    throw new ConfigurationError([{ path: ['clientId'], message: `Another application has the client id "${clientId}".` }]);
  const application = {
    ...first,
    ...(clientId !== undefined && { key: clientId }),
    ...(clientSecret !== undefined && { secret: clientSecret }),
    ...(callbackUrl !== undefined && { callback: { ...first.callback, url: callbackUrl } }),
  };
  return { ...world, applications: [application, ...others] };
}
