import type { IncomingMessage, RequestListener } from 'node:http';
import type { AppParts } from './app.ts';
import type { Address } from './http/address.ts';
import { isPathOfEce } from './http/ece-paths.ts';
import type { HostRules } from './http/host-check.ts';
import { isAllowedHost } from './http/host-check.ts';
import { isLoopback } from './http/loopback.ts';
import { originOf, serveRequest } from './http/node-http.ts';
import { headersOf } from './http/shared-headers.ts';
import { answerWithoutHost, hasOneHost } from './http/unreadable-requests.ts';

export type ListenerParts = Omit<AppParts, 'hostRules' | 'ownHosts'>;

/**
 * Answers ECE's calls without Express, which takes as long as all the rest. All other requests, and calls that a check of hosts or origins
 * could refuse, go to the app with the control API. It is loaded for the first of them, since many simulators never get one.
 */
export function listenerOf(parts: ListenerParts, protocol: 'http' | 'https'): RequestListener {
  const { simulator, configuration, onDefect } = parts;
  const hostRules = hostRulesOf(parts);
  let app: RequestListener | undefined;
  let loading: Promise<RequestListener> | undefined;
  const loadApp = async () => {
    const { makeApp } = await import('./app.ts');
    return (app = makeApp({ ...parts, hostRules, ownHosts: () => ownHosts(parts) }));
  };
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
      return serveRequest(simulator, { request, headers: headersOf(request), base }, response, failed);
    }
    if (app !== undefined) return app(request, response);
    loading ??= loadApp();
    loading
      .then((loaded) => {
        if (!response.closed) loaded(request, response);
      })
      .catch(failed);
  };
}

/** Other machines can reach a simulator off loopback, so that it looks at the host for which they ask. */
function hostRulesOf(parts: ListenerParts): HostRules | undefined {
  return isLoopback(parts.host) ? undefined : { allowed: () => ownHosts(parts), allowsNeighbours: true };
}

function ownHosts({ configuration: { allowedHosts = [] }, simulator, host }: ListenerParts): string[] {
  return [...allowedHosts, ...publicHosts(simulator.address), host];
}

function publicHosts({ publicUrl }: Address): string[] {
  return publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
}
