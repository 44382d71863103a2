import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { availabilityCall, paths } from '../../simulator/testing/calls.ts';
import { RawSocket, requestText } from './raw-socket.ts';
import { common, declaration } from '../../simulator/testing/samples.ts';

const { target: capacity } = availabilityCall('capacity');
const json = { accept: 'application/json' };
const logIn = '{"username":"demo-user","password":"demo-password"}';
const notFound = '{"code":"404-140","developerMessage":"Resource not found."}';

let simulator: Simulator;
const defects: unknown[] = [];
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, onDefect: (error) => defects.push(error) });
});
afterAll(() => simulator.close());

async function say(text: string): Promise<string> {
  await using socket = new RawSocket(simulator.url);
  await socket.write(text);
  return await socket.untilClosed();
}

/** After whatever was said, a good call is answered, and nothing was a defect. */
async function expectAlive(): Promise<void> {
  const answer = await fetch(simulator.url + capacity, { headers: json });
  expect([answer.status, await answer.text()]).toEqual([200, '{"count":2000}']);
  expect(defects).toEqual([]);
}

describe('garbage on the socket', () => {
  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['TLS to a plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['an unknown method', requestText(`BREW ${capacity}`), 400],
    ['a target without a slash', requestText('GET system/ws'), 400],
    ['a control character in the target', requestText(`GET ${capacity}\x01`), 400],
    ['bytes above ASCII in the target', requestText('GET /system/\xff'), 400],
    ['a header without a name', requestText('GET /system', { '': 'x' }), 400],
    ['a header with a bare line feed', requestText('GET /system', { x: 'a\nb' }), 400],
    ['headers of 20 kB', requestText('GET /system', { x: 'y'.repeat(20_000) }), 431],
    ['a length that is no number', requestText(`POST ${paths.logIn}`, { 'content-length': 'abc' }), 400],
    ['a negative length', requestText(`POST ${paths.logIn}`, { 'content-length': '-1' }), 400],
    ['two lengths', requestText(`POST ${paths.logIn}`, { 'content-length': '1', 'Content-Length': '2' }, 'ab'), 400],
    [
      'a length and chunks',
      requestText(`POST ${paths.logIn}`, { 'content-length': '1', 'transfer-encoding': 'chunked' }, 'a'),
      400,
    ],
    ['chunks that are none', requestText(`POST ${paths.logIn}`, { 'transfer-encoding': 'chunked' }, 'zzz\r\n'), 400],
  ])('%s is answered with the documented error body, and the connection ended', async (_what, text, status) => {
    const received = await say(text);
    const [head = '', body = ''] = received.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`));
    expect(head).toContain(`content-length: ${body.length}\r\n`);
    const error = `<code>${status}-155</code><developerMessage>Request could not be parsed: ...</developerMessage>`;
    expect(body.replace(/(parsed: )[^<]{5,80}/, '$1...')).toBe(`${declaration}<error ${common}>${error}</error>`);
    await expectAlive();
  });

  it('garbage behind a call that is not answered yet is not answered in its place', async () => {
    const fault = simulator.faults.add({ match: { operation: 'getAgentCapacity' }, fire: 'always', action: { do: 'hang' } });
    expect(await say(`${requestText(`GET ${capacity}`, { connection: 'keep-alive' })}hello\r\n\r\n`)).toBe('');
    simulator.faults.remove(fault.id);
    await expectAlive();
  });

  it('CONNECT is not taken', async () => {
    expect(await say(requestText('CONNECT example.com:443'))).toBe('');
    await expectAlive();
  });

  it.each([
    ['a URL that cannot be parsed', requestText('GET http://[', json)],
    ['the target *', requestText('OPTIONS *', json)],
    ['a URL of another host with an impossible port', requestText('GET http://x:99999/nothing', json)],
    ['percent signs that encode nothing', requestText('GET /%ff/%zz', json)],
    ['a fragment', requestText('GET /system#x', json)],
    ['dots', requestText('GET /system/../livez', json)],
    ['a backslash', requestText('GET /system\\ws', json)],
    ['a path of 10 kB', requestText(`GET /${'x'.repeat(10_000)}`, json)],
    ['an expectation that nobody meets', requestText('GET /system', { ...json, expect: 'tea' })],
  ])('%s is answered with the documented error body', async (_what, text) => {
    const received = await say(text);
    expect(received).toMatch(/^HTTP\/1\.1 404 /);
    expect(received.endsWith(`\r\n\r\n${notFound}`)).toBe(true);
    await expectAlive();
  });

  it.each([
    ['no Host header', ''],
    ['two', 'host: a\r\nhost: b\r\n'],
  ])('a call of HTTP/1.1 with %s is answered 400', async (_what, hosts) => {
    const received = await say(`GET ${capacity} HTTP/1.1\r\n${hosts}connection: close\r\n\r\n`);
    expect(received).toMatch(/^HTTP\/1\.1 400 /);
    expect(received).toContain('one Host header');
    await expectAlive();
  });

  it('a call of HTTP/1.0 needs no Host header', async () => {
    expect(await say(`GET ${capacity} HTTP/1.0\r\naccept: application/json\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('a proxy may name the whole URL', async () => {
    const received = await say(requestText(`GET http://ece.example.com${capacity}?x=1`, json));
    expect(received.endsWith('{"count":2000}')).toBe(true);
  });

  it('an upgrade to another protocol is ignored', async () => {
    const received = await say(requestText(`GET ${capacity}`, { ...json, connection: 'upgrade, close', upgrade: 'websocket' }));
    expect(received.endsWith('{"count":2000}')).toBe(true);
  });

  it('a hundred clients who say nothing keep nobody from being answered', async () => {
    const silent = Array.from({ length: 100 }, () => new RawSocket(simulator.url));
    await Promise.all(silent.map((socket) => socket.write('')));
    await expectAlive();
    for (const socket of silent) socket.abort();
    await Promise.all(silent.map((socket) => socket.untilClosed()));
    await expectAlive();
  });
});

describe('uploads', () => {
  const head = requestText(`POST ${paths.logIn}`, {
    ...json,
    'content-type': 'application/json',
    'content-length': String(logIn.length),
  });

  it('a slow one is awaited, and others are answered meanwhile', async () => {
    await using socket = new RawSocket(simulator.url);
    await socket.write(head + logIn.slice(0, 10));
    await expectAlive();
    await socket.write(logIn.slice(10, 20));
    await expectAlive();
    await socket.write(logIn.slice(20));
    expect(await socket.untilClosed()).toMatch(/^HTTP\/1\.1 204 /);
  });

  it('one in chunks is read as a whole', async () => {
    const chunks = logIn.replaceAll(/./g, (letter) => `1\r\n${letter}\r\n`);
    const headers = { ...json, 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    expect(await say(requestText(`POST ${paths.logIn}`, headers, `${chunks}0\r\n\r\n`))).toMatch(/^HTTP\/1\.1 204 /);
  });

  it('an aborted one leaves no trace', async () => {
    const before = simulator.journal.entries.length;
    await using socket = new RawSocket(simulator.url);
    await socket.write(head + logIn.slice(0, 10));
    socket.abort();
    await socket.untilClosed();
    await expectAlive();
    expect(simulator.journal.entries.slice(before).map(({ operation }) => operation)).toEqual(['getAgentCapacity']);
  });

  it('one that is shorter than it said, and then ends, is not taken for a call', async () => {
    const before = simulator.journal.entries.length;
    await using socket = new RawSocket(simulator.url);
    await socket.write(head + logIn.slice(0, 10));
    socket.end();
    expect(await socket.untilClosed()).not.toMatch(/<html|\n\s+at /i);
    await expectAlive();
    expect(simulator.journal.entries.slice(before).map(({ operation }) => operation)).toEqual(['getAgentCapacity']);
  });

  it('one that is too large is refused while the client still sends', async () => {
    const size = 3 * 1024 * 1024;
    const headers = { ...json, 'content-type': 'application/json', 'content-length': String(size) };
    await using socket = new RawSocket(simulator.url);
    const [received] = await Promise.all([
      socket.untilClosed(),
      socket.write(requestText(`POST ${paths.logIn}`, headers, 'x'.repeat(size))),
    ]);
    expect(received).toMatch(/^HTTP\/1\.1 413 /);
    expect(received).toContain('{"message":"Request body must not exceed 1048576 bytes."}');
    await expectAlive();
  });

  it('one without an end is cut off', async () => {
    const headers = { ...json, 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    await using socket = new RawSocket(simulator.url);
    const chunk = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;
    await socket.write(requestText(`POST ${paths.logIn}`, headers));
    let chunks = 1;
    while (chunks < 1024 && (await socket.write(chunk))) chunks++;
    expect(chunks).toBeLessThan(1024);
    // The answer may be lost to a client that does not stop.
    expect(await socket.untilClosed()).toMatch(/^(HTTP\/1\.1 413 .*)?$/s);
    await expectAlive();
  });

  it('a client that goes away before its answer disturbs nobody', async () => {
    await using socket = new RawSocket(simulator.url);
    await socket.write(head + logIn);
    socket.abort();
    await socket.untilClosed();
    await expectAlive();
  });
});

describe('connections', () => {
  it('several calls on one connection are answered in order', async () => {
    await using socket = new RawSocket(simulator.url);
    const call = (path: string, connection: string) => requestText(`GET ${path}`, { ...json, connection });
    await socket.write(call(capacity, 'keep-alive') + call('/system/nothing', 'keep-alive') + call(capacity, 'close'));
    const received = await socket.untilClosed();
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
  });

  it('the rest of a body that is too large is not taken for the next call', async () => {
    const inner = requestText('GET /system/smuggled', json);
    const size = 18 * 1024 * 1024;
    const headers = { ...json, connection: 'keep-alive', 'content-type': 'application/json', 'content-length': String(size) };
    await using socket = new RawSocket(simulator.url);
    const body = inner.padEnd(1024, ' ').repeat(size / 1024);
    const [received] = await Promise.all([socket.untilClosed(), socket.write(requestText(`POST ${paths.logIn}`, headers, body))]);
    expect(received.match(/HTTP\/1\.1 \d+/g) ?? ['HTTP/1.1 413']).toEqual(['HTTP/1.1 413']);
    await expectAlive();
    expect(simulator.journal.entries.filter(({ request }) => request.target === '/system/smuggled')).toEqual([]);
  });

  it('a simulator that closes lets calls under way finish', async () => {
    const closing = await startSimulator({ port: 0, clock: 'manual' });
    closing.faults.add({ match: {}, fire: 'always', when: 'before', action: { do: 'delay', ms: 1000 } });
    const answer = fetch(closing.url + capacity, { headers: json });
    await expect.poll(() => closing.clock.nextDue, { timeout: 30_000 }).toBeDefined();
    await closing.clock.advance(1000);
    const closed = closing.close();
    expect((await answer).status).toBe(200);
    await closed;
    await expect(fetch(closing.url + capacity)).rejects.toThrow('fetch failed');
  });
});
