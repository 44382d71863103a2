import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Transform } from 'node:stream';
import { pipeline, Readable } from 'node:stream';
import tls from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Fetch } from './exchange.ts';
import { InvalidSettingsError } from './errors.ts';
import { isLoopback } from './loopback.ts';

interface ConnectionSettings {
  ca?: string[];
  lookup?: LookupFunction;
  /** The proxies, as environment variables name them; null for none. Default: those of Node's own settings. */
  proxyEnv?: NodeJS.ProcessEnv | null;
}

type Agents = Readonly<Record<'http:' | 'https:', http.Agent>>;

function makeAgents(settings: https.AgentOptions): Agents {
  return { 'http:': new http.Agent(settings), 'https:': new https.Agent(settings) };
}

/** Decompressors. No request of this library accepts compression, but some servers compress nevertheless. */
const decompressions: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function decompress(answer: http.IncomingMessage): Readable {
  const makeDecompression = decompressions[answer.headers['content-encoding']?.trim().toLowerCase() ?? ''];
  return makeDecompression === undefined ? answer : pipeline(answer, makeDecompression(), () => undefined);
}

/** Statuses whose `Response` must have no body. */
const bodiless = new Set([204, 205, 304]);

function makeResponse(answer: http.IncomingMessage): Response {
  const status = answer.statusCode!;
  if (status < 200 || status > 599) throw new Error(`the answer has the status ${status}, which is no final status of HTTP`);
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  if (bodiless.has(status)) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(decompress(answer)) as ReadableStream, { status, headers });
}

/**
 * The part of `fetch` that this library uses, over `node:http` and `node:https`. Unlike the global `fetch` it reaches every port, accepts
 * informational answers, and takes certificates and a name look-up. Keeps connections alive and follows no redirect.
 *
 * Uses the proxy of Node's own settings (`NODE_USE_ENV_PROXY`), but never for a loopback address.
 */
function makeNodeFetch({ ca, lookup, proxyEnv = https.globalAgent.options.proxyEnv }: ConnectionSettings = {}): Fetch {
  const settings = { keepAlive: true, ...(ca && { ca }) };
  const direct = makeAgents(settings);
  const proxied = proxyEnv === null ? direct : makeAgents({ ...settings, proxyEnv });
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const { protocol, hostname } = new URL(url);
      const agents = isLoopback(hostname) ? direct : proxied;
      // Read for each request, so that interceptors such as MSW may replace them at any time.
      const { request } = protocol === 'https:' ? https : http;
      request(url, {
        method,
        agent: agents[protocol as keyof Agents],
        headers: headers as Record<string, string>,
        ...(signal && { signal }),
        ...(lookup && { lookup }),
      })
        .on('error', reject)
        .on('upgrade', (_, socket) => {
          socket.destroy();
          reject(new Error('the answer switches protocols (101), which nothing asked for'));
        })
        .on('response', (answer) => {
          try {
            resolve(makeResponse(answer));
          } catch (error) {
            answer.destroy();
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        })
        .end(body);
    });
}

/** The HTTP client that the library uses by default, so that a caller can wrap it and give it as option `fetch`. */
export const nodeFetch = makeNodeFetch();

/** The same, by the proxies that these environment variables name; null for none, as for what is on this machine. */
export function fetchByProxy(proxyEnv: NodeJS.ProcessEnv | null): Fetch {
  return makeNodeFetch({ proxyEnv });
}

/** @throws {InvalidSettingsError} */
function assertCertificate(pem: string): void {
  try {
    new X509Certificate(pem);
  } catch {
    throw new InvalidSettingsError(
      'Option ca cannot be used. It must hold certificates in PEM: "-----BEGIN CERTIFICATE-----" and what follows.',
      [{ path: ['ca'], message: 'must hold certificates in PEM' }],
    );
  }
}

/**
 * A `fetch` that trusts these authorities (PEM) in addition to those of Node.
 *
 * @throws {InvalidSettingsError} when a text holds no certificate
 */
export function fetchTrusting(ca: string | readonly string[]): Fetch {
  const own = [ca].flat();
  own.forEach(assertCertificate);
  return makeNodeFetch({ ca: [...tls.getCACertificates('default'), ...own] });
}

/** A `fetch` that resolves host names with `lookup`. */
export function fetchLookingUp(lookup: LookupFunction): Fetch {
  return makeNodeFetch({ lookup });
}
