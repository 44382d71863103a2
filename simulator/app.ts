import type { RequestListener } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { OpenConsolePart } from './console/parts.ts';
import { ConsoleParts } from './console/parts.ts';
import { consolePage } from './console/page.ts';
import type { CheckedConfiguration } from './configuration/configuration.ts';
import { controlBase } from './control/base.ts';
import { guard } from './control/guard.ts';
import { controlRouter } from './control/router.ts';
import type { Address } from './http/address.ts';
import { eceHandler, makeLeanApp } from './http/ece-handler.ts';
import { answerAtRoot, healthRouter } from './http/health.ts';
import type { HostRules } from './http/host-check.ts';
import { hostCheck } from './http/host-check.ts';
import { originCheck } from './http/origin-check.ts';
import { metricsContentType, metricsText } from './metrics/metrics.ts';
import type { Simulator } from './simulator.ts';

export interface AppParts {
  consoleParts: Readonly<Record<string, OpenConsolePart>>;
  consoleFolder: string | undefined;
  simulator: Simulator;
  host: string;
  configuration: CheckedConfiguration;
  onDefect: (error: unknown) => void;
  /** For which hosts ECE's calls are answered; undefined: for every host. */
  hostRules: HostRules | undefined;
  /** The hosts for which the simulator answers beside loopback. */
  ownHosts: () => readonly string[];
}

/**
 * Answers what is no plain call of ECE: the control API, the console, probes, and calls that a check of hosts or origins could refuse. What
 * Express cannot route, e.g. `GET http://[`, is answered as ECE does, and not by a page of HTML.
 */
export function makeApp(parts: AppParts): RequestListener {
  const { simulator, host, configuration, consoleParts, consoleFolder, onDefect, hostRules, ownHosts } = parts;
  const { allowedHosts = [], controlToken } = configuration;
  const app = makeLeanApp();
  app.use(removePublicFolder(simulator.address));
  // A probe asks for whatever host it knows, and learns nothing from the answer.
  app.use(healthRouter(() => !simulator.isClosing));
  if (hostRules !== undefined) app.use(hostCheck(hostRules));
  // Requests through the public URL are external, even through a tunnel on this machine, so they need the token.
  const controlHosts = controlToken === undefined ? () => [...allowedHosts, host] : ownHosts;
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
  const ece = eceHandler(simulator);
  app.use(ece);
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

/** A gateway may keep the path of the public URL when it passes requests on. */
function removePublicFolder(address: Address): RequestHandler {
  return (request, _response, next) => {
    request.url = address.withoutFolder(request.url);
    next();
  };
}
