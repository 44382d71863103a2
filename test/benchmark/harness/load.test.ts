import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LoadedCall } from './load.ts';
import { load } from './load.ts';
import { measureCall } from './measured-call.ts';

/** A server that answers so, and the call that expects `200` with a token. */
async function callTo(listener: http.RequestListener): Promise<LoadedCall> {
  const server = http.createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  return { name: 'token', url, headers: {}, status: 200, isAnswer: (body) => body.includes('access_token') };
}

const amount = { calls: 20, connections: 2 };

describe('a load', () => {
  it('counts the answers that are right', async () => {
    const call = await callTo((_request, response) => response.end('{"access_token":"x"}'));
    expect(await load(call, amount)).toMatchObject({ calls: 20 });
  });

  it('that is refused measures nothing, and says what came', async () => {
    const call = await callTo((_request, response) => response.writeHead(401).end('{"code":"401-101"}'));
    await expect(load(call, amount)).rejects.toThrow(
      `"token" at ${call.url}: of 20 answers not all had the status 200 (20 times 401), so nothing was measured. The first of them: {"code":"401-101"}`,
    );
  });

  it('in which one answer of many is refused measures nothing', async () => {
    let count = 0;
    const call = await callTo((_request, response) => {
      response.statusCode = ++count === 7 ? 503 : 200;
      response.end('{"access_token":"x"}');
    });
    await expect(load(call, amount)).rejects.toThrow('(1 times 503), so nothing was measured');
  });

  it('whose answers have the right status and a wrong body measures nothing', async () => {
    const call = await callTo((_request, response) => response.end('{"error":"none"}'));
    await expect(load(call, amount)).rejects.toThrow(
      '20 of 20 answers had another body, so nothing was measured. The first of them: {"error":"none"}',
    );
  });

  it('of connections that fail measures nothing', async () => {
    const call = await callTo((request) => request.socket.destroy());
    await expect(load(call, { calls: 3, connections: 1 })).rejects.toThrow('0 were answered');
  });

  it('of which one connection of many fails measures nothing', async () => {
    let count = 0;
    const call = await callTo((request, response) => {
      if (++count === 7) request.socket.destroy();
      else response.end('{"access_token":"x"}');
    });
    await expect(load(call, amount)).rejects.toThrow('of 20 calls 19 were answered and 0 failed, so nothing was measured');
  });
});

describe('the processor time of a call', () => {
  const meter = (...readings: (number | undefined)[]) => ({ cpuMicroseconds: () => Promise.resolve(readings.shift()) });

  it('is what the server took meanwhile, divided by the calls', async () => {
    const call = await callTo((_request, response) => response.end('{"access_token":"x"}'));
    expect(await measureCall(meter(1000, 3000), call, amount)).toMatchObject({ cpuPerCall: 100, calls: 20 });
  });

  it('is unknown where the machine does not tell', async () => {
    const call = await callTo((_request, response) => response.end('{"access_token":"x"}'));
    expect(await measureCall(meter(undefined, undefined), call, amount)).toMatchObject({ cpuPerCall: undefined, calls: 20 });
  });
});
