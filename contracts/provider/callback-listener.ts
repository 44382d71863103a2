import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { LocalServer } from '../../scenarios/stage/local-server.ts';

export interface ReceivedCallback {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A webhook server on this machine that keeps what ECE sends to it. */
export class CallbackListener implements AsyncDisposable {
  readonly received: readonly ReceivedCallback[];
  readonly #server: LocalServer;

  private constructor(server: LocalServer, received: readonly ReceivedCallback[]) {
    this.#server = server;
    this.received = received;
  }

  static async open(): Promise<CallbackListener> {
    const received: ReceivedCallback[] = [];
    const server = await LocalServer.open((request, response) => {
      void text(request).then((body) => {
        received.push({ method: request.method!, headers: request.headers, body });
        response.writeHead(204).end();
      });
    });
    return new CallbackListener(server, received);
  }

  get url(): string {
    return `${this.#server.url}/callback`;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#server.close();
  }
}
