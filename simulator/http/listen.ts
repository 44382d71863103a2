import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListenError } from '../errors.ts';
import { isWildcard, withoutBrackets } from './loopback.ts';
import { closeServer } from './server-stop.ts';

const bothLoopbacks = ['127.0.0.1', '::1'] as const;
/** A free port of one loopback can be taken on the other. */
const attempts = 10;

/**
 * The addresses that a host means: `localhost`, or none, means both loopbacks, since some clients ask for the one and some for the
 * other.
 */
export function addressesOf(host: string | undefined): readonly string[] {
  return host === undefined || host === 'localhost' ? bothLoopbacks : [withoutBrackets(host)];
}

/** The URL for clients on this machine. */
export function urlOf(host: string, port: number, isSecure: boolean): string {
  const address = withoutBrackets(host);
  const reachable = isWildcard(host) ? 'localhost' : address.includes(':') ? `[${address}]` : address;
  return `${isSecure ? 'https' : 'http'}://${reachable}:${port}`;
}

export interface Listening {
  readonly servers: readonly Server[];
  readonly port: number;
}

/**
 * Listens on every address, on the same port. A machine that lacks the second address is left without it.
 * @param port 0 for any that is free on all of them
 * @throws {ListenError} when an address cannot be listened on
 */
export async function listen(makeServer: () => Server, addresses: readonly string[], port: number): Promise<Listening> {
  for (let attempt = 1; ; attempt++) {
    const servers: Server[] = [];
    let common = port;
    try {
      for (const address of addresses) {
        const server = await listenOn(makeServer(), address, common, servers.length > 0);
        if (server === undefined) continue;
        servers.push(server);
        common = (server.address() as AddressInfo).port;
      }
      return { servers, port: common };
    } catch (error) {
      await Promise.all(servers.map((server) => closeServer(server, 0)));
      const { code, message, address } = error as NodeJS.ErrnoException & { address?: string };
      const isTakenOnSecond = code === 'EADDRINUSE' && port === 0 && servers.length > 0;
      if (!isTakenOnSecond || attempt === attempts) throw listenError(address ?? addresses[0]!, common, code ?? message);
    }
  }
}

/** Undefined when the machine does not have the address, and `mayLack` allows that. */
function listenOn(server: Server, address: string, port: number, mayLack: boolean): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isLacking = error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT';
      if (isLacking && mayLack) resolve(undefined);
      else reject(error);
    });
    server.listen(port, address, () => resolve(server));
  });
}

function listenError(address: string, port: number, code: string): ListenError {
  const place = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  return new ListenError(`Cannot listen on ${place}: ${explainFailure(code, port)}`, code === 'EADDRINUSE' ? port : undefined);
}

function explainFailure(code: string, port: number): string {
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
