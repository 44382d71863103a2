import type { RequestHandler } from 'express';
import { isLoopback } from './loopback.ts';

/** Refuses requests for other hosts, so that a web page whose host name resolves to this machine (DNS rebinding) is shut out. */
export function hostCheck(allowed: () => readonly string[]): RequestHandler {
  return (request, response, next) => {
    const name = hostName(request.headers.host ?? '');
    if (isLoopback(name) || allowed().some((one) => hostName(one) === name)) next();
    else
      response
        .status(421)
        .type('text/plain')
        .send(`This simulator does not answer for the host "${name}". Add it to allowedHosts.\n`);
  };
}

/** Without port, and without the brackets of an IPv6 address. */
function hostName(host: string): string {
  const isBareAddress = host.split(':').length > 2 && !host.startsWith('[');
  const name = isBareAddress ? host : host.replace(/:\d+$/, '').replaceAll(/[[\]]/g, '');
  return name.toLowerCase();
}
