import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express, Request, Response } from 'express';
import type { OpenConsolePart } from './console/parts.ts';
import { ConsoleParts } from './console/parts.ts';
import { consolePage } from './console/page.ts';
import type { Certificate } from './http/certificate.ts';
import { selfSigned } from './http/certificate.ts';
import type { CheckedConfiguration, Configuration } from './configuration/configuration.ts';
import { checkConfiguration } from './configuration/configuration.ts';
import type { CodeOptions } from './create.ts';
import { separated, simulatorOf } from './create.ts';
import { controlBase } from './control/base.ts';
import { controlRouter } from './control/router.ts';
import { healthRouter } from './http/health.ts';
import { hostCheck } from './http/host-check.ts';
import { eceHandler, leanApp } from './http/express.ts';
import { answerUnreadable } from './http/unreadable-requests.ts';
import { ConfigurationError, ListenError } from './errors.ts';
import { isLoopback } from './http/loopback.ts';
import type { Simulator } from './simulator.ts';

export { createSimulator } from './create.ts';

/** {@link Configuration} and what only code can give. */
export type StartOptions = Configuration & CodeOptions & ConsoleOptions;

export interface ConsoleOptions {
  /** What the console can do beside what the simulator can, by name. Default: nothing. */
  consoleParts?: Readonly<Record<string, OpenConsolePart>>;
}

/** A simulator that listens. `close()` or `await using` stops it. */
export type RunningSimulator = Simulator & { readonly certificate: string | undefined };

/** The address that the simulator listens on by default. */
export const defaults = { host: '127.0.0.1', port: 8080 } as const;

/**
 * Starts a simulator on a socket and resolves when it answers.
 * @throws {ConfigurationError} for options that are wrong, among them a host off loopback without a control token
 * @throws {InvalidInputError} or {ConflictError} for a snapshot that cannot be restored here
 * @throws {ListenError} when the address cannot be listened on
 */
export async function startSimulator({ consoleParts = {}, ...options }: StartOptions = {}): Promise<RunningSimulator> {
  const { configuration: given, code } = separated(options);
  const configuration = checkConfiguration(given);
  const host = configuration.host ?? defaults.host;
  requireControlToken(host, configuration);
  const simulator = simulatorOf(configuration, code);
  const certificate = configuration.tls === true ? await selfSigned(host) : undefined;
  const onDefect = code.onDefect ?? ((error) => console.error(error));
  const listener = listenerOf(appOf({ simulator, host, configuration, consoleParts, onDefect }), simulator, onDefect);
  const server = await serverOf(listener, certificate);
  server.keepAliveTimeout = keepAliveMs;
  answerUnreadable(server, () => simulator.settings);
  const port = await listen(server, configuration.port ?? defaults.port, host);
  simulator.url = configuration.publicUrl ?? addressOf(host, port, certificate !== undefined);
  simulator.onClose(() => closeServer(server));
  // Not sooner: what waits in a snapshot is sent at once, with content URLs that must lead here.
  if (code.snapshot !== undefined) await importOrClose(simulator, code.snapshot);
  return Object.assign(simulator, { certificate: certificate?.cert });
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

interface AppParts extends Required<ConsoleOptions> {
  simulator: Simulator;
  host: string;
  configuration: CheckedConfiguration;
  onDefect: (error: unknown) => void;
}

function appOf({ simulator, host, configuration, consoleParts, onDefect }: AppParts): Express {
  const { publicUrl, allowedHosts = [], controlToken } = configuration;
  const app = leanApp();
  const publicHosts = publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
  if (!isLoopback(host)) app.use(hostCheck([...allowedHosts, ...publicHosts, host]));
  app.use(healthRouter(() => !simulator.isClosing));
  // Requests through the public URL are external, even through a tunnel on this machine, so they need the token.
  const controlHosts = [...allowedHosts, ...(controlToken === undefined ? [] : publicHosts), host];
  const parts = new ConsoleParts(consoleParts, { simulator, controlToken });
  app.use(controlBase, hostCheck(controlHosts), controlRouter(simulator, { controlToken, parts, onDefect }));
  app.use(consolePage());
  app.use(eceHandler(simulator));
  return app;
}

/** Answers requests that Express cannot route, e.g. `GET http://[`. Express would answer with a page of HTML. */
function listenerOf(app: Express, simulator: Simulator, onDefect: (error: unknown) => void): RequestListener {
  const ece = eceHandler(simulator);
  return (request, response) => {
    const failed = (error: unknown) => {
      onDefect(error);
      response.destroy();
    };
    app(request as Request, response as Response, (error?: unknown) => {
      if (error === undefined) void ece(request as Request, response as Response, failed);
      else failed(error);
    });
  };
}

/** ECE answers a call without `Host` too. The parts that need the host check it themselves. */
const serverOptions = { requireHostHeader: false } as const;

async function serverOf(listener: RequestListener, certificate: Certificate | undefined): Promise<Server> {
  if (certificate === undefined) return createServer(serverOptions, listener);
  const https = await import('node:https');
  return https.createServer({ ...serverOptions, ...certificate }, listener);
}

function listenError(host: string, port: number, code: string): ListenError {
  return new ListenError(`Cannot listen on ${host}:${port}: ${whyNot(code, port)}`);
}

function whyNot(code: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'another program uses the port. Choose another one, or 0 for any that is free.';
    case 'EACCES':
      return `this user may not open port ${port}. Choose one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine has no such address.';
    default:
      return code;
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(host, port, error.code ?? error.message)));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function addressOf(host: string, port: number, tls: boolean): string {
  const reachable =
    host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host.replaceAll(/[[\]]/g, '')}]` : host;
  return `${tls ? 'https' : 'http'}://${reachable}:${port}`;
}

/** Connections that wait for an answer which a fault holds back would never end by themselves. */
const closeGraceMs = 1000;
const idleCheckMs = 10;

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), closeGraceMs);
    // A client may keep its connection open after the answer to its last call.
    const idle = setInterval(() => server.closeIdleConnections(), idleCheckMs);
    server.close(() => {
      clearTimeout(force);
      clearInterval(idle);
      resolve();
    });
  });
}
