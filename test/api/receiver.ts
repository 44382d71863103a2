import { EventEmitter, once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request that the simulator sent to a client's server. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Reply =
  | number
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Uint8Array }
  /** Never answers. */
  | 'hang'
  /** Takes the request and closes the connection. */
  | 'hang up';

/** A client's web server on a free port: it takes callbacks, gives tokens and holds files. */
export class Receiver implements AsyncDisposable {
  readonly received: Received[] = [];
  /** What is answered; may be exchanged at any time. */
  answer: (request: Received) => Reply | Promise<Reply> = () => 200;
  readonly #server: Server;
  readonly #arrivals = new EventEmitter();

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async open(answer?: Receiver['answer']): Promise<Receiver> {
    const receiver = new Receiver();
    if (answer !== undefined) receiver.answer = answer;
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get bodies(): string[] {
    return this.received.map(({ body }) => body);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const received = { method, path, headers: headers as Record<string, string>, body: await text(request) };
    this.received.push(received);
    this.#arrivals.emit('arrival');
    const reply = await this.answer(received);
    if (reply === 'hang') return;
    if (reply === 'hang up') {
      response.destroy();
      return;
    }
    const { status, headers: answered, body = '' } = typeof reply === 'number' ? { status: reply, headers: {} } : reply;
    response.writeHead(status, answered).end(body);
  }

  /** Resolves when so many requests have come. */
  async until(count: number): Promise<void> {
    while (this.received.length < count) await once(this.#arrivals, 'arrival');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

export interface CallbackMessage {
  readonly id: string;
  readonly conversation: { readonly id: string };
  readonly type: { readonly value: string };
  readonly content?: string;
  readonly sender: { readonly type: string; readonly user?: object };
  readonly timeStamp: number;
  readonly attachments?: { readonly attachment: readonly Readonly<Record<string, string>>[] };
}

/** The messages of JSON callbacks, in the order in which they came. */
export function messagesIn(bodies: readonly string[]): CallbackMessage[] {
  return bodies.flatMap((body) => (JSON.parse(body) as { message: CallbackMessage[] }).message);
}

/** A promise that the test keeps when it wants. */
export function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { opened: promise, open: () => resolve(undefined) };
}
