import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { remembering } from '../protocol/remembering.ts';

type Headers = Readonly<Record<string, string>>;

interface Head {
  readonly raw: readonly string[];
  readonly headers: Headers;
}

/** What each connection brought last. */
const latest = new WeakMap<Socket, Head>();

/**
 * The headers of a request that nobody has changed since it came. Clients send the same headers with every call: each text is kept once,
 * and a request whose headers are all as those before it on the connection has the object of that request, so that a journal of many calls
 * takes less memory.
 */
export function headersOf({ socket, rawHeaders: raw, headers: given }: IncomingMessage): Headers {
  const before = latest.get(socket);
  if (before !== undefined && areEqual(raw, before.raw)) return before.headers;
  const headers = textsOf(given);
  latest.set(socket, { raw, headers });
  return headers;
}

function areEqual(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}

const shared = remembering((text) => text);

/** Each header as one text, which is kept once. */
export function textsOf(given: IncomingMessage['headers']): Record<string, string> {
  const headers = hasOnlyTexts(given) ? given : joinLists(given);
  for (const name in headers) headers[name] = shared(headers[name]!);
  return headers;
}

/** Node gives a list for `Set-Cookie` alone. */
function hasOnlyTexts(headers: IncomingMessage['headers']): headers is Record<string, string> {
  return headers['set-cookie'] === undefined;
}

function joinLists(given: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
