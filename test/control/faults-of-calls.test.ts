import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../simulator/faults/fault-schema.ts';
import type { RunningSimulator } from '../../simulator/start.ts';
import { startSimulator } from '../../simulator/index.ts';
import {
  availabilityCall,
  configurationCall,
  endCall,
  paths,
  sendCall,
  startCall,
  tokenCall,
} from '../../simulator/testing/calls.ts';
import type { Call } from '../../simulator/testing/exchange.ts';
import { startBody, textBody } from '../../simulator/testing/samples.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { Webhook } from '../settings/webhook.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { eventually } from './eventually.ts';
import type { Seen } from './wire.ts';
import { connected, overTheWire } from './wire.ts';
import type { TestControl } from './documented.ts';
import { documentedControl } from './documented.ts';

let simulator: RunningSimulator;
let control: TestControl;
let ece: EceClient;

beforeEach(async () => {
  simulator = await startSimulator({ port: 0, clock: 'manual', agents: 'silent', seed: 'faults' });
  control = documentedControl(simulator.url);
  ece = await EceClient.authorized(simulator.url);
});
afterEach(() => simulator.close());

/** Through the control API, as most users add them. */
function add(fault: FaultInput) {
  return control.post('/faults', { body: fault });
}
function wire(call: Call): Promise<Seen> {
  return overTheWire(simulator.url, call);
}
function journaled() {
  return simulator.journal.entries.at(-1)!;
}
function startOf(entryPoint: number | string = 1001) {
  return startCall(ece.token, startBody({ entryPoint }));
}
function chatsOfDemo() {
  return simulator.conversations.list().filter(({ entryPointId }) => entryPointId === '1001');
}

describe('on the wire', () => {
  it('a refusal has its code and text', async () => {
    const { id } = await add({ match: { operation: 'startConversation' }, action: { do: 'refuse', error: 'staleLastModified' } });
    const seen = await wire(startOf());
    expect(seen).toMatchObject({ status: 409, isWhole: true });
    expect(JSON.parse(seen.body)).toMatchObject({ code: '409-100' });
    expect(chatsOfDemo()).toEqual([]);
    expect(journaled()).toMatchObject({
      faultId: id,
      refusal: {
        key: 'staleLastModified',
        reason: { rule: `the fault ${id} refuses the call`, wouldWork: 'removing the fault' },
      },
    });
  });

  it('a refusal may have another status, and speaks of what the call names', async () => {
    await add({ match: { entryPoint: 1001 }, action: { do: 'refuse', error: 'unknownId', status: 410 } });
    const seen = await wire(configurationCall(ece.token));
    expect(seen.status).toBe(410);
    expect(JSON.parse(seen.body)).toEqual({ code: '410-101', developerMessage: 'The following id does not exist: 1001' });
  });

  it('a refusal of the token call has the form of OAuth', async () => {
    await add({ match: { operation: 'obtainToken' }, action: { do: 'refuse', error: 'unauthorized' } });
    expect(JSON.parse((await wire(tokenCall())).body)).toMatchObject({ error: 'invalid_client' });
  });

  it.each<[string, Extract<FaultInput['action'], { do: 'answer' }>, Partial<Seen>, string?]>([
    ['status and body', { do: 'answer', status: 502, body: 'Bad Gateway' }, { status: 502, body: 'Bad Gateway' }, 'text/plain'],
    ['JSON', { do: 'answer', status: 200, body: '{"id":1}' }, { status: 200, body: '{"id":1}' }, 'application/json'],
    ['XML', { do: 'answer', status: 500, body: '<error/>' }, { status: 500, body: '<error/>' }, 'application/xml'],
    ['no body', { do: 'answer', status: 418 }, { status: 418, body: '' }],
    ['nothing at all', { do: 'answer', status: 204 }, { status: 204, body: '' }],
    ['a wish to start anew', { do: 'answer', status: 205 }, { status: 205, body: '' }],
    [
      'headers',
      { do: 'answer', status: 429, headers: { 'Retry-After': '7', 'Content-Type': 'text/html' }, body: '<p>' },
      { status: 429, body: '<p>' },
      'text/html',
    ],
  ])('an answer can be %s', async (_what, action, expected, type) => {
    await add({ action });
    const seen = await wire(startOf());
    expect(seen).toMatchObject({ ...expected, isWhole: true });
    expect(seen.headers['content-type']).toBe(type);
    if (action.headers !== undefined) expect(seen.headers['retry-after']).toBe('7');
    expect(chatsOfDemo()).toEqual([]);
  });

  it('a delay lets the answer come when its time has come, not before', async () => {
    await add({ action: { do: 'delay', ms: 5000 } });
    await using socket = connected(simulator.url, configurationCall(ece.token));
    await eventually(() => simulator.clock.nextDue !== undefined);
    await control.advance(4999);
    expect(journaled().operation).toBe('obtainToken');
    await control.advance(1);
    expect(await socket.untilClosed()).toContain('HTTP/1.1 200');
  });

  it('delays of several faults add up', async () => {
    await add({ action: { do: 'delay', ms: 1000 } });
    await add({ match: { operation: 'getConfiguration' }, action: { do: 'delay', ms: 500 } });
    await add({ match: { entryPoint: '1001' }, action: { do: 'delay', ms: 70 } });
    const call = wire(configurationCall(ece.token));
    await eventually(() => simulator.clock.nextDue !== undefined);
    const before = simulator.clock.now();
    while (simulator.clock.nextDue !== undefined) await control.post('/clock/advance', { body: { to: 'next' } });
    expect(simulator.clock.now() - before).toBe(1570);
    expect((await call).status).toBe(200);
  });

  it('silence is an open connection on which nothing ever comes', async () => {
    await add({ action: { do: 'hang' } });
    await using socket = connected(simulator.url, startOf());
    await control.post('/wait', { body: { match: { journal: { operation: 'startConversation' } } } });
    await control.advance(24 * 3600 * 1000);
    expect(journaled()).toMatchObject({ answer: null, problem: 'never answered' });
    // The connection stayed open with no byte sent, and the client closed it.
    socket.end();
    expect(await socket.untilClosed()).toBe('');
  });

  it('a close before the answer sends not a byte', async () => {
    await add({ action: { do: 'close', at: 'start' } });
    expect(await wire(startOf())).toMatchObject({ status: null });
    expect(journaled()).toMatchObject({ answer: null, problem: 'the connection was closed before the answer' });
    expect(chatsOfDemo()).toEqual([]);
  });

  it('a close in the middle breaks off a body that was promised whole', async () => {
    await add({ action: { do: 'close', at: 'middle' } });
    const seen = await wire(startOf());
    expect(seen).toMatchObject({ status: 200, isWhole: false });
    expect(seen.body.length).toBe(Math.floor(Number(seen.headers['content-length']) / 2));
    expect(chatsOfDemo()).toEqual([]);
  });

  it('a malformed body is no JSON and no XML, in an answer that is otherwise sound', async () => {
    await add({ action: { do: 'corrupt', how: 'malformed' } });
    const seen = await wire(startOf());
    expect(seen).toMatchObject({ status: 201, isWhole: true });
    expect(() => JSON.parse(seen.body) as unknown).toThrow();
    expect(seen.body).toMatch(/^<</);
    expect(chatsOfDemo()).toHaveLength(1);
  });

  it('a malformed body stands also where the call answers without one', async () => {
    const conversation = await ece.startConversation();
    await add({ match: { operation: 'sendMessage' }, action: { do: 'corrupt', how: 'malformed' } });
    expect(await wire(sendCall(ece.token, textBody(conversation)))).toMatchObject({
      status: 200,
      isWhole: true,
      body: expect.stringMatching(/^<</) as string,
    });
  });

  it('a truncated body is half of the body, with headers that fit', async () => {
    const whole = await wire(configurationCall(ece.token));
    await add({ action: { do: 'corrupt', how: 'truncated' } });
    const seen = await wire(configurationCall(ece.token));
    expect(seen).toMatchObject({ status: 200, isWhole: true });
    expect(whole.body.startsWith(seen.body)).toBe(true);
    expect(seen.body.length).toBe(Math.floor(whole.body.length / 2));
  });

  it.each(['expire', 'revoke'] as const)('tokens %s in the hands of the client', async (how) => {
    const ended = { expire: 'expired', revoke: 'revoked' }[how];
    await add({ match: { operation: 'sendMessage' }, fire: { times: 1 }, action: { do: 'end-sessions', how } });
    const conversation = await ece.startConversation();
    expect((await wire(sendCall(ece.token, textBody(conversation)))).status).toBe(401);
    expect(journaled().refusal!.reason.rule).toBe(`the token is ${ended}`);
    expect((await wire(configurationCall(ece.token))).status).toBe(401);
    await ece.authorize();
    expect((await wire(sendCall(ece.token, textBody(conversation)))).status).toBe(204);
  });

  it('a token expires after the call that was still answered', async () => {
    await add({ match: { operation: 'startConversation' }, action: { do: 'end-sessions', how: 'expire' }, when: 'after' });
    expect((await wire(startOf())).status).toBe(201);
    expect((await wire(configurationCall(ece.token))).status).toBe(401);
  });
});

describe('when the operation is done', () => {
  it('the answer alone is lost', async () => {
    await add({ match: { operation: 'startConversation' }, action: { do: 'close', at: 'start' }, when: 'after' });
    expect((await wire(startOf())).status).toBeNull();
    expect(chatsOfDemo()).toHaveLength(1);
    expect(journaled().conversationIds).toEqual([chatsOfDemo()[0]!.id]);
  });

  it('half of the real answer comes', async () => {
    await add({ match: { operation: 'startConversation' }, action: { do: 'close', at: 'middle' }, when: 'after' });
    const seen = await wire(startOf());
    expect(seen).toMatchObject({ status: 201, isWhole: false, body: expect.stringMatching(/^\{"activity":/) as string });
    expect(chatsOfDemo()).toHaveLength(1);
  });

  it('another answer comes than the real one', async () => {
    await add({ match: { operation: 'endConversation' }, action: { do: 'refuse', error: 'internalError' }, when: 'after' });
    const conversation = await ece.startConversation();
    expect((await wire(endCall(ece.token, { conversation: { id: conversation } }))).status).toBe(500);
    expect(simulator.conversations.get(conversation).state).toBe('ended');
  });

  it.each([
    [false, ['answer', 'assigned']],
    [true, ['assigned', 'answer']],
  ])('callbacks can leave before the answer: %s', async (callbacksFirst, order) => {
    const receiver = await Receiver.open();
    const events: string[] = [];
    const webhook = new Webhook(
      receiver,
      () => simulator.clock.now(),
      () => {
        events.push('assigned');
        return 204;
      },
    );
    simulator.applications.setCallbackUrl('demo', webhook.url);
    await add({ match: { operation: 'startConversation' }, action: { do: 'delay', ms: 1000, callbacksFirst }, when: 'after' });
    await using socket = connected(simulator.url, startOf());
    const answered = socket.until('\r\n\r\n').then(() => events.push('answer'));
    await eventually(() => chatsOfDemo().length === 1);
    await control.advance(0);
    await control.advance(1000);
    await Promise.all([answered, webhook.arrival(1)]);
    expect(events).toEqual(order);
    await receiver[Symbol.asyncDispose]();
  });
});

describe('a fault matches', () => {
  const refuse = { do: 'answer', status: 503 } as const;
  const statuses = async (calls: Call[]) => Promise.all(calls.map(async (call) => (await wire(call)).status));

  it('an operation', async () => {
    await add({ match: { operation: 'getConfiguration' }, action: refuse });
    expect(await statuses([configurationCall(ece.token), startOf(), tokenCall()])).toEqual([503, 201, 200]);
  });

  it('an application, by its key before it has a token and by its token then', async () => {
    const other = await EceClient.authorized(simulator.url, { key: 'other-client', secret: 'other-secret' });
    await add({ match: { application: 'other-client' }, action: refuse });
    expect(await statuses([configurationCall(ece.token), configurationCall(other.token, 1003)])).toEqual([200, 503]);
    expect(await statuses([tokenCall(), tokenCall({ key: 'other-client', secret: 'other-secret' })])).toEqual([200, 503]);
  });

  it('an entry point, in every call that tells it', async () => {
    const here = await ece.startConversation({ entryPoint: 1001 });
    const there = await ece.startConversation({ entryPoint: 1007 });
    await add({ match: { entryPoint: '1007' }, action: refuse });
    const calls = (entryPoint: number, conversation: string) => [
      configurationCall(ece.token, entryPoint),
      startOf(entryPoint),
      availabilityCall('agentAvailability', entryPoint),
      sendCall(ece.token, textBody(conversation)),
      endCall(ece.token, { conversation: { id: conversation } }),
    ];
    expect(await statuses(calls(1007, there))).toEqual([503, 503, 503, 503, 503]);
    expect(await statuses(calls(1001, here))).toEqual([200, 201, 200, 204, 204]);
  });

  it('a conversation', async () => {
    const [one, other] = [await ece.startConversation(), await ece.startConversation()];
    await add({ match: { conversation: one }, action: refuse });
    expect(await statuses([sendCall(ece.token, textBody(one)), sendCall(ece.token, textBody(other))])).toEqual([503, 204]);
  });

  it('only what fits every word', async () => {
    await add({ match: { operation: 'startConversation', entryPoint: 1007, application: 'demo-client' }, action: refuse });
    expect(await statuses([startOf(1001), configurationCall(ece.token, 1007), startOf(1007)])).toEqual([201, 200, 503]);
  });
});

describe('a fault fires', () => {
  const refuse = { do: 'answer', status: 503 } as const;
  const tries = async (count: number) => {
    const statuses: (number | null)[] = [];
    for (let attempt = 0; attempt < count; attempt++) statuses.push((await wire(configurationCall(ece.token))).status);
    return statuses.map((status) => (status === 503 ? 'x' : '.')).join('');
  };

  it.each<[string, FaultInput['fire'], string]>([
    ['always', 'always', 'xxxxx'],
    ['always when nothing is said', undefined, 'xxxxx'],
    ['the next two times', { times: 2 }, 'xx...'],
    ['from the third time on', { from: 3 }, '..xxx'],
    ['never by a chance of none', { probability: 0 }, '.....'],
    ['always by a chance of one', { probability: 1 }, 'xxxxx'],
  ])('%s', async (_what, fire, expected) => {
    const { id } = await add({ ...(fire !== undefined && { fire }), action: refuse });
    expect(await tries(5)).toBe(expected);
    expect(await control.get('/faults/{fault}', { params: { fault: id } })).toMatchObject({
      seen: 5,
      fired: expected.replaceAll('.', '').length,
    });
  });

  it('by chance, which a seed repeats exactly and another does not', async () => {
    const run = async (seed: string) => {
      await simulator.close();
      simulator = await startSimulator({ port: 0, clock: 'manual', seed });
      control = documentedControl(simulator.url);
      ece = await EceClient.authorized(simulator.url);
      await add({ fire: { probability: 0.4 }, action: refuse });
      return tries(24);
    };
    const [once, again, otherwise] = [await run('dice'), await run('dice'), await run('other dice')];
    expect(once).toContain('x');
    expect(once).toContain('.');
    expect(again).toBe(once);
    expect(otherwise).not.toBe(once);
  });

  it('until it is removed', async () => {
    const [first, second] = [await add({ action: refuse }), await add({ action: { do: 'delay', ms: 0 } })];
    expect(await control.get('/faults')).toMatchObject([{ id: first.id }, { id: second.id }]);
    expect(await tries(1)).toBe('x');
    await control.delete('/faults/{fault}', { params: { fault: first.id } });
    expect(await tries(1)).toBe('.');
    await control.delete('/faults');
    expect(await control.get('/faults')).toEqual([]);
  });

  it('as the same thing in code', () => {
    const fault = simulator.faults.add({ match: { entryPoint: 1001 }, action: refuse });
    expect(simulator.faults.list()).toEqual([fault]);
    expect(simulator.faults.get(fault.id)).toMatchObject({
      match: { entryPoint: '1001' },
      fire: 'always',
      when: 'before',
      seen: 0,
    });
    simulator.faults.remove(fault.id);
    expect(() => simulator.faults.get(fault.id)).toThrow(`There is no fault "${fault.id}"`);
  });
});

describe('a fault is refused, with the path and what is allowed,', () => {
  it.each<[string, unknown, string, unknown?]>([
    ['without an action', {}, 'action'],
    ['with an unknown action', { action: { do: 'explode' } }, 'action.do', expect.arrayContaining(['hang', 'close'])],
    [
      'with an unknown operation',
      { match: { operation: 'startChat' }, action: { do: 'hang' } },
      'match.operation',
      expect.arrayContaining(['startConversation']),
    ],
    [
      'with an unknown word',
      { match: { entrypoint: 1 }, action: { do: 'hang' } },
      'match.entrypoint',
      expect.arrayContaining(['entryPoint']),
    ],
    [
      'with an unknown application',
      { match: { application: 'nobody' }, action: { do: 'hang' } },
      'match.application',
      ['demo-client', 'other-client'],
    ],
    [
      'with an unknown entry point',
      { match: { entryPoint: 77 }, action: { do: 'hang' } },
      'match.entryPoint',
      expect.arrayContaining(['1001']),
    ],
    [
      'with an unknown conversation',
      { match: { conversation: 'none' }, action: { do: 'hang' } },
      'match.conversation',
      expect.any(Array),
    ],
    ['with a negative delay', { action: { do: 'delay', ms: -5 } }, 'action.ms'],
    ['with a delay of a week', { action: { do: 'delay', ms: 7 * 24 * 3600 * 1000 } }, 'action.ms'],
    ['that fires no times', { fire: { times: 0 }, action: { do: 'hang' } }, 'fire.times'],
    ['that fires half a time', { fire: { times: 0.5 }, action: { do: 'hang' } }, 'fire.times'],
    ['with a chance above one', { fire: { probability: 2 }, action: { do: 'hang' } }, 'fire.probability'],
    ['that fires sometimes', { fire: 'sometimes', action: { do: 'hang' } }, 'fire'],
    ['with a status that is none', { action: { do: 'answer', status: 99 } }, 'action.status'],
    [
      'with a header that the server must set',
      { action: { do: 'answer', status: 200, headers: { 'Content-Length': '1' } } },
      'action.headers.Content-Length',
    ],
    ['with a line break in a header', { action: { do: 'answer', status: 200, headers: { a: 'b\r\nc: d' } } }, 'action.headers.a'],
    ['with a body where there can be none', { action: { do: 'answer', status: 204, body: 'x' } }, 'action.body'],
    ['with a body where fetch allows none', { action: { do: 'answer', status: 205, body: 'x' } }, 'action.body'],
    [
      'with a header of chunked answers',
      { action: { do: 'answer', status: 200, headers: { Trailer: 'x' } } },
      'action.headers.Trailer',
    ],
    ['of a call with what callbacks do', { action: { do: 'drop' } }, 'action.do'],
    ['of callbacks with what calls do', { match: { callback: 'any' }, action: { do: 'hang' } }, 'action.do'],
    [
      'of an operation and callbacks',
      { match: { callback: 'any', operation: 'sendMessage' }, action: { do: 'drop' } },
      'match.operation',
    ],
    ['of callbacks, after', { match: { callback: 'any' }, action: { do: 'drop' }, when: 'after' }, 'when'],
    [
      'with callbacks first before the operation',
      { action: { do: 'delay', ms: 1, callbacksFirst: true } },
      'action.callbacksFirst',
    ],
    [
      'that ends the token before it is there',
      { match: { operation: 'obtainToken' }, action: { do: 'end-sessions', how: 'expire' } },
      'when',
    ],
    [
      'of a conversation in a call that has none',
      { match: { operation: 'obtainToken', conversation: 'x' }, action: { do: 'hang' } },
      'match.conversation',
    ],
    [
      'of an entry point in a call that has none',
      { match: { operation: 'logIn', entryPoint: 1001 }, action: { do: 'hang' } },
      'match.entryPoint',
    ],
    [
      'of an application in a call without one',
      { match: { operation: 'searchCustomers', application: 'demo-client' }, action: { do: 'hang' } },
      'match.application',
    ],
    ['that is no object', '[]', ''],
    ['that is no JSON', '{"action":', ''],
  ])('%s', async (_what, fault, path, allowed) => {
    const problem = await control.refused('POST', '/faults', fault);
    expect(problem).toMatchObject({ status: 400, path, ...(allowed !== undefined && { allowed }) });
    expect(problem.message).not.toBe('');
    expect(await control.get('/faults')).toEqual([]);
  });

  it('that does not exist', async () => {
    const { id } = await add({ action: { do: 'hang' } });
    for (const method of ['GET', 'DELETE'])
      expect(await control.refused(method, '/faults/fault-99')).toMatchObject({ status: 404, path: 'fault', allowed: [id] });
  });

  it('above a thousand', async () => {
    for (let count = 0; count < 1000; count++) simulator.faults.add({ match: { operation: 'logOut' }, action: { do: 'hang' } });
    expect(await control.refused('POST', '/faults', { action: { do: 'hang' } })).toMatchObject({ status: 409 });
    expect((await wire({ target: paths.configuration })).status).toBe(401);
  });
});

describe('the connection and the pace', () => {
  it.each([
    ['start', 'the connection was reset before the answer'],
    ['middle', 'the connection was reset in the middle of the answer'],
  ] as const)('a reset at the %s ends the connection by RST', async (at, problem) => {
    await add({ action: { do: 'reset', at } });
    const { hostname, port } = new URL(simulator.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${paths.configuration}?entrypoint=1001 HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    const [error] = (await once(socket.resume(), 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
    expect(journaled()).toMatchObject({ problem });
  });

  it("a body that trickles comes in pieces, by the partition's clock", async () => {
    await add({ action: { do: 'trickle', bytes: 40, everyMs: 1000 } });
    const response = await fetch(simulator.url + paths.token, { method: 'POST' });
    const size = Number(response.headers.get('content-length'));
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let received = (await reader.read()).value!.byteLength;
    expect(received).toBe(40);
    while (received < size) {
      await eventually(() => simulator.clock.underway.waiting === 1);
      await simulator.clock.advance(999);
      await simulator.clock.advance(1);
      const piece = (await reader.read()).value!.byteLength;
      expect(piece).toBe(Math.min(40, size - received));
      received += piece;
    }
    expect(await reader.read()).toMatchObject({ done: true });
    await eventually(() => simulator.clock.underway.calls === 0);
  });

  it('a spread of delays is drawn by the seed, within its ends', async () => {
    await add({ match: { operation: 'obtainToken' }, action: { do: 'delay', ms: { from: 1000, to: 1003 } } });
    const start = simulator.clock.now();
    const answered = fetch(simulator.url + paths.token, { method: 'POST' });
    await eventually(() => simulator.clock.underway.waiting === 1);
    await simulator.clock.advanceToNext();
    await answered;
    expect(simulator.clock.now() - start).toBeGreaterThanOrEqual(1000);
    expect(simulator.clock.now() - start).toBeLessThanOrEqual(1003);
  });

  it('a spread that ends before it begins is refused', () => {
    expect(() => simulator.faults.add({ action: { do: 'delay', ms: { from: 2, to: 1 } } })).toThrow(
      '"from" must not be after "to"',
    );
  });
});
