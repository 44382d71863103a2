import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { isLoopback } from './loopback.ts';

export interface HostRules {
  /** Names and addresses that are allowed beside loopback. */
  readonly allowed: () => readonly string[];
  /** Whether addresses, names without a dot and `host.docker.internal` are allowed, as machines and containers nearby use them. */
  readonly allowsNeighbours: boolean;
}

/** Refuses requests for other hosts, so that a web page whose host name resolves to this machine (DNS rebinding) is shut out. */
export function hostCheck(rules: HostRules): RequestHandler {
  return (request, response, next) => {
    const name = hostName(request.headers.host ?? '');
    if (isAllowedName(name, rules)) next();
    else
      response
        .status(421)
        .type('text/plain')
        .send(`This simulator does not answer for the host "${name}". Allow it with --allowed-host (allowedHosts).\n`);
  };
}

/** Whether {@link hostCheck} lets requests with this `Host` pass. */
export function isAllowedHost(host: string | undefined, rules: HostRules): boolean {
  return isAllowedName(hostName(host ?? ''), rules);
}

function isAllowedName(name: string, { allowed, allowsNeighbours }: HostRules): boolean {
  return isLoopback(name) || (allowsNeighbours && isOfNeighbour(name)) || allowed().some((one) => hostName(one) === name);
}

/** A page of an attacker has a name in public DNS, so it is none of these. */
function isOfNeighbour(name: string): boolean {
  return isIP(name) !== 0 || /^[\w-]+$/.test(name) || name === 'host.docker.internal';
}

/** Without port, and without the brackets of an IPv6 address. */
function hostName(host: string): string {
  const isBareAddress = host.split(':').length > 2 && !host.startsWith('[');
  const name = isBareAddress ? host : host.replace(/:\d+$/, '').replaceAll(/[[\]]/g, '');
  return name.toLowerCase();
}
