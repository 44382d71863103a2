import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** An answer of the provider on its way to whom it is for. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Change = (answer: Answer) => Partial<Answer>;

/** Stands before a provider and changes what it answers. */
export class MutatingProxy implements AsyncDisposable {
  /** What is done to every answer. */
  change: Change = () => ({});
  readonly #server: Server;
  readonly #provider: string;

  private constructor(provider: string) {
    this.#provider = provider;
    this.#server = createServer((request, response) => void this.#pass(request, response));
  }

  /** @param provider where the calls go on to, e.g. `http://127.0.0.1:8080` */
  static async open(provider: string): Promise<MutatingProxy> {
    const proxy = new MutatingProxy(provider);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host: _, connection: __, ...headers } = request.headers;
    const sent = await buffer(request);
    const answer = await fetch(this.#provider + request.url!, {
      method: request.method!,
      headers: headers as Record<string, string>,
      ...(sent.byteLength > 0 && { body: sent }),
    });
    // They are about the bytes that came, not about the text that goes on.
    const { 'content-length': ___, 'content-encoding': ____, connection: _____, ...kept } = Object.fromEntries(answer.headers);
    const whole = { status: answer.status, headers: kept, body: await answer.text() };
    const { status, headers: answered, body } = { ...whole, ...this.change(whole) };
    response.writeHead(status, answered).end(body);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
