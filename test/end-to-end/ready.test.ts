import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/start.ts';
import { runCli } from './cli-process.ts';

/** The port of a server that has ended, which nobody else is likely to open. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('ece-simulator ready', () => {
  it('ends with 0 when the simulator is ready', async () => {
    await using ece = await startSimulator({ port: 0 });
    const { code, stdout, stderr } = await runCli(['ready'], { ECE_SIMULATOR_URL: ece.url });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `The simulator at ${ece.url} is ready.\n`, stderr: '' });
  });

  it('ends with 1 when nothing listens', async () => {
    const port = await closedPort();
    const { code, stderr } = await runCli(['ready', '--port', String(port)]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `ece-simulator: the simulator at http://127.0.0.1:${port} is not ready: nothing listens there (ECONNREFUSED). Start one: ece-simulator start; or correct the URL.\n`,
    });
  });

  it('says the same of a port that fetch refuses, and nothing of a password', async () => {
    const { code, stderr } = await runCli(['ready', '--url', 'http://ann:secret@127.0.0.1:1']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        'ece-simulator: the simulator at http://127.0.0.1:1 is not ready: nothing listens there (ECONNREFUSED). Start one: ece-simulator start; or correct the URL.\n',
    });
  });

  it('says so when what answers speaks no HTTP', async () => {
    const server = createTcpServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const { code, stderr } = await runCli(['ready', '--port', String((server.address() as AddressInfo).port)]);
    server.close();
    expect(code).toBe(1);
    expect(stderr).toContain('is not ready: what answers there does not speak HTTP (HPE_INVALID_CONSTANT).');
  });

  it('waits for one that starts later', async () => {
    const port = await closedPort();
    const waiting = runCli(['ready', '--wait', '--port', String(port)]);
    await using ece = await startSimulator({ port, host: '127.0.0.1' });
    expect(await waiting).toMatchObject({ code: 0, stdout: `The simulator at ${ece.url} is ready.\n` });
  });

  it('says so when another program answers', async () => {
    const server = createServer((_request, response) => response.writeHead(404).end('no')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await runCli(['ready', '--wait', '0.2', '--port', String(port)]);
    server.close();
    expect(code).toBe(1);
    expect(stderr).toContain('GET /readyz is answered 404, so this is no simulator');
  });

  it.each([
    [['--url', 'localhost:8080'], '"--url" must be an http or https URL'],
    [['--wait', 'long'], 'It is a number of seconds above 0'],
    [['--port', '-1'], 'A port is a number'],
  ])('refuses %j', async (flags, message) => {
    const { code, stderr } = await runCli(['ready', ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
