import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import type { Server } from 'node:net';
import { makeSelfSignedCertificate } from '../../simulator/http/certificate.ts';

export const networkStates = ['reachable', 'unreachable', 'unknown host', 'certificate not trusted'] as const;
export type NetworkState = (typeof networkStates)[number];
export type BrokenState = Exclude<NetworkState, 'reachable'>;

/** Where a request goes in a network that is broken: real places, each opened when it is first needed. */
export class BrokenPlaces {
  readonly #origins = new Map<BrokenState, Promise<string>>();
  readonly #closers: (() => void)[] = [];

  /** The same path and query at a place that fails in this way. */
  async locate(state: BrokenState, url: string): Promise<string> {
    const { pathname, search } = new URL(url);
    let origin = this.#origins.get(state);
    if (origin === undefined) this.#origins.set(state, (origin = this.#open(state)));
    return (await origin) + pathname + search;
  }

  #open(state: BrokenState): Promise<string> {
    switch (state) {
      case 'unreachable':
        return this.#openClosedPort();
      case 'unknown host':
        // RFC 2606: no name under .invalid exists.
        return Promise.resolve('http://ece.invalid');
      case 'certificate not trusted':
        return this.#openUntrusted();
    }
  }

  /** A port on which nothing listens as long as it is kept: it is the outgoing port of a connection. */
  async #openClosedPort(): Promise<string> {
    let accepted: Socket | undefined;
    const port = await this.#listen(createServer((socket) => (accepted = socket)));
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    this.#closers.push(() => [socket, accepted].forEach((one) => one?.destroy()));
    return `http://127.0.0.1:${socket.localPort}`;
  }

  async #openUntrusted(): Promise<string> {
    const { key, cert } = await makeSelfSignedCertificate([]);
    const server = createTlsServer({ key, cert }, (_, response) => response.end());
    return `https://127.0.0.1:${await this.#listen(server)}`;
  }

  async #listen(server: Server): Promise<number> {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    this.#closers.push(() => server.close());
    return (server.address() as AddressInfo).port;
  }

  close(): void {
    for (const close of this.#closers.splice(0)) close();
  }
}
