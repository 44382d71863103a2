import type { EventEmitter } from 'node:events';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createSocketServer } from 'node:net';
import { setupServer } from 'msw/node';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeSelfSignedCertificate } from './certificate.ts';
import { Receiver } from '../testing/receiver.ts';
import { makeFetch, readProxyEnvironment } from './node-fetch.ts';

/** The server's port, where it listens until the test is over. */
async function listen(server: Server & EventEmitter, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

function serve(answer: RequestListener, port?: number): Promise<number> {
  return listen(http.createServer(answer), port);
}

/** A server that answers these bytes to whatever comes. */
function serveBytes(bytes: string): Promise<number> {
  return listen(createSocketServer((socket) => socket.on('error', () => undefined).once('data', () => socket.end(bytes))));
}

async function textFrom(url: string, fetch = makeFetch()): Promise<string> {
  return (await fetch(url)).text();
}

/** Sets environment variables until the test is over. */
function setEnvironment(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

describe('a server is reached', () => {
  // Ports that the global `fetch` refuses: SIP, X11, sane, amanda.
  it.each([5060, 6000, 6566, 10080])('C07: on port %i', async (port) => {
    await serve((_, response) => response.end('reached'), port);
    expect(await textFrom(`http://127.0.0.1:${port}/`)).toBe('reached');
  });

  it.each(['100 Continue', '102 Processing', '103 Early Hints\r\nLink: </x>; rel=preload'])(
    'that says %j before its answer',
    async (informational) => {
      const port = await serveBytes(`HTTP/1.1 ${informational}\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok`);
      const answer = await makeFetch()(`http://127.0.0.1:${port}/`);
      expect([answer.status, await answer.text()]).toEqual([201, 'ok']);
    },
  );

  it('with what was sent, and no offer of a compression', async () => {
    const port = await serve((request, response) => {
      request.setEncoding('utf8').on('data', (body) => response.end(JSON.stringify([request.method, request.headers, body])));
    });
    const text = await (
      await makeFetch()(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { 'X-A': 'b' }, body: 'Grüße' })
    ).text();
    expect(JSON.parse(text)).toEqual(['POST', expect.objectContaining({ 'x-a': 'b', 'content-length': '7' }), 'Grüße']);
    expect(text).not.toContain('accept-encoding');
  });

  it('by HTTPS when its certificate is trusted, and else not', async () => {
    const { key, cert } = await makeSelfSignedCertificate(['127.0.0.1']);
    const port = await listen(https.createServer({ key, cert }, (_, response) => response.end('secret')));
    const url = `https://127.0.0.1:${port}/`;
    expect(await textFrom(url, makeFetch({ trust: [cert] }))).toBe('secret');
    await expect(textFrom(url)).rejects.toThrow('self-signed certificate');
  });
});

describe('a server that is not there', () => {
  it.each(['127.0.0.1', 'localhost'])('is named with its address (%s)', async (host) => {
    const server = createSocketServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    await expect(textFrom(`http://${host}:${port}/`)).rejects.toThrow(`ECONNREFUSED`);
  });
});

describe('an answer', () => {
  it('that HTTP does not know is an error that names its status', async () => {
    const port = await serveBytes('HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n');
    await expect(makeFetch()(`http://127.0.0.1:${port}/`)).rejects.toThrow('999');
  });

  it('that is not needed any more frees its connection', async () => {
    const closed = Promise.withResolvers<undefined>();
    const port = await serve((_, response) => {
      response.on('close', () => closed.resolve(undefined)).write('and so on');
    });
    await (await makeFetch()(`http://127.0.0.1:${port}/`)).body!.cancel();
    await closed.promise;
  });
});

describe('a proxy of the environment', () => {
  async function proxy(): Promise<{ url: string; asked: string[] }> {
    const asked: string[] = [];
    const port = await serve((request, response) => {
      asked.push(request.url!);
      response.end('by proxy');
    });
    return { url: `http://127.0.0.1:${port}`, asked };
  }

  it.each(['HTTP_PROXY', 'http_proxy'])('leads to other hosts (%s)', async (name) => {
    const { url, asked } = await proxy();
    setEnvironment({ [name]: url, NO_PROXY: '', no_proxy: '' });
    expect(await textFrom('http://webhook.example/in')).toBe('by proxy');
    expect(asked).toEqual(['http://webhook.example/in']);
  });

  it('may be written without its scheme; one that speaks no HTTP is passed over', () => {
    expect(readProxyEnvironment({ HTTP_PROXY: 'proxy.example:3128', NO_PROXY: 'a.example' })).toEqual({
      http_proxy: 'http://proxy.example:3128',
      no_proxy: 'a.example',
    });
    expect(readProxyEnvironment({ https_proxy: 'https://proxy.example', HTTPS_PROXY: 'other.example' })).toEqual({
      https_proxy: 'https://proxy.example',
    });
    for (const wrong of ['::bad::', 'socks5://proxy.example:1080', ''])
      expect(readProxyEnvironment({ HTTP_PROXY: wrong })).toEqual({});
  });

  it('never leads to this machine', async () => {
    const { url, asked } = await proxy();
    setEnvironment({ HTTP_PROXY: url, http_proxy: url, NO_PROXY: '', no_proxy: '' });
    const port = await serve((_, response) => response.end('direct'));
    for (const host of ['127.0.0.1', 'localhost']) expect(await textFrom(`http://${host}:${port}/`)).toBe('direct');
    expect(asked).toEqual([]);
  });
});

it('is not taken for a client by MSW, which refuses what no handler knows', async () => {
  const port = await serve((_, response) => response.end('reached'));
  const { key, cert } = await makeSelfSignedCertificate(['127.0.0.1']);
  const secured = await listen(https.createServer({ key, cert }, (_, response) => response.end('secret')));
  const network = setupServer();
  network.listen({ onUnhandledFrame: 'error' });
  onTestFinished(() => network.close());
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  expect(await textFrom(`http://127.0.0.1:${port}/`)).toBe('reached');
  expect(await textFrom(`https://127.0.0.1:${secured}/`, makeFetch({ trust: [cert] }))).toBe('secret');
});

describe('the names of hosts', () => {
  it('are resolved once, and the connection uses what was found', async () => {
    await using receiver = await Receiver.open();
    const asked: string[] = [];
    const fetch = makeFetch({
      lookup: (name, _options, callback) => {
        asked.push(name);
        callback(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    });
    const url = new URL(receiver.url);
    url.hostname = 'files.example.com';
    expect((await fetch(url)).status).toBe(200);
    expect(asked).toEqual(['files.example.com']);
  });

  it('are refused where the lookup refuses them', async () => {
    const fetch = makeFetch({ lookup: (name, _options, callback) => callback(new Error(`${name} is not reached`), []) });
    await expect(fetch('http://files.example.com/')).rejects.toThrow('files.example.com is not reached');
  });
});
