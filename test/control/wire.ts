import type { Call } from '../../simulator/testing/exchange.ts';
import { RawSocket, requestText } from '../api/raw-socket.ts';

/** What arrived on the connection of one call before the server closed it. */
export interface Seen {
  /** Null when no status line arrived. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the body is as long as its `Content-Length`. */
  readonly isWhole: boolean;
}

/** Makes the call on a connection of its own, which it leaves open. */
export function connected(url: string, { target, method = 'GET', headers = {}, body }: Call): RawSocket {
  const text = body === undefined ? '' : String(body);
  const socket = new RawSocket(url);
  const all = {
    accept: 'application/json',
    ...headers,
    ...(text !== '' && { 'content-length': String(Buffer.byteLength(text)) }),
  };
  void socket.write(requestText(`${method} ${target}`, all, text));
  return socket;
}

/** Makes the call and reads until the server closes the connection. */
export async function overTheWire(url: string, call: Call): Promise<Seen> {
  await using socket = connected(url, call);
  return seenIn(await socket.untilClosed());
}

export function seenIn(text: string): Seen {
  if (text === '') return { status: null, headers: {}, body: '', isWhole: false };
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.split(':', 1)[0]!.toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  const body = text.slice(end + 4);
  const status = Number(statusLine.split(' ')[1]);
  return { status, headers, body, isWhole: status === 204 || body.length === Number(headers['content-length']) };
}
