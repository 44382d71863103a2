import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { causeOf } from '../../simulator/callbacks/http-client.ts';
import { makeFetch } from '../../simulator/http/node-fetch.ts';
import type { Exchange } from '../recording/exchange.ts';

export interface ProxyOptions {
  /** Scheme, host and port of the ECE. A path in it is put before every path of a request. */
  readonly url: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** The client's callback URL, to which callbacks go on; without it they are answered 200 and recorded. */
  readonly callbackForward?: string | undefined;
  /** Certificates in PEM that are trusted beside those of Node. */
  readonly trust?: readonly string[];
  /** Told of each exchange, not masked, when its answer has been sent. */
  readonly onExchange: (exchange: Exchange) => void;
  /** Milliseconds that the other side has to answer. Default 60,000. */
  readonly timeoutMs?: number;
}

/** Where the administrator lets ECE send its callbacks. */
export const callbackPath = '/_callback';
/** Bytes of a request or an answer: an agent's file has 25 MiB at most. */
const largestBody = 32 * 1024 * 1024;

const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
/** The body is passed on as it was decoded. */
const notForwarded = [...hopByHop, 'host', 'content-length', 'accept-encoding', 'expect'];
const notAnswered = [...hopByHop, 'content-length'];

/** Stands between a client and an ECE, passes everything on unchanged in both directions, and tells of it. */
export class Proxy {
  readonly #options: ProxyOptions;
  readonly #fetch: typeof globalThis.fetch;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  private constructor(options: ProxyOptions) {
    this.#options = options;
    this.#fetch = makeFetch({ trust: options.trust ?? [] });
  }

  /** @throws the error of `listen`, e.g. when the port is in use */
  static async open(options: ProxyOptions): Promise<Proxy> {
    const proxy = new Proxy(options);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(options.port, options.host ?? '127.0.0.1', resolve);
    });
    return proxy;
  }

  get url(): string {
    const { address, port, family } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  /** The callback URL for the administrator of the ECE, if it reaches this machine. */
  get callbackUrl(): string {
    return this.url + callbackPath;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeIdleConnections();
      setTimeout(() => this.#server.closeAllConnections(), 1000).unref();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = new Date();
    const began = performance.now();
    const target = request.url ?? '/';
    const isCallback = target === callbackPath || target.startsWith(`${callbackPath}/`) || target.startsWith(`${callbackPath}?`);
    const url = isCallback ? this.#options.callbackForward : joinUrl(this.#options.url, target);
    try {
      const body = await readAll(request);
      const method = request.method ?? 'GET';
      const headers = headersOf(request, notForwarded);
      const answer = url === undefined ? emptyAnswer : await this.#forward(url, method, headers, body);
      response.writeHead(answer.status, [...answer.raw.flat(), 'content-length', String(answer.body.length)]).end(answer.body);
      this.#tell({
        kind: isCallback ? 'callback' : 'call',
        startedAt: startedAt.toISOString(),
        durationMs: Math.round(performance.now() - began),
        request: { method, url: url ?? `http://client.invalid${target}`, headers, ...textOf(headers['content-type'], body) },
        response:
          answer.failure !== undefined
            ? null
            : {
                status: answer.status,
                headers: Object.fromEntries(answer.raw.map(([name, value]) => [name.toLowerCase(), value])),
                ...textOf(answer.raw.find(([name]) => name.toLowerCase() === 'content-type')?.[1], answer.body),
              },
        ...(answer.failure !== undefined && { failure: answer.failure }),
      });
    } catch (error) {
      if (!response.headersSent) response.writeHead(413, { 'content-type': 'text/plain', connection: 'close' });
      response.end(`ece-simulator proxy: ${(error as Error).message}\n`);
    }
  }

  #tell(exchange: Exchange): void {
    try {
      this.#options.onExchange(exchange);
    } catch {
      // Whoever listens must not stop the traffic.
    }
  }

  async #forward(url: string, method: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<ForwardedAnswer> {
    try {
      const answer = await this.#fetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#options.timeoutMs ?? 60_000),
        ...(body.length > 0 && { body: new Uint8Array(body) }),
      });
      const raw = [...answer.headers].filter(([name]) => !notAnswered.includes(name));
      return { status: answer.status, raw, body: Buffer.from(await answer.arrayBuffer()) };
    } catch (error) {
      const failure = (error as Error).name === 'TimeoutError' ? 'it took too long' : causeOf(error);
      const text = `ece-simulator proxy: ${new URL(url).host} gave no answer: ${failure}.\n`;
      return { status: 502, raw: [['content-type', 'text/plain']], body: Buffer.from(text), failure };
    }
  }
}

interface ForwardedAnswer {
  readonly status: number;
  readonly raw: readonly (readonly [string, string])[];
  readonly body: Buffer;
  /** Why the other side did not answer. */
  readonly failure?: string;
}

const emptyAnswer: ForwardedAnswer = { status: 200, raw: [], body: Buffer.alloc(0) };

function joinUrl(base: string, target: string): string {
  return base.replace(/\/+$/, '') + target;
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestBody) throw new Error(`the body is larger than ${largestBody} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function headersOf({ headers }: IncomingMessage, without: readonly string[]): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !without.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, [value].flat().join(', ')]));
}

function textOf(type: string | undefined, body: Buffer): { body?: string; bytes: number } {
  const isText = type === undefined || /json|xml|text|form-urlencoded/.test(type);
  return { ...(isText && body.length > 0 && { body: body.toString('utf8') }), bytes: body.length };
}
