import { execFile } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sqliteFile } from '../test/client/databases.ts';
import { fields, paths, recordedNodes } from '../test/client/ece.ts';
import { deadPort, serveHttp, serveHttps, serveProxy, serveTcp } from '../test/client/sockets.ts';
import { firstResult } from '../test/client/standard-outcomes.ts';
import type { AuthorizationSettings, Input } from './index.ts';
import { allMethods, createAuthorization } from './index.ts';

function answering(status: number, headers: Record<string, string>, body: string): RequestListener {
  return (request, response) => {
    request.resume();
    response.writeHead(status, headers).end(body);
  };
}

const jsonType = { 'content-type': 'application/json' };
const token = JSON.stringify({ access_token: 'PLANTED-token', expires_in: 86400, token_type: 'Bearer' });

/** An ECE that gives tokens and lets `listener` answer the rest. */
function eceThat(listener: RequestListener): RequestListener {
  return (request, response) =>
    (request.url!.startsWith(paths.token) ? answering(200, jsonType, token) : listener)(request, response);
}

const ended: RequestListener = eceThat((request, response) => {
  request.resume();
  response.writeHead(204).end();
});

/** Ends a conversation at an ECE on this origin. */
function end(origin: string, settings: AuthorizationSettings = {}) {
  const authorization = createAuthorization(
    { ...fields, hostName: origin, accessTokenUrl: undefined, refreshTokenUrl: undefined },
    settings,
  );
  const recorded = recordedNodes({ authorization, options: { retryDelayMs: 0 } });
  recorded.clock.letPass(0);
  const call = () => recorded.nodes.endConversation.endConversation({ conversationId: 'c' });
  return { ...recorded, call };
}

async function failing(origin: string, settings?: AuthorizationSettings) {
  const { call } = end(origin, settings);
  const { outcome, outputs } = await call();
  return { outcome, error: 'error' in outputs ? outputs.error : undefined };
}

function why(text: string) {
  return expect.stringContaining(text) as string;
}

describe('on real sockets', () => {
  it('a refused connection is onError', async () => {
    expect(await failing(`http://127.0.0.1:${await deadPort()}`)).toEqual({
      outcome: 'onError',
      error: why('the connection was refused; is the host name right and the server running? (ECONNREFUSED)'),
    });
  });

  it('a reset connection is onError', async () => {
    const port = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await failing(`http://127.0.0.1:${port}`)).toEqual({ outcome: 'onError', error: why('(ECONNRESET)') });
  });

  it('a connection that closes without an answer is onError, after three tries', async () => {
    let connections = 0;
    const port = await serveTcp((socket) => {
      connections++;
      socket.once('data', () => socket.end());
    });
    expect(await failing(`http://127.0.0.1:${port}`)).toEqual({ outcome: 'onError', error: why('closed by the other side') });
    expect(connections).toBe(3);
  });

  it('an answer that is cut short is onError', async () => {
    const cut: RequestListener = (_, response) => {
      response.writeHead(200, { ...jsonType, 'content-length': '1000' }).write('{"entry');
      response.destroy();
    };
    expect((await failing(`http://127.0.0.1:${await serveHttp(eceThat(cut))}`)).outcome).toBe('onError');
  });

  it('an answer that is no HTTP is onError', async () => {
    const port = await serveTcp((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
    expect((await failing(`http://127.0.0.1:${port}`)).outcome).toBe('onError');
  });

  it('an endless answer is onError', async () => {
    const endless: RequestListener = (_, response) => {
      response.writeHead(200, jsonType);
      const part = 'x'.repeat(1_000_000);
      const write = () => {
        while (!response.destroyed && response.write(part));
        if (!response.destroyed) response.once('drain', write);
      };
      write();
    };
    const port = await serveHttp(eceThat(endless));
    expect(await failing(`http://127.0.0.1:${port}`)).toEqual({
      outcome: 'onError',
      error: 'The answer is longer than 10485760 bytes.',
    });
  });

  it('HTML at the token URL is onauthorizationfail', async () => {
    const port = await serveHttp(answering(200, { 'content-type': 'text/html' }, '<!doctype html><p>Welcome'));
    expect(await failing(`http://127.0.0.1:${port}`)).toEqual({
      outcome: 'onauthorizationfail',
      error: why('is it the right Access Token URL?'),
    });
  });

  it('a certificate that nobody trusts is onError, and says what to do', async () => {
    const { port } = await serveHttps(['127.0.0.1'], ended);
    expect(await failing(`https://127.0.0.1:${port}`)).toEqual({
      outcome: 'onError',
      error: why('give its authority as option "ca" of the authorization, or in NODE_EXTRA_CA_CERTS'),
    });
  });

  it('https:// at a port that does not speak it is onError, and says so', async () => {
    const port = await serveHttp(ended);
    expect(await failing(`https://127.0.0.1:${port}`)).toEqual({
      outcome: 'onError',
      error: why('is it http:// in place of https://?'),
    });
  });

  it('a certificate of an authority that was given is trusted', async () => {
    const { port, ca } = await serveHttps(['127.0.0.1'], ended);
    const { call } = end(`https://127.0.0.1:${port}`, { ca });
    expect((await call()).outcome).toBe('onEndConversationSuccess');
  });

  it('a certificate for another name is onError, also with its authority given', async () => {
    const { port, ca } = await serveHttps(['ece.example.com'], ended);
    expect(await failing(`https://127.0.0.1:${port}`, { ca: [ca] })).toEqual({ outcome: 'onError', error: why('ALTNAME') });
  });

  it.each([
    ['no certificate', false],
    ['a given authority', true],
  ])('connections are kept alive with %s', async (_, withAuthority) => {
    const connections = new Set<unknown>();
    let requests = 0;
    const counted: RequestListener = (request, response) => {
      requests++;
      connections.add(request.socket);
      ended(request, response);
    };
    const { port, ca } = await serveHttps(['127.0.0.1'], counted);
    const origin = withAuthority ? `https://127.0.0.1:${port}` : `http://127.0.0.1:${await serveHttp(counted)}`;
    const { call } = end(origin, withAuthority ? { ca } : {});
    for (let n = 0; n < 5; n++) expect((await call()).outcome).toBe('onEndConversationSuccess');
    expect(requests).toBe(6);
    expect(connections.size).toBeLessThan(requests - 2);
  });

  it('an answer that does not come in time is onTimeout, by the clock that was given', async () => {
    const asked = Promise.withResolvers<undefined>();
    const port = await serveHttp(eceThat(() => asked.resolve(undefined)));
    const { nodes, clock } = end(`http://127.0.0.1:${port}`);
    const result = nodes.endConversation.endConversation({ conversationId: 'c' }, { options: { retries: 0 } });
    await asked.promise;
    clock.advance(10_000);
    expect((await result).outcome).toBe('onTimeout');
  });

  it('an answer that stops in the middle is onTimeout', async () => {
    const asked = Promise.withResolvers<undefined>();
    const port = await serveHttp(
      eceThat((_, response) => {
        response.writeHead(200, jsonType).write('{', () => asked.resolve(undefined));
      }),
    );
    const { nodes, clock } = end(`http://127.0.0.1:${port}`);
    const result = nodes.endConversation.endConversation({ conversationId: 'c' }, { options: { retries: 0 } });
    await asked.promise;
    clock.advance(10_000);
    expect((await result).outcome).toBe('onTimeout');
  });

  it('a call is cancelled while it waits', async () => {
    const asked = Promise.withResolvers<undefined>();
    const port = await serveHttp(eceThat(() => asked.resolve(undefined)));
    const { nodes, clock } = end(`http://127.0.0.1:${port}`);
    const controller = new AbortController();
    const result = nodes.endConversation.endConversation({ conversationId: 'c' }, { signal: controller.signal });
    await asked.promise;
    controller.abort(new Error('the flow was stopped'));
    await expect(result).rejects.toThrow('the flow was stopped');
    expect(clock.waiting).toBe(0);
  });

  it('answers after informational answers are read', async () => {
    const informational = ['100 Continue', '102 Processing', '103 Early Hints\r\nLink: </style.css>; rel=preload'];
    const port = await serveTcp((socket) =>
      socket.once('data', () => {
        for (const answer of informational) socket.write(`HTTP/1.1 ${answer}\r\n\r\n`);
        socket.end(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n${token}`);
      }),
    );
    expect((await failing(`http://127.0.0.1:${port}`)).outcome).toBe('onEndConversationSuccess');
  });

  it('an answer that switches protocols is onError', async () => {
    const port = await serveTcp((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n')),
    );
    expect(await failing(`http://127.0.0.1:${port}`)).toEqual({ outcome: 'onError', error: why('switches protocols (101)') });
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('an answer in %s is read, although no request offers it', async (encoding, compress) => {
    const port = await serveHttp((request, response) => {
      expect(request.headers).not.toHaveProperty('accept-encoding');
      request.resume();
      response.writeHead(200, { ...jsonType, 'content-encoding': encoding }).end(compress(token));
    });
    expect((await failing(`http://127.0.0.1:${port}`)).outcome).toBe('onEndConversationSuccess');
  });

  it.each([
    ['half an answer in gzip', { 'content-encoding': 'gzip' }, gzipSync(token).subarray(0, 20)],
    ['an answer that is not the gzip it says to be', { 'content-encoding': 'gzip' }, token],
  ])('%s is onError', async (_, headers, body) => {
    const port = await serveHttp((request, response) => {
      request.resume();
      response.writeHead(200, { ...jsonType, ...headers }).end(body);
    });
    expect((await failing(`http://127.0.0.1:${port}`)).outcome).toBe('onError');
  });

  it.each([
    [205, 'onInvalidChoice'],
    [304, 'onInvalidChoice'],
    [999, 'onError'],
  ])('status %i is %s', async (status, outcome) => {
    expect((await failing(`http://127.0.0.1:${await serveHttp(eceThat(answering(status, {}, '')))}`)).outcome).toBe(outcome);
  });

  it('100 concurrent calls on a cold authorization cause one token request', async () => {
    let tokens = 0;
    const port = await serveHttp((request, response) => {
      if (request.url!.startsWith(paths.token)) tokens++;
      ended(request, response);
    });
    const { call } = end(`http://127.0.0.1:${port}`);
    const results = await Promise.all(Array.from({ length: 100 }, call));
    expect(results.filter(({ outcome }) => outcome === 'onEndConversationSuccess')).toHaveLength(100);
    expect(tokens).toBe(1);
  });

  it('the same calls are the same bytes, from run to run', async () => {
    const requests: string[] = [];
    const port = await serveHttp((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        requests.push([request.method, request.url, ...request.rawHeaders, body].join('\n'));
        (request.url!.startsWith(paths.token) ? answering(200, jsonType, token) : answering(404, {}, ''))(request, response);
      });
    });
    const origin = `http://127.0.0.1:${port}`;
    const valueOf = ({ form }: Input) =>
      typeof form === 'object'
        ? form[0]!
        : { url: `${origin}/file`, 'url or path': '/file', count: '1', text: 'x', 'file name': 'a.pdf', 'header value': 's' }[
            form
          ];
    const day = async () => {
      const authorization = createAuthorization({
        ...fields,
        hostName: origin,
        accessTokenUrl: undefined,
        refreshTokenUrl: undefined,
      });
      const chatStore = await sqliteFile.records().open();
      const { nodes } = recordedNodes({ authorization, chatStore, options: { allowPrivateAddresses: true } });
      for (const { path, method } of allMethods()) {
        const inputs = Object.fromEntries(method.inputs.map((input) => [input.key, valueOf(input)]));
        await firstResult(nodes.run(path, inputs));
      }
      return requests.splice(0);
    };
    const first = await day();
    expect(first).toHaveLength(1 + allMethods().filter(({ method }) => method.requests.length > 0).length);
    expect(await day()).toEqual(first);
  });

  const index = fileURLToPath(new URL('index.ts', import.meta.url));
  const script = `
    import { createAuthorization, createNodes } from ${JSON.stringify(index)};
    const { HOST, CA } = process.env;
    const authorization = createAuthorization({ authorizationName: 'x', hostName: HOST }, { ca: CA });
    const result = await createNodes({ authorization }).agentAvailability.getAgentAvailability({ entryPointId: 1001 });
    console.log(JSON.stringify(result));
  `;

  const available = answering(200, jsonType, '{"available":true}');

  it.each(['127.0.0.1', 'localhost'])("no proxy of Node's settings is used for %s", async (host) => {
    const port = await serveHttp(available);
    const proxy = await serveProxy(port);
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, HOST: `http://${host}:${port}` },
    });
    expect(JSON.parse(stdout)).toEqual(expect.objectContaining({ outcome: 'AgentAvailable', outputs: { available: true } }));
    expect(proxy.asked).toEqual([]);
  });

  it.each(['http', 'ca'])("the proxy of Node's settings is used for other hosts by %s", async (transport) => {
    const { port, ca } = await serveHttps(['ece.example.com'], available);
    const viaCa = transport === 'ca';
    const proxy = await serveProxy(viaCa ? port : await serveHttp(available));
    const proxyUrl = `http://127.0.0.1:${proxy.port}`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: {
        NODE_USE_ENV_PROXY: '1',
        HTTP_PROXY: proxyUrl,
        HTTPS_PROXY: proxyUrl,
        HOST: viaCa ? 'https://ece.example.com' : 'http://ece.example.com',
        ...(viaCa && { CA: ca }),
      },
    });
    expect(JSON.parse(stdout)).toEqual(expect.objectContaining({ outcome: 'AgentAvailable', outputs: { available: true } }));
    expect(proxy.asked).toEqual([viaCa ? 'ece.example.com:443' : 'ece.example.com:80']);
  });
});
