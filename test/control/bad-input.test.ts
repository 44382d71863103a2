import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createControlClient } from '../../simulator/control/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { openApi } from './documented.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { startOnSocket } from './running.ts';

const bodies = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, { requestBody }]) => requestBody !== undefined)
    .map(([method]): [string, string] => [method.toUpperCase(), path.replace('/_sim/v1', '')]),
);
const atTheRoot = bodies.filter(([, path]) => !path.startsWith('/partitions/'));

const bad = [
  '{',
  '[]',
  'null',
  '7',
  '"text"',
  '{"__proto__":{"loggedIn":false},"no such member":1}',
  '{"constructor":{}}',
  '['.repeat(100_000),
  `{"name":${'['.repeat(50)}${']'.repeat(50)}}`,
];
const mayBeEmpty = /^\/partitions$|\/transfer$/;

/** Ids of existing things, so that the path of a call is valid. */
const existing: Record<string, string> = {
  application: 'demo',
  entryPoint: '1001',
  queue: 'Service',
  agent: 'Ada',
  user: 'demo-user',
  partition: 'default',
  snapshot: 'new',
};

describe('a body that no call can take is refused with a path, and nothing is changed:', () => {
  it.each(atTheRoot)('%s %s', async (method, path) => {
    const { simulator, control } = await startOnSocket();
    const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => existing[name] ?? '2041');
    const before = simulator.snapshots.export();
    for (const body of method === 'POST' && mayBeEmpty.test(path) ? bad : ['', ...bad]) {
      const problem = await control.refused(method, target, body);
      expect([400, 404, 409], `${body} is answered ${problem.status}`).toContain(problem.status);
      expect(problem.message).not.toMatch(/undefined|\[object|at \w+ \(/);
    }
    expect(simulator.snapshots.export()).toBe(before);
    expect(({} as Record<string, unknown>)['loggedIn']).toBeUndefined();
  });

  it('one that is too large', async () => {
    const { control } = await startOnSocket();
    const ofMebibytes = (count: number) => JSON.stringify({ name: 'x'.repeat(count * 1024 * 1024) });
    expect(await control.refused('POST', '/snapshots', ofMebibytes(4))).toMatchObject({
      status: 413,
      message: 'The body is larger than 4194304 bytes.',
    });
    expect(await control.refused('PUT', '/snapshots/one', ofMebibytes(64))).toMatchObject({
      status: 413,
      message: 'The body is larger than 67108864 bytes.',
    });
  });

  it.each([
    ['UTF-16', Buffer.from('{"name":"x"}', 'utf16le'), 'The body is UTF-16, not UTF-8. Save it as UTF-8.'],
    ['Latin-1', Buffer.from('{"name":"\u00fc"}', 'latin1'), 'The body is not UTF-8: line 1 looks like Latin-1'],
  ])('one in %s, which is named', async (_what, body, message) => {
    const { simulator } = await startOnSocket();
    const answer = await fetch(`${simulator.url}/_sim/v1/queues`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(message);
  });

  it('but a byte order mark is none of its text', async () => {
    const { simulator } = await startOnSocket();
    const body = '\ufeff{"name":"x","skill":"y"}';
    expect((await fetch(`${simulator.url}/_sim/v1/queues`, { method: 'POST', body })).status).toBe(201);
  });

  it.each<[string, string, object, string, (400 | 404)?]>([
    ['POST', '/clock/advance', { ms: -1 }, 'ms'],
    ['POST', '/clock/advance', { ms: 1e15 }, 'ms'],
    ['POST', '/clock/advance', { ms: '5' }, 'ms'],
    ['POST', '/clock/advance', { to: 'tomorrow' }, 'to'],
    ['PUT', '/clock', { mode: 'scaled', factor: 0 }, 'factor'],
    ['PUT', '/clock', { mode: 'manual', start: 0 }, 'start'],
    ['PUT', '/clock', { mode: 'backwards' }, 'mode'],
    ['PATCH', '/agents/Ada', { loggedIn: 'no' }, 'loggedIn'],
    ['PATCH', '/agents/Ada', { loggedIn: false, maximumLoad: -1 }, 'maximumLoad'],
    ['PATCH', '/agents/Adda', { loggedIn: false }, 'agent', 404],
    ['PATCH', '/entry-points/1001', { active: false, queue: 'Nowhere' }, 'queue'],
    [
      'PATCH',
      '/entry-points/1001',
      { attachmentPolicy: { restriction: 'allowList', extensions: ['.PDF'] } },
      'attachmentPolicy.extensions[0]',
    ],
    [
      'PATCH',
      '/entry-points/1001',
      { openingHours: { days: [{ day: 'monday', from: '22:00', to: '06:00' }] } },
      'openingHours.days[0].to',
    ],
    ['PATCH', '/entry-points/1001', { openingHours: { utcOffset: 'CET', days: [] } }, 'openingHours.utcOffset'],
    ['PATCH', '/applications/demo', { secret: 'changed', callback: { url: 'not a url' } }, 'callback.url'],
    ['PATCH', '/applications/demo', { callback: { authentication: { type: 'digest' } } }, 'callback.authentication.type'],
    ['POST', '/applications', { name: 'a', key: '', secret: 's' }, 'key'],
    ['POST', '/applications', { name: 'a', secret: 's' }, 'clientId'],
    ['POST', '/applications', { name: 'a', clientId: 'a', key: 'a', secret: 's' }, 'key'],
    [
      'PATCH',
      '/applications/demo',
      { callback: { authentication: { type: 'basic', userName: 'a:b', password: 'p' } } },
      'callback.authentication.userName',
    ],
    ['PATCH', '/world', { customAttributes: { customer: ['__proto__'] } }, 'customAttributes.customer[0]'],
    [
      'PATCH',
      '/settings',
      { 'conversation.idleTimeoutSeconds': 5, 'message.send.notOngoingStatus': 200 },
      'message.send.notOngoingStatus',
    ],
    ['PATCH', '/settings', { 'no.such.setting': 1 }, 'no.such.setting'],
    ['POST', '/snapshots', { name: '../etc/passwd' }, 'name'],
    ['POST', '/snapshots', { name: 'x', partition: 'none' }, 'partition'],
  ])('%s %s %j', async (method, path, body, offending, status: 400 | 404 = 400) => {
    const { simulator, control } = await startOnSocket();
    const before = simulator.snapshots.export();
    expect(await control.refused(method, path, body)).toMatchObject({ status, path: offending });
    expect(simulator.snapshots.export()).toBe(before);
  });

  it('a query that no call has, and a path that there is not', async () => {
    const { control } = await startOnSocket();
    expect(await control.refused('GET', '/agents?name=Ada')).toMatchObject({ status: 400, path: 'name' });
    expect(await control.refused('GET', '/agent')).toMatchObject({
      status: 404,
      message: expect.stringContaining('openapi.json') as string,
    });
    expect(await control.refused('PUT', '/agents', {})).toMatchObject({ status: 404 });
    expect(await control.refused('GET', '/agents/%E0%A4%A')).toMatchObject({ status: 400 });
  });
});

const operations = Object.entries(openApi.paths)
  .filter(([path]) => !path.endsWith('/events'))
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters }]) => ({ path, method: method.toUpperCase(), parameters })),
  );
const ids = fc.oneof(
  fc.constantFrom(...Object.values(existing), '__proto__', 'constructor', '..', '%00', '2041'),
  fc.string({ maxLength: 20 }),
);
const members = fc.constantFrom(
  ...[
    'name',
    'agent',
    'text',
    'mode',
    'ms',
    'action',
    'match',
    'fire',
    'world',
    'clock',
    'queue',
    'callback',
    'url',
    'skills',
    'contacts',
    'partitions',
    '__proto__',
  ],
);
const bodyOf = fc.oneof(
  fc.dictionary(members, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }).map((value) => JSON.stringify(value)),
  fc.json({ maxDepth: 3 }),
  fc.string(),
);
const requests = fc.record({
  operation: fc.constantFrom(...operations),
  ids: fc.array(ids, { minLength: 3, maxLength: 3 }),
  query: fc.dictionary(fc.constantFrom('kind', 'status', 'after', 'limit', 'which', 'phone', 'x'), fc.string({ maxLength: 5 }), {
    maxKeys: 2,
  }),
  body: fc.option(bodyOf, { nil: undefined }),
});

it('whatever is sent, no call fails inside or takes the simulator down', async () => {
  const defects: unknown[] = [];
  await using simulator = await startSimulator({
    port: 0,
    clock: 'manual',
    agents: 'silent',
    onDefect: (error) => defects.push(error),
  });
  const control = createControlClient(simulator.url);
  await fc.assert(
    fc.asyncProperty(requests, async ({ operation, ids: given, query, body }) => {
      const left = [...given];
      const path = operation.path.replace('/_sim/v1', '').replaceAll(/\{\w+\}/g, () => encodeURIComponent(left.shift()!));
      const search = new URLSearchParams(query).toString();
      const isWait = path.endsWith('/wait');
      const takesBody = operation.method !== 'GET' && !isWait;
      const { status } = await fetch(`${control.base}${path}${search && `?${search}`}`, {
        method: operation.method,
        ...(takesBody && body !== undefined && { body }),
      });
      expect(status).toBeLessThan(500);
      expect(defects).toEqual([]);
    }),
    { numRuns: 1500 },
  );
  expect(await control.get('/clock')).toMatchObject({ mode: 'manual' });
});

it('an agent sends 25 MiB, and no byte more', async () => {
  const { simulator, control } = await startOnSocket();
  const ece = await EceClient.authorized(simulator.url);
  const conversation = await ece.startConversation();
  const path = `/conversations/${conversation}/files`;
  const largest = 25 * 1024 * 1024;
  const send = (bytes: number) => {
    const content = Buffer.alloc(bytes).toString('base64');
    return control.call('POST', path, { fileName: 'a.bin', contentType: 'application/octet-stream', content });
  };
  expect((await send(largest)).status).toBe(201);
  const { status, json } = await send(largest + 1);
  expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining('26214400 bytes at most')]);
});
