import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { OpenConsolePart } from './console/parts.ts';
import type { Certificate } from './http/certificate.ts';
import { readCertificate, makeSelfSignedCertificate } from './http/certificate.ts';
import type { CheckedConfiguration, Configuration } from './configuration/configuration.ts';
import { checkConfiguration } from './configuration/configuration.ts';
import { readSiteFile } from './configuration/site-file.ts';
import type { CodeOptions } from './create.ts';
import { separated, simulatorOf } from './create.ts';
import { defaults } from './http/default-address.ts';
import { addressesOf, listen, urlOf } from './http/listen.ts';
import { closeServer } from './http/server-stop.ts';
import { answerUnreadable, ignoreUpgrades } from './http/unreadable-requests.ts';
import { listenerOf } from './listener.ts';
import { ConfigurationError } from './errors.ts';
import { isLoopback, isWildcard, withoutBrackets } from './http/loopback.ts';
import type { SettingValues } from './protocol/settings.ts';
import type { Simulator } from './simulator.ts';

export { createSimulator } from './create.ts';

/** {@link Configuration} and what only code can give. */
export type StartOptions = Configuration & CodeOptions & ConsoleOptions;

export interface ConsoleOptions {
  /** What the console can do beside what the simulator can, by name. Default: nothing. */
  consoleParts?: Readonly<Record<string, OpenConsolePart>>;
  /** Folder of the built page. Default: that of the package. */
  consoleFolder?: string;
}

/** A simulator that listens. `close()` or `await using` stops it. */
export type RunningSimulator = Simulator & {
  /** The self-signed certificate, for clients to trust; undefined without TLS, and with a certificate of one's own. */
  readonly certificate: string | undefined;
  /** Lets the process end although the simulator listens. Returns the simulator. */
  unref(): RunningSimulator;
};

/**
 * Starts a simulator on a socket and resolves when it answers.
 * @throws {ConfigurationError} for options that are wrong, among them a host off loopback without a control token
 * @throws {InvalidInputError} or {ConflictError} for a snapshot that cannot be restored here
 * @throws {ListenError} when the address cannot be listened on
 */
export async function startSimulator({
  consoleParts = {},
  consoleFolder,
  ...options
}: StartOptions = {}): Promise<RunningSimulator> {
  const { configuration: given, code } = separated(options);
  const configuration = checkConfiguration(await withSiteRead(given));
  const host = configuration.host ?? defaults.host;
  requireControlToken(host, configuration);
  const simulator = simulatorOf(configuration, code);
  const { certificate, isOwn } = await certificateFor(host, configuration);
  const onDefect = code.onDefect ?? ((error) => console.error(error));
  const protocol = certificate === undefined ? 'http' : 'https';
  const listener = listenerOf({ simulator, host, configuration, consoleParts, consoleFolder, onDefect }, protocol);
  const makeServer = await serverMaker(listener, certificate, () => simulator.settings);
  const { servers, port } = await listen(makeServer, addressesOf(configuration.host), configuration.port ?? defaults.port);
  simulator.address.listening = urlOf(host, port, certificate !== undefined);
  simulator.onClose(async (deadlineMs) => {
    await Promise.all(servers.map((server) => closeServer(server, deadlineMs)));
  });
  // The URL must be known before: callbacks that wait in a snapshot are sent at once, with content URLs that lead here.
  if (code.snapshot !== undefined) await importOrClose(simulator, code.snapshot);
  const running: RunningSimulator = Object.assign(simulator, {
    certificate: isOwn ? undefined : certificate?.cert,
    unref: () => {
      for (const server of servers) server.unref().on('connection', (socket) => socket.unref());
      return running;
    },
  });
  return running;
}

async function withSiteRead(configuration: Configuration): Promise<Configuration> {
  const { site } = configuration;
  return typeof site === 'string' && site !== '' ? { ...configuration, site: await readSiteFile(site) } : configuration;
}

/** Longer than clients keep idle connections, because a call is lost when its connection is closed as it leaves. */
const keepAliveMs = 75_000;

function requireControlToken(host: string, { controlToken }: CheckedConfiguration): void {
  if (isLoopback(host) || controlToken !== undefined) return;
  const message = `Other machines can reach "${host}", so the control API needs a token: set "controlToken" (16 characters or more), or listen on ${defaults.host}.`;
  throw new ConfigurationError([{ path: ['controlToken'], message }]);
}

async function importOrClose(simulator: Simulator, snapshot: string): Promise<void> {
  try {
    simulator.snapshots.import(snapshot);
  } catch (error) {
    await simulator.close(0);
    throw error;
  }
}

/** The simulator itself answers a call without `Host`, in ECE's words. */
const serverOptions = { requireHostHeader: false } as const;

async function serverMaker(
  listener: RequestListener,
  certificate: Certificate | undefined,
  settings: () => SettingValues,
): Promise<() => Server> {
  const https = certificate && (await import('node:https'));
  return () => {
    const server = https?.createServer({ ...serverOptions, ...certificate }, listener) ?? createServer(serverOptions, listener);
    server.keepAliveTimeout = keepAliveMs;
    answerUnreadable(server, settings);
    ignoreUpgrades(server);
    return server;
  };
}

/** One's own certificate, or a self-signed one for every name by which clients may call, or none. */
async function certificateFor(
  host: string,
  { tls, tlsNames = [], tlsCert, tlsKey, publicUrl }: CheckedConfiguration,
): Promise<{ certificate: Certificate | undefined; isOwn: boolean }> {
  if (tlsCert !== undefined && tlsKey !== undefined) return { certificate: await readCertificate(tlsCert, tlsKey), isOwn: true };
  if (tlsCert !== undefined || tlsKey !== undefined) {
    const [given, missing] = tlsCert === undefined ? ['tlsKey', 'tlsCert'] : ['tlsCert', 'tlsKey'];
    throw new ConfigurationError([{ path: [missing], message: `"${given}" needs "${missing}" beside it.` }]);
  }
  if (tls !== true && tlsNames.length === 0) return { certificate: undefined, isOwn: false };
  const listensOn = isWildcard(host) ? [] : [host];
  const ofPublicUrl = publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
  const names = [...listensOn, ...ofPublicUrl, ...tlsNames].map(withoutBrackets);
  return { certificate: await makeSelfSignedCertificate(names), isOwn: false };
}
