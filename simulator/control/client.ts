import type { ControlCall, ControlClient } from './client-types.ts';
import { ControlError } from './control-error.ts';
import { controlBase } from './base.ts';
import { makeFetch } from '../http/node-fetch.ts';

export interface ControlClientOptions {
  /** The `controlToken` of the simulator. */
  readonly token?: string | undefined;
  /** Sends the calls. Default: a client of its own, which reaches every port; in a browser the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * A client of the control API of a running simulator. It has a method for each of HTTP's. The paths, parameters, queries, bodies and
 * answers have the types of the table of calls.
 * @example
 * const control = createControlClient('http://127.0.0.1:8080');
 * await control.post('/clock/advance', { body: { ms: 60_000 } });
 * const { agentId } = await control.get('/conversations/{conversation}', { params: { conversation: id } });
 * @param url where the simulator is reached, with the path below which an app has mounted it; `/system` at its end is ignored
 * @param options `partition`: calls that partition instead of the default one, and only what concerns one partition
 * @throws {ControlError} by each call that is refused, or that reaches no simulator
 */
export function createControlClient(
  url: string,
  options: ControlClientOptions & { readonly partition: string },
): ControlClient<'partition'>;
export function createControlClient(
  url: string,
  options?: ControlClientOptions & { readonly partition?: undefined },
): ControlClient;
export function createControlClient(
  url: string,
  { partition, token, fetch = makeFetch() }: ControlClientOptions & { readonly partition?: string | undefined } = {},
): ControlClient<'partition'> {
  const scope = partition === undefined ? '' : `/partitions/${encodeURIComponent(partition)}`;
  const base = withoutContextRoot(url) + controlBase + scope;
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };

  async function call(method: string, path: string, { params, query, body }: ControlCall = {}): Promise<unknown> {
    const target = base + fillPath(method, path, params) + searchOf(query);
    const response = await reach(method, target, () =>
      fetch(target, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    return readAnswer(method, target, response);
  }

  const verb = (method: string) => (path: string, given?: ControlCall) => call(method, path, given);
  return {
    base,
    get: verb('GET'),
    post: verb('POST'),
    put: verb('PUT'),
    patch: verb('PATCH'),
    delete: verb('DELETE'),
    request: (method: string, path: string, body?: unknown) => call(method, path, { body }),
  } as ControlClient<'partition'>;
}

function fillPath(method: string, path: string, params: ControlCall['params'] = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = params[name] ?? '';
    // These ids would change the path into that of another call.
    if (id !== '' && id !== '.' && id !== '..') return encodeURIComponent(id);
    throw new ControlError({ method, url: path, status: null, kind: 'invalid', path: name, message: `"${id}" cannot be an id.` });
  });
}

function searchOf(query: ControlCall['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? '' : `?${search.toString()}`;
}

async function reach(method: string, target: string, send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    const { cause = error } = error as { cause?: unknown };
    const message = `No simulator answers at ${target}: ${describeFailure(cause as NodeJS.ErrnoException)}`;
    throw new ControlError({ method, url: target, status: null, kind: 'unreachable', path: '', message }, { cause });
  }
}

/** What Node advises about a certificate does not fit: nobody has installed that of a simulator. */
function describeFailure({ code = '', message }: NodeJS.ErrnoException): string {
  const isUntrusted = /SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);
  if (!isUntrusted) return `${message}. Start one, or correct the URL.`;
  return 'its certificate is not trusted. NODE_EXTRA_CA_CERTS names the file of it, which the simulator names when it starts.';
}

async function readAnswer(method: string, target: string, response: Response): Promise<unknown> {
  const text = await response.text();
  if (response.ok && text === '') return undefined;
  const json = jsonIn(text);
  if (response.ok && json !== undefined) return json;
  const problem = (json as { error?: Partial<ControlError> } | undefined)?.error;
  const { status } = response;
  const ofAnother = {
    kind: 'unreachable',
    path: '',
    message: `${method} ${target} is answered ${status}, but not by the control API of a simulator. Correct the URL.`,
  } as const;
  throw new ControlError({ method, url: target, status, ...(isProblem(problem) ? problem : ofAnother) });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isProblem(
  problem: Partial<ControlError> | undefined,
): problem is Pick<ControlError, 'kind' | 'path' | 'message' | 'allowed'> {
  return typeof problem?.kind === 'string' && typeof problem.path === 'string' && typeof problem.message === 'string';
}

function withoutContextRoot(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/+$/, '').replace(/\/system$/, '');
}
