import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../start.ts';
import { EceClient } from '../testing/ece-client.ts';

async function started() {
  const simulator = await startSimulator({ port: 0, host: '127.0.0.1' });
  const client = await EceClient.authorized(simulator.url);
  /** Resolves when so many calls wait for the clock. */
  const waiting = async (count: number) => {
    while (simulator.clock.underway.waiting < count) await new Promise((resolve) => setImmediate(resolve));
  };
  return { simulator, client, waiting, port: Number(new URL(simulator.url).port) };
}

/** What comes back on a connection on which the text is sent, until it ends. */
async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  let answer = '';
  socket.on('data', (part: Buffer) => (answer += part.toString()));
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

describe('a stop', () => {
  it('answers the calls that it has received, which a fault delays', async () => {
    const { simulator, client, waiting } = await started();
    simulator.faults.add({ fire: 'always', match: { operation: 'getConfiguration' }, action: { do: 'delay', ms: 1500 } });
    const answers = Array.from({ length: 50 }, () => client.configuration());
    await waiting(50);
    await simulator.close();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array<number>(50).fill(200));
  });

  it('finishes an answer that it is writing, and says that the connection closes', async () => {
    const { simulator, client, waiting } = await started();
    simulator.faults.add({
      fire: 'always',
      match: { operation: 'getConfiguration' },
      action: { do: 'trickle', bytes: 100, everyMs: 300 },
    });
    const answer = client.configuration();
    await waiting(1);
    await simulator.close();
    expect((await answer).json).toHaveProperty('entryPointConfiguration');
  });

  it('tells a client that goes on calling on its connection to open another', async () => {
    const { simulator, client, waiting, port } = await started();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const call = async () => {
      const sent = request({ port, host: '127.0.0.1', path: '/livez', agent }).end();
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      answer.resume();
      await once(answer, 'end');
      return answer.headers.connection;
    };
    expect(await call()).toBe('keep-alive');
    simulator.faults.add({ fire: 'always', match: { operation: 'getConfiguration' }, action: { do: 'delay', ms: 300 } });
    const last = client.configuration();
    await waiting(1);
    const closed = simulator.close();
    for (let connection: string | undefined; connection !== 'close';) connection = await call().catch(() => 'close');
    await closed;
    expect((await last).status).toBe(200);
    agent.destroy();
  });

  it.each([
    ['has sent half of its headers', 'POST /livez HTTP/1.1\r\nHost: x\r\n'],
    [
      'has sent half of its body',
      'POST /system/ws/v12/authentication/user/login HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{}',
    ],
    ['has sent nothing', ''],
  ])('does not wait for a client that %s', async (_what, text) => {
    const { simulator, port } = await started();
    const client = connect(port, '127.0.0.1').on('error', () => undefined);
    await once(client, 'connect');
    client.write(text);
    const ended = once(client, 'close');
    await simulator.close();
    await ended;
  });

  it('does not wait for a call that a fault never answers', async () => {
    const { simulator, client } = await started();
    simulator.faults.add({ fire: 'always', match: { operation: 'getConfiguration' }, action: { do: 'hang' } });
    const answer = expect(client.configuration()).rejects.toThrow('fetch failed');
    while (simulator.clock.underway.hanging < 1) await new Promise((resolve) => setImmediate(resolve));
    await simulator.close();
    await answer;
  });
});

describe('a request that asks for another protocol', () => {
  it.each([
    ['a chunk whose size is no number', 'Transfer-Encoding: chunked\r\n\r\nZZ\r\n'],
    ['a good body', 'Content-Length: 2\r\n\r\n{}'],
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
  ])('is answered, with %s', async (_what, rest) => {
    const { simulator, port } = await started();
    const target = '/system/ws/v12/authentication/user/login';
    const head = `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n`;
    expect(await exchange(port, head + rest)).toMatch(/^HTTP\/1\.1 400 /);
    await simulator.close();
  });
});
