import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { AskEce } from './ask-ece.ts';
import { placeAt } from './ask-ece.ts';
import type { SeenAnswer } from './foreign-answer.ts';

/** Headers about one connection, which are not passed on. */
const ofConnection = new Set(['connection', 'content-length', 'host', 'keep-alive', 'proxy-connection', 'transfer-encoding']);

function passedOn(headers: Iterable<readonly [string, string | string[] | undefined]>): [string, string][] {
  return [...headers].flatMap(([name, value]) => (ofConnection.has(name) || value === undefined ? [] : [[name, String(value)]]));
}

/** Stands between Pact and a provider that runs elsewhere, so that what it answers can be told. It goes through the proxy of the environment. */
export class AnswerRelay implements AsyncDisposable {
  latest: SeenAnswer | undefined;
  readonly #ece: string;
  readonly #ask: AskEce;
  readonly #server = createServer((request, response) => void this.#pass(request, response));

  private constructor(ece: string, ask: AskEce) {
    this.#ece = ece;
    this.#ask = ask;
  }

  /** @param ece the URL of the provider: what stands before every path */
  static async open(ece: string, ask: AskEce): Promise<AnswerRelay> {
    const relay = new AnswerRelay(ece, ask);
    await new Promise<void>((resolve) => relay.#server.listen(0, '127.0.0.1', resolve));
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = await buffer(request);
    try {
      const answer = await this.#ask(placeAt(this.#ece, request.url!), {
        method: request.method!,
        headers: passedOn(Object.entries(request.headers)),
        ...(content.byteLength > 0 && { body: content }),
      });
      this.latest = answer;
      response.writeHead(answer.status, passedOn(answer.headers)).end(answer.body);
    } catch (error) {
      this.latest = { problem: (error as Error).message };
      // Pact waits long for an answer that never comes; what this one says is not read.
      response.writeHead(504).end();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
