import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { makeFetch } from '../../simulator/http/node-fetch.ts';

/** The latest answer of the provider, or why there was none. */
export type SeenAnswer =
  | { readonly status: number; readonly contentType: string; readonly location: string | null; readonly body: string }
  | { readonly problem: string };

/** Headers about one connection, which are not passed on. */
const ofConnection = new Set(['connection', 'content-length', 'host', 'keep-alive', 'proxy-connection', 'transfer-encoding']);

function passedOn(headers: Iterable<readonly [string, string | string[] | undefined]>): [string, string][] {
  return [...headers].flatMap(([name, value]) => (ofConnection.has(name) || value === undefined ? [] : [[name, String(value)]]));
}

/** Stands between Pact and a provider that runs elsewhere, so that what it answers can be told. It goes through the proxy of the environment. */
export class AnswerRelay implements AsyncDisposable {
  latest: SeenAnswer | undefined;
  readonly #origin: string;
  readonly #fetch = makeFetch();
  readonly #server = createServer((request, response) => void this.#pass(request, response));

  private constructor(origin: string) {
    this.#origin = origin;
  }

  /** @param url of the provider; what it has beside its origin stands before every path */
  static async open(url: string): Promise<AnswerRelay> {
    const relay = new AnswerRelay(url.replace(/\/+$/, ''));
    await new Promise<void>((resolve) => relay.#server.listen(0, '127.0.0.1', resolve));
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = await buffer(request);
    try {
      const answer = await this.#fetch(this.#origin + request.url!, {
        method: request.method!,
        headers: passedOn(Object.entries(request.headers)),
        ...(content.byteLength > 0 && { body: content }),
      });
      const body = Buffer.from(await answer.arrayBuffer());
      const { status, headers } = answer;
      const contentType = headers.get('content-type') ?? '';
      this.latest = { status, contentType, location: headers.get('location'), body: body.subarray(0, 2000).toString() };
      response.writeHead(status, passedOn(headers)).end(body);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      this.latest = { problem: code ?? message };
      response.destroy();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

/** What an answer is that ECE itself does not give, in a sentence; undefined for an answer that may be ECE's. */
export function describeForeignAnswer(answer: SeenAnswer | undefined): string | undefined {
  if (answer === undefined) return undefined;
  if ('problem' in answer) return `no answer came: ${answer.problem}. Is ECE up, and is the URL right?`;
  const { status, contentType, location, body } = answer;
  if (location !== null && status >= 300 && status < 400)
    return `the answer is a redirect to ${withoutQuery(location)}, as to a login page. ECE does not redirect: is the URL right, or does a portal stand before it?`;
  if (/html/i.test(contentType) || /^\s*<(!doctype )?html/i.test(body)) {
    const title = /<title>([^<]*)<\/title>/i.exec(body)?.[1]?.trim();
    return `the answer is a page for people${title === undefined || title === '' ? '' : ` ("${title}")`}. ECE answers JSON or XML: is the URL right, or does a portal stand before it?`;
  }
  if (status === 404 && body === '')
    return 'the answer is a 404 without a body: nothing is at this path. Does the URL lead to ECE, and to its context root?';
  if (status === 200 && body === '') return 'the answer is empty. ECE answers this call with a body: does the URL lead to ECE?';
  return undefined;
}

/** A query may hold what nobody else should read. */
function withoutQuery(location: string): string {
  return location.replace(/[?#].*/s, '');
}
