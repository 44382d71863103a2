import { EventEmitter, once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request that came to a client's server. */
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

export type Answering = (request: Received) => Reply | Promise<Reply>;

/** A client's web server on a free port of this machine: it takes callbacks, gives tokens, holds files, or passes on to another server. */
export class Receiver implements AsyncDisposable {
  readonly received: Received[] = [];
  /** Makes the answer to each request; a test may replace it at any time. */
  answer: Answering;
  readonly #answersByPath = new Map<string, Answering>();
  readonly #server: Server;
  readonly #arrivals = new EventEmitter();

  private constructor(answer: Answering) {
    this.answer = answer;
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async open(answer: Answering = () => 200): Promise<Receiver> {
    const receiver = new Receiver(answer);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Adds a URL with an answer of its own. Its requests are not among `received`. */
  serve(answer: Answering): string {
    const path = `/served/${this.#answersByPath.size + 1}`;
    this.#answersByPath.set(path, answer);
    return this.url + path;
  }

  get bodies(): string[] {
    return this.received.map(({ body }) => body);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const received = { method, path, headers: headers as Record<string, string>, body: await text(request) };
    const answer = this.#answersByPath.get(path);
    if (answer === undefined) {
      this.received.push(received);
      this.#arrivals.emit('arrival');
    }
    const reply = await (answer ?? this.answer)(received);
    if (reply === 'hang') return;
    if (reply === 'hang up') {
      response.destroy();
      return;
    }
    const { status, headers: answered, body = '' } = typeof reply === 'number' ? { status: reply, headers: {} } : reply;
    response.writeHead(status, answered).end(body);
  }

  /** Resolves when this many requests have arrived. */
  async until(count: number): Promise<void> {
    while (this.received.length < count) await once(this.#arrivals, 'arrival');
  }

  /** Resolves with the first request that fits, including those that already arrived. */
  async first(fits: (request: Received) => boolean): Promise<Received> {
    for (;;) {
      const found = this.received.find(fits);
      if (found !== undefined) return found;
      await once(this.#arrivals, 'arrival');
    }
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

/** A promise that the test resolves when it calls `open`. */
export function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { opened: promise, open: () => resolve(undefined) };
}

export interface ReceivedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Forwards requests to another server and answers as that server does. */
export function passOnTo(server: string): (request: Received) => Promise<ReceivedAnswer> {
  return async ({ method, path, headers: { host: _, connection: __, 'transfer-encoding': ___, ...headers }, body }) => {
    const response = await fetch(server + path, { method, headers, ...(body !== '' && { body }) });
    // These headers describe the bytes of the other server's answer, not the decoded text that is sent on.
    const {
      'content-length': ____,
      'content-encoding': _____,
      connection: ______,
      ...kept
    } = Object.fromEntries(response.headers);
    return { status: response.status, headers: kept, body: await response.text() };
  };
}
