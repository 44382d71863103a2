import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { Express, Request, RequestHandler, Response } from 'express';
import type { OpenConsolePart } from './console/parts.ts';
import { ConsoleParts } from './console/parts.ts';
import { consolePage } from './console/page.ts';
import type { Address } from './http/address.ts';
import type { Certificate } from './http/certificate.ts';
import { readCertificate, makeSelfSignedCertificate } from './http/certificate.ts';
import type { CheckedConfiguration, Configuration } from './configuration/configuration.ts';
import { checkConfiguration } from './configuration/configuration.ts';
import { readSiteFile } from './configuration/site-file.ts';
import type { CodeOptions } from './create.ts';
import { separated, simulatorOf } from './create.ts';
import { controlBase } from './control/base.ts';
import { guard } from './control/guard.ts';
import { controlRouter } from './control/router.ts';
import { answerAtRoot, healthRouter } from './http/health.ts';
import { defaults } from './http/default-address.ts';
import { isPathOfEce } from './http/ece-paths.ts';
import type { HostRules } from './http/host-check.ts';
import { hostCheck, isAllowedHost } from './http/host-check.ts';
import { eceHandler, makeLeanApp } from './http/ece-handler.ts';
import { addressesOf, listen, urlOf } from './http/listen.ts';
import { originOf, serveRequest } from './http/node-http.ts';
import { originCheck } from './http/origin-check.ts';
import { closeServer, watchServer } from './http/server-stop.ts';
import { answerUnreadable, answerWithoutHost, hasOneHost, ignoreUpgrades } from './http/unreadable-requests.ts';
import { ConfigurationError } from './errors.ts';
import { isLoopback, isWildcard, withoutBrackets } from './http/loopback.ts';
import { metricsContentType, metricsText } from './metrics/metrics.ts';
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
  throw new ConfigurationError([{ path: ['host'], message }]);
}

async function importOrClose(simulator: Simulator, snapshot: string): Promise<void> {
  try {
    simulator.snapshots.import(snapshot);
  } catch (error) {
    await simulator.close(0);
    throw error;
  }
}

interface AppParts {
  consoleParts: Readonly<Record<string, OpenConsolePart>>;
  consoleFolder: string | undefined;
  simulator: Simulator;
  host: string;
  configuration: CheckedConfiguration;
  onDefect: (error: unknown) => void;
}

function appOf(parts: AppParts, hostRules: HostRules | undefined): Express {
  const { simulator, host, configuration, consoleParts, consoleFolder, onDefect } = parts;
  const { allowedHosts = [], controlToken } = configuration;
  const app = makeLeanApp();
  app.use(removePublicFolder(simulator.address));
  // A probe asks for whatever host it knows, and learns nothing from the answer.
  app.use(healthRouter(() => !simulator.isClosing));
  if (hostRules !== undefined) app.use(hostCheck(hostRules));
  // Requests through the public URL are external, even through a tunnel on this machine, so they need the token.
  const controlHosts = controlToken === undefined ? () => [...allowedHosts, host] : () => ownHosts(parts);
  const opened = new ConsoleParts(consoleParts, { simulator, controlToken });
  const checkHost = hostCheck({ allowed: controlHosts, allowsNeighbours: hostRules !== undefined });
  app.use(controlBase, checkHost, controlRouter(simulator, { controlToken, parts: opened, onDefect }));
  if (configuration.metrics === true) {
    app.get(
      '/metrics',
      checkHost,
      guard(controlToken, () => simulator.url),
      (_request, response) => void response.type(metricsContentType).send(metricsText(simulator)),
    );
  }
  app.use(consolePage(consoleFolder));
  app.use(answerAtRoot(() => simulator.settings));
  if (configuration.allowedOrigins === undefined) app.use(originCheck(() => new URL(simulator.url).origin));
  app.use(eceHandler(simulator));
  return app;
}

/** Other machines can reach a simulator off loopback, so that it looks at the host for which they ask. */
function hostRulesOf(parts: AppParts): HostRules | undefined {
  return isLoopback(parts.host) ? undefined : { allowed: () => ownHosts(parts), allowsNeighbours: true };
}

function ownHosts({ configuration: { allowedHosts = [] }, simulator, host }: AppParts): string[] {
  return [...allowedHosts, ...publicHosts(simulator.address), host];
}

function publicHosts({ publicUrl }: Address): string[] {
  return publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
}

/** A gateway may keep the path of the public URL when it passes requests on. */
function removePublicFolder(address: Address): RequestHandler {
  return (request, _response, next) => {
    request.url = address.withoutFolder(request.url);
    next();
  };
}

/**
 * Answers ECE's calls without Express, which takes as long as all the rest. Express gets the other requests, and those that a check
 * of hosts or origins could refuse. What Express cannot route, e.g. `GET http://[`, is answered as ECE does, and not by a page of HTML.
 */
function listenerOf(parts: AppParts, protocol: 'http' | 'https'): RequestListener {
  const { simulator, configuration, onDefect } = parts;
  const hostRules = hostRulesOf(parts);
  const app = appOf(parts, hostRules);
  const ece = eceHandler(simulator);
  const isPlainCall = ({ url = '', headers: { host, origin } }: IncomingMessage) =>
    isPathOfEce(simulator, simulator.address.withoutFolder(url)) &&
    (origin === undefined || configuration.allowedOrigins !== undefined) &&
    (hostRules === undefined || isAllowedHost(host, hostRules));
  return (request, response) => {
    if (!hasOneHost(request)) return answerWithoutHost(request, response, simulator.settings);
    const failed = (error: unknown) => {
      onDefect(error);
      response.destroy();
    };
    if (isPlainCall(request)) {
      const base = originOf(protocol, request.headers.host);
      return serveRequest(simulator, request, response, base, failed);
    }
    app(request as Request, response as Response, (error?: unknown) => {
      if (error === undefined) void ece(request as Request, response as Response, failed);
      else failed(error);
    });
  };
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
    watchServer(server);
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
