import type * as NodeHttp from 'node:http';
import type * as NodeHttps from 'node:https';
import type * as NodeNet from 'node:net';
import type { Duplex } from 'node:stream';
import { once } from '../protocol/once.ts';
import { isLoopback } from './loopback.ts';

type Fetch = typeof globalThis.fetch;

/** Node's own modules, where there are any: the simulator also runs in browsers. Their import would load much that nothing needs. */
const load = (globalThis as { process?: Partial<NodeJS.Process> }).process?.getBuiltinModule;
const node = load && { http: load('node:http'), net: load('node:net'), dns: load('node:dns'), stream: load('node:stream') };

/**
 * The functions as they are when the module loads. Later an interceptor in the same process may replace them, and it must not see
 * the simulator's requests. The agent makes a request one of HTTPS.
 */
const request = node?.http.request;
// eslint-disable-next-line @typescript-eslint/unbound-method -- Reflect.apply calls it with its socket
const connect = node?.net.Socket.prototype.connect;

interface ConnectionSettings {
  /** Certificates in PEM that are trusted beside those of Node. */
  readonly trust?: readonly string[];
  /** Resolves the names of hosts, and may refuse them. Through a proxy it is not asked: the proxy resolves them. */
  readonly lookup?: NodeNet.LookupFunction;
}

type Node = NonNullable<typeof node>;
type Agent = NodeHttp.Agent;
/** For `http:` and `https:`; each is made for the first request that needs it, since TLS takes long to load. */
type Agents = (protocol: string) => Agent;

function agentsOf(http: () => Agent, https: () => Agent): Agents {
  const [plain, secured] = [once(http), once(https)];
  return (protocol) => (protocol === 'https:' ? secured() : plain());
}

/** Those of every agent that reaches servers by HTTPS. */
function securedOptions(trust: readonly string[]): NodeHttps.AgentOptions {
  return { keepAlive: true, ...(trust.length > 0 && { ca: [...load!('node:tls').getCACertificates('default'), ...trust] }) };
}

/** Agents whose sockets connect to the server itself. */
function directAgents({ net, http }: Node, trust: readonly string[]): Agents {
  const open = (target: object) => Reflect.apply(connect!, new net.Socket(target), [target]) as Duplex;
  return agentsOf(
    () => Object.assign(new http.Agent({ keepAlive: true }), { createConnection: open }),
    () => {
      const { connect: secure } = load!('node:tls');
      const createConnection = (target: object) => secure({ ...target, socket: open(target) } as object);
      return Object.assign(new (load!('node:https').Agent)(securedOptions(trust)), { createConnection });
    },
  );
}

/** Agents that go through the proxy of the environment, as `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say; undefined without one. */
function proxyAgents({ http }: Node, trust: readonly string[]): Agents | undefined {
  const proxyEnv = readProxyEnvironment(process.env);
  if (proxyEnv.http_proxy === undefined && proxyEnv.https_proxy === undefined) return undefined;
  return agentsOf(
    () => new http.Agent({ keepAlive: true, proxyEnv }),
    () => new (load!('node:https').Agent)({ ...securedOptions(trust), proxyEnv }),
  );
}

/**
 * The proxies that an environment names, in small or capital letters, with or without `http://`. One that speaks no HTTP is passed over.
 */
export function readProxyEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const named = (name: string) => env[name] || env[name.toUpperCase()] || undefined;
  const addressOf = (name: string): Record<string, string> => {
    const written = named(name);
    const address = written === undefined || /^\w+:\/\//.test(written) ? written : `http://${written}`;
    const isUsable = address !== undefined && /^https?:$/.test(URL.parse(address)?.protocol ?? '');
    return isUsable ? { [name]: address } : {};
  };
  const direct = named('no_proxy');
  return { ...addressOf('http_proxy'), ...addressOf('https_proxy'), ...(direct !== undefined && { no_proxy: direct }) };
}

/** When every address of a host has failed, the error has no message: its parts have one each. */
function unwrapAggregateError(error: Error): Error {
  return error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
}

/** Statuses whose `Response` must have no body. */
const bodiless = new Set([204, 205, 304]);

function responseOf({ stream }: Node, answer: NodeHttp.IncomingMessage): Response {
  const status = answer.statusCode!;
  if (status > 599) throw new Error(`the answer has the status ${status}, which HTTP does not know`);
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  if (!bodiless.has(status)) return new Response(stream.Readable.toWeb(answer) as ReadableStream, { status, headers });
  answer.resume();
  return new Response(null, { status, headers });
}

/** A proxy is reached by a name of its own, which the user has given. */
function lookupOf({ hostname }: URL, lookup: NodeNet.LookupFunction, { dns }: Node): NodeNet.LookupFunction {
  return (name, options, callback) => {
    if (name === hostname) lookup(name, options, callback);
    else dns.lookup(name, options, callback);
  };
}

/**
 * The part of `fetch` that the simulator uses, over `node:http` and `node:https`: it reaches every port, accepts informational answers,
 * follows no redirect, and asks for no compression. A loopback address is never reached through a proxy; other hosts are when the
 * environment says so. In a browser it is the global `fetch`.
 */
export function makeFetch({ trust = [], lookup }: ConnectionSettings = {}): Fetch {
  if (node === undefined) return (input, init) => globalThis.fetch(input, init);
  const direct = directAgents(node, trust);
  const proxied = proxyAgents(node, trust) ?? direct;
  return (input, { method = 'GET', headers, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const agents = isLoopback(url.hostname) ? direct : proxied;
      request!(url, {
        method,
        agent: agents(url.protocol),
        headers: Object.fromEntries(new Headers(headers)),
        ...(signal && { signal }),
        ...(lookup && { lookup: lookupOf(url, lookup, node) }),
      })
        .on('error', (error) => reject(unwrapAggregateError(error)))
        .on('response', (answer) => {
          try {
            resolve(responseOf(node, answer));
          } catch (error) {
            answer.destroy();
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        })
        .end(body);
    });
}
