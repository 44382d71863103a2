import type { RequestListener, Server } from 'node:http';
import { createServer as createHttpServer, request as forward } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net';
import { connect, createServer as createTcpServer } from 'node:net';
import { generate } from 'selfsigned';
import { onTestFinished } from 'vitest';

/** Servers on loopback, each on a free port, closed when the running test ends. */

async function listening(server: TcpServer | Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return (server.address() as AddressInfo).port;
}

export async function serveHttp(listener: RequestListener): Promise<number> {
  return listening(createHttpServer(listener));
}

export async function serveTcp(onConnection: (socket: Socket) => void): Promise<number> {
  return listening(createTcpServer(onConnection));
}

/** A server with a certificate that nobody trusts, for these names. */
export async function serveHttps(names: string[], listener: RequestListener): Promise<{ port: number; ca: string }> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: names[0]! }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (/^[\d.]+$/.test(name) ? { type: 7, ip: name } : { type: 2, value: name })),
      },
    ],
  });
  return { port: await listening(createHttpsServer({ key, cert }, listener)), ca: cert };
}

/** A port on which nothing listens: a server got it and was closed again. */
export async function deadPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * A proxy that leads to this port, whatever host the client names. It opens tunnels, and forwards requests that name a whole URL, as
 * Node 26 sends them for http.
 * @returns with each host and port that a client named
 */
export async function serveProxy(target: number): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const proxy = createHttpServer((request, response) => {
    const { host, port, pathname, search } = new URL(request.url!);
    asked.push(port === '' ? `${host}:80` : host);
    const options = { port: target, path: pathname + search, method: request.method, headers: request.headers };
    const forwarded = forward({ host: '127.0.0.1', ...options }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    request.pipe(forwarded.on('error', () => response.destroy()));
  });
  proxy.on('connect', (request, socket: Socket) => {
    asked.push(request.url!);
    const upstream = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    const end = () => {
      upstream.destroy();
      socket.destroy();
    };
    upstream.on('error', end);
    socket.on('error', end);
  });
  return { port: await listening(proxy), asked };
}
