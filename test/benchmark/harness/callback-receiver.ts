import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook server that takes whatever comes at once, and counts what agents wrote. */
export class CallbackReceiver {
  readonly url: string;
  readonly #server: http.Server;
  #count = 0;
  #wanted: { count: number; resolve: () => void } | undefined;

  private constructor(server: http.Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}/callbacks`;
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        response.writeHead(204).end();
        this.#add(Buffer.concat(parts).toString());
      });
    });
  }

  static async open(): Promise<CallbackReceiver> {
    const server = http.createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new CallbackReceiver(server, (server.address() as AddressInfo).port);
  }

  /** Texts of agents that have come since it was opened. */
  get count(): number {
    return this.#count;
  }

  /** Resolves when so many texts have come in all. */
  async untilCount(count: number): Promise<void> {
    if (this.#count >= count) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#wanted = { count, resolve: () => resolve(undefined) };
    await promise;
  }

  #add(body: string): void {
    const { message: messages } = JSON.parse(body) as { message: readonly { readonly type: { readonly value: string } }[] };
    this.#count += messages.filter(({ type }) => type.value === 'text/plain').length;
    if (this.#wanted !== undefined && this.#count >= this.#wanted.count) this.#wanted.resolve();
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
