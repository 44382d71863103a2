import type { RequestListener, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small HTTP server on loopback. It counts the requests that it leaves without an answer. */
export class LocalServer {
  readonly #server: Server;
  readonly #held = new Set<ServerResponse>();
  readonly #hanging = new Set<string>();

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

  /**
   * Leaves a request without an answer until its caller disconnects.
   * @param id `x-request-id` of the client; undefined when ECE is the caller
   */
  hold(response: ServerResponse, id?: string): void {
    this.#held.add(response);
    if (id !== undefined) this.#hanging.add(id);
    response.once('close', () => {
      this.#held.delete(response);
      if (id !== undefined) this.#hanging.delete(id);
    });
  }

  /** The ids of the client's requests that have no answer. */
  get hanging(): ReadonlySet<string> {
    return this.#hanging;
  }

  /** How many requests have no answer, those of ECE included. */
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
