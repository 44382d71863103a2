import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ControlError, createControlClient, isControlError } from '../../simulator/control/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { startOnSocket } from './running.ts';

async function failureOf(call: Promise<unknown>): Promise<ControlError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ControlError);
  expect(isControlError(error)).toBe(true);
  return error as ControlError;
}

describe('the client of the control API', () => {
  it('fills in path, query and body, and gives the answer its type', async () => {
    const { simulator } = await startOnSocket();
    const control = createControlClient(simulator.url);
    const eve = { firstName: 'Eve', lastName: 'Hill', screenName: 'Eve / night', skills: ['returns'] };
    const { id } = await control.post('/agents', { body: eve });
    const { skills, conversationIds } = await control.get('/agents/{agent}', { params: { agent: 'Eve / night' } });
    expect([skills, conversationIds]).toEqual([['returns'], []]);
    const { now } = await control.post('/clock/advance', { body: { ms: 1000 } });
    expect(now).toBe(simulator.clock.now());
    expect(await control.get('/journal', { query: { after: 0, kind: 'call' } })).toEqual([]);
    await control.delete('/agents/{agent}', { params: { agent: id } });
    expect((await control.get('/agents')).some((agent) => agent.id === id)).toBe(false);
    expect(await control.request('GET', '/openapi.json')).toMatchObject({ openapi: '3.1.0' });
  });

  it('of a partition calls that partition', async () => {
    const { simulator } = await startOnSocket();
    await createControlClient(simulator.url).post('/partitions', { body: { name: 'other', clock: 'manual' } });
    const control = createControlClient(simulator.url, { partition: 'other' });
    await control.patch('/agents/{agent}', { params: { agent: 'Ada' }, body: { loggedIn: false } });
    expect(simulator.partition('other').agents.get('Ada').loggedIn).toBe(false);
    expect(simulator.agents.get('Ada').loggedIn).toBe(true);
  });

  it('is refused at compile time what no call takes', () => {
    const control = createControlClient('http://127.0.0.1:9');
    const calls = () => [
      // @ts-expect-error there is no such path
      control.get('/agent'),
      // @ts-expect-error the path needs its parameter
      control.get('/agents/{agent}'),
      // @ts-expect-error the body lacks a member
      control.post('/queues', { body: { name: 'Returns' } }),
      // @ts-expect-error the query has no such word
      control.get('/journal', { query: { kind: 'letter' } }),
      // @ts-expect-error what concerns the whole simulator is not there for one partition
      createControlClient('http://127.0.0.1:9', { partition: 'one' }).get('/partitions'),
    ];
    expect(calls).toBeTypeOf('function');
  });
});

describe('a call that fails', () => {
  it.each(['', '.', '..'])('is not sent when the id "%s" would make another path', async (fault) => {
    const error = await failureOf(createControlClient('http://127.0.0.1:9').delete('/faults/{fault}', { params: { fault } }));
    expect(error).toMatchObject({ status: null, kind: 'invalid', path: 'fault', message: `"${fault}" cannot be an id.` });
  });

  it('throws what the simulator says', async () => {
    const { simulator } = await startOnSocket();
    const control = createControlClient(simulator.url);
    const error = await failureOf(control.get('/agents/{agent}', { params: { agent: 'Adda' } }));
    expect(error).toMatchObject({
      ...{ name: 'ControlError', method: 'GET', url: `${simulator.url}/_sim/v1/agents/Adda`, status: 404 },
      ...{ kind: 'unknown', path: 'agent', message: 'There is no agent "Adda". Did you mean "Ada"?' },
      allowed: expect.arrayContaining(['Ada']) as string[],
    });
  });

  it('needs the token that the simulator was started with', async () => {
    const token = 'token-of-the-test';
    const { simulator } = await startOnSocket({ controlToken: token });
    expect(await failureOf(createControlClient(simulator.url).get('/agents'))).toMatchObject({ status: 401, kind: 'refused' });
    expect(await createControlClient(simulator.url, { token }).get('/agents')).not.toEqual([]);
  });

  it('says that no simulator answers, or something else does', async () => {
    const server = createServer((_request, response) => response.end('<html>'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    onTestFinished(() => void server.close());
    const other = await failureOf(createControlClient(url).get('/agents'));
    expect(other).toMatchObject({ status: 200, kind: 'unreachable' });
    expect(other.message).toContain('but not by the control API of a simulator. Correct the URL.');
    const refused: typeof fetch = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }));
    const none = await failureOf(createControlClient(url, { fetch: refused }).get('/agents'));
    expect(none).toMatchObject({ status: null, kind: 'unreachable' });
    expect(none.message).toContain(`No simulator answers at ${url}/_sim/v1/agents: ECONNREFUSED.`);
  });
});

it('C07: reaches a simulator on a port that the global fetch refuses', async () => {
  await using simulator = await startSimulator({ port: 6000, clock: 'manual' });
  expect(await createControlClient(simulator.url).get('/clock')).toMatchObject({ mode: 'manual' });
});
