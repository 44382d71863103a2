import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { headersOf } from './shared-headers.ts';

/** @param lines names and values in turns, as Node gives them */
function requestOn(socket: Socket, ...lines: string[]): IncomingMessage {
  const request = new IncomingMessage(socket);
  request.rawHeaders = lines;
  const pairs = lines.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), lines[at + 1]!] as const] : []));
  request.headers = Object.fromEntries(pairs.map(([name, value]) => [name, name === 'set-cookie' ? [value, value] : value]));
  return request;
}

describe('the headers of a request', () => {
  const socket = new Socket();

  it('are one object as long as a connection brings the same', () => {
    const first = headersOf(requestOn(socket, 'Host', 'a', 'Authorization', 'Bearer 1'));
    expect(first).toEqual({ host: 'a', authorization: 'Bearer 1' });
    expect(headersOf(requestOn(socket, 'Host', 'a', 'Authorization', 'Bearer 1'))).toBe(first);
  });

  it.each([
    ['a value', ['Host', 'a', 'Authorization', 'Bearer 2'], { host: 'a', authorization: 'Bearer 2' }],
    ['a name', ['Host', 'a', 'X-Authorization', 'Bearer 1'], { host: 'a', 'x-authorization': 'Bearer 1' }],
    ['one less', ['Host', 'a'], { host: 'a' }],
    [
      'one more',
      ['Host', 'a', 'Authorization', 'Bearer 1', 'Accept', '*/*'],
      { host: 'a', authorization: 'Bearer 1', accept: '*/*' },
    ],
  ])('are its own when it differs by %s from the one before', (_by, lines, headers) => {
    headersOf(requestOn(socket, 'Host', 'a', 'Authorization', 'Bearer 1'));
    expect(headersOf(requestOn(socket, ...lines))).toEqual(headers);
  });

  it('are those of its own connection', () => {
    headersOf(requestOn(socket, 'Host', 'a'));
    expect(headersOf(requestOn(new Socket(), 'Host', 'b'))).toEqual({ host: 'b' });
    expect(headersOf(requestOn(socket, 'Host', 'a'))).toEqual({ host: 'a' });
  });

  it('are texts where Node gives a list', () => {
    expect(headersOf(requestOn(socket, 'Set-Cookie', 'a=1'))).toEqual({ 'set-cookie': 'a=1, a=1' });
  });
});
