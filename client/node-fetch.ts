import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { getCACertificates } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import type { Fetch } from './exchange.ts';
import { InvalidSettingsError } from './errors.ts';

/** The proxy settings of Node's own agent, which it has under NODE_USE_ENV_PROXY or --use-env-proxy. */
function proxySettings() {
  return https.globalAgent.options.proxyEnv;
}

/**
 * The part of `fetch` that this library uses, over `node:https`, which accepts certificates and a name look-up for each connection. Node's own
 * `fetch` needs a further package for both. Keeps connections alive and uses the proxy settings of Node's own agent.
 */
function nodeFetch({ ca, lookup }: { ca?: string[]; lookup?: LookupFunction }): Fetch {
  const agents = {
    'http:': new http.Agent({ keepAlive: true, proxyEnv: proxySettings() }),
    'https:': new https.Agent({ keepAlive: true, ca, proxyEnv: proxySettings() }),
  };
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const protocol = new URL(url).protocol as keyof typeof agents;
      const { request } = protocol === 'https:' ? https : http;
      request(url, {
        method,
        agent: agents[protocol],
        headers: headers as Record<string, string>,
        ...(signal && { signal }),
        ...(lookup && { lookup }),
      })
        .on('error', reject)
        .on('response', (answer) => {
          const status = answer.statusCode!;
          const answerHeaders = new Headers();
          for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
            for (const value of values) answerHeaders.append(name, value);
          }
          const empty = status === 204 || status === 304;
          if (empty) answer.resume();
          resolve(new Response(empty ? null : (Readable.toWeb(answer) as ReadableStream), { status, headers: answerHeaders }));
        })
        .end(body);
    });
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
  return nodeFetch({ ca: [...getCACertificates('default'), ...own] });
}

/** A `fetch` that resolves host names with `lookup`. */
export function fetchLookingUp(lookup: LookupFunction): Fetch {
  return nodeFetch({ lookup });
}
