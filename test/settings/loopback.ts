import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A status, a whole answer, or none at all: the connection stays open. */
export type Reply = number | { status: number; headers?: Record<string, string>; body?: string } | 'none';
export type Handler = (arrived: Arrived) => Reply;

/** The client's side of the network: webhook, token and file servers, each a path of its own on one loopback socket. */
export class Loopback {
  readonly #server: Server;
  readonly #handlers = new Map<string, Handler>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  static async open(): Promise<Loopback> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Loopback(server);
  }

  /** Gives the handler a URL that nobody else has. */
  serve(handler: Handler): string {
    const path = `/${this.#handlers.size + 1}`;
    this.#handlers.set(path, handler);
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request.setEncoding('utf8') as AsyncIterable<string>) body += part;
    const path = request.url ?? '';
    const reply = this.#handlers.get(path)!({ method: request.method ?? '', path, headers: request.headers, body });
    if (reply === 'none') return;
    const answer = typeof reply === 'number' ? { status: reply } : reply;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
