import type { RequestListener, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small HTTP server on loopback. It counts the requests that it leaves without an answer. */
export class LocalServer {
  readonly #server: Server;
  readonly #held = new Set<ServerResponse>();

  private constructor(listener: RequestListener) {
    // Only the caller closes idle connections. If both did, a request could be lost between them.
    this.#server = createServer({ keepAliveTimeout: 0 }, listener);
  }

  static async open(listener: RequestListener): Promise<LocalServer> {
    const server = new LocalServer(listener);
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Leaves a request without an answer until its caller disconnects. */
  hold(response: ServerResponse): void {
    this.#held.add(response);
    response.once('close', () => this.#held.delete(response));
  }

  /** How many requests have no answer. */
  get held(): number {
    return this.#held.size;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
