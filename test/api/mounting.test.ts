import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request as requestSecurely } from 'node:https';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { Express, RequestHandler } from 'express';
import express from 'express';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { eceHandlers } from '../../simulator/http/msw.ts';
import { createSimulator, eceApp, eceRouter, simulatorRouter, startSimulator } from '../../simulator/index.ts';
import { attachmentCall, availabilityCall, configurationCall, paths, tokenCall } from '../../simulator/testing/calls.ts';
import type { Call } from '../../simulator/testing/exchange.ts';
import { skins } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

const { target: capacity } = availabilityCall('capacity');

describe('eceRouter', () => {
  it("serves ECE's paths in an app of the user's own, and leaves it the others", async () => {
    await using simulator = createSimulator();
    const app = express();
    app.get('/', (_request, response) => void response.send('my own page'));
    app.use(eceRouter(simulator));
    app.use((_request, response) => void response.status(418).send('my own refusal'));
    expect((await supertest(app).get('/')).text).toBe('my own page');
    expect((await supertest(app).get(capacity).accept('json')).text).toBe('{"count":2000}');
    expect((await supertest(app).get('/system/nothing').accept('json')).status).toBe(404);
    expect((await supertest(app).get('/systematic')).status).toBe(418);
  });

  it.each([
    ['any', ['/system', '/ws', '/egain']],
    ['none', ['/ws', '/egain']],
    ['webchatprod', ['/webchatprod', '/ws', '/egain']],
  ])('takes only these paths where http.prefix is %s: %s', async (prefix, folders) => {
    await using simulator = createSimulator({ settings: { 'http.prefix': prefix } });
    const app = express().use(eceRouter(simulator), (_request, response) => void response.status(418).end());
    const taken = [];
    for (const folder of ['/system', '/webchatprod', '/ws', '/egain', '/shop'])
      if ((await supertest(app).get(`${folder}/nothing`)).status === 404) taken.push(folder);
    expect(taken).toEqual(folders);
  });

  it.each([
    ['C02: json', express.json(), 200],
    ['C02: urlencoded', express.urlencoded(), 200],
    ['C02: text', express.text({ type: '*/*' }), 200],
    ['C02: raw', express.raw({ type: '*/*' }), 200],
    ['C02: a reader that keeps nothing', dropBody, 500],
  ])('answers behind a body parser of the app (%s)', async (_name, parser: RequestHandler, status) => {
    await using simulator = createSimulator({ agents: 'silent' });
    const app = express().use(parser).use(eceRouter(simulator));
    const form = 'grant_type=client_credentials';
    const token = await supertest(app).post(`${paths.token}?forceLogin=yes`).auth('demo-client', 'demo-secret').send(form);
    expect(token.status).toBe(status);
    if (status === 500) expect(token.text).toContain('Mount the simulator before');
    else expect(await chat(app, (token.body as { access_token: string }).access_token)).toEqual([201, 204, 400]);
  });

  it('C02: gives what a parser has kept of the bytes to the simulator as it came', async () => {
    await using simulator = createSimulator();
    const keepBytes = express.json({ verify: (request, _response, bytes) => Object.assign(request, { rawBody: bytes }) });
    const app = express().use(keepBytes).use(eceRouter(simulator));
    const body = '{"conversation": {"id": 12345678901234567890}}';
    await supertest(app).post(paths.send).set('authorization', 'Bearer x').type('json').send(body);
    expect(simulator.journal.entries.at(-1)!.request.body).toBe(body);
  });

  it('refuses a body that a parser has read and that is nested too deep, as one that it reads itself', async () => {
    await using simulator = createSimulator();
    const app = express().use(express.json(), simulatorRouter(simulator));
    const body = `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    const login = await supertest(app).post(paths.logIn).type('json').accept('json').send(body);
    expect([login.status, login.text]).toEqual([400, expect.stringContaining('nested deeper than 50 levels') as string]);
    const control = await supertest(app).post('/_sim/v1/queues').type('json').send(body);
    expect([control.status, control.text]).toEqual([400, expect.stringContaining('nested deeper than 50 levels') as string]);
  });

  it('sees the headers as the app has changed them, in each request of a connection', async () => {
    await using simulator = createSimulator();
    const app = express();
    app.use((changed, _response, next) => {
      if (changed.path.startsWith('/guest')) delete changed.headers.authorization;
      next();
    });
    for (const folder of ['/known', '/guest']) app.use(folder, eceRouter(simulator));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { port } = server.address() as AddressInfo;
    const { target, method, headers, body } = tokenCall();
    const statuses = [];
    for (const folder of ['/known', '/guest', '/known']) {
      const sent = request(`http://127.0.0.1:${port}${folder}${target}`, { method: method!, agent, headers: { ...headers } });
      const [answer] = (await once(sent.end(body), 'response')) as [IncomingMessage];
      await text(answer);
      statuses.push(answer.statusCode);
    }
    agent.destroy();
    server.close();
    expect(statuses).toEqual([200, 401, 200]);
  });

  it('C14: works below a path of the app, and content URLs carry it', async () => {
    await using simulator = createSimulator({ agents: 'silent' });
    const app = express().use('/mock', eceRouter(simulator));
    expect((await supertest(app).get(`/mock${capacity}`).accept('json')).text).toBe('{"count":2000}');
    expect((await supertest(app).get(capacity)).status).toBe(404);
  });

  it('lives beside another simulator in one process, without contact', async () => {
    await using one = createSimulator();
    await using other = createSimulator();
    other.agents.logOut('Ada');
    const count = async (simulator: typeof one) => (await supertest(eceApp(simulator)).get(capacity).accept('json')).text;
    expect([await count(one), await count(other)]).toEqual(['{"count":2000}', '{"count":1000}']);
  });
});

/** A middleware that reads the body for a purpose of its own. */
const dropBody: RequestHandler = (request, _response, next) => void request.resume().once('end', next);

/** Statuses of a start, a message in JSON, and one that is no JSON or no XML. */
async function chat(app: Express, token: string): Promise<number[]> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const { target } = configurationCall(token);
  const configuration = await supertest(app).get(target).set(headers);
  const { entryPointConfiguration } = configuration.body as { entryPointConfiguration: [object] };
  const start = await supertest(app)
    .post(`${paths.start}?anonymousCustomer=yes`)
    .set(headers)
    .send({ entryPointConfiguration: entryPointConfiguration[0] });
  const { id } = start.body as { id: string };
  const message = { conversation: { id }, type: { value: 'text/plain' }, content: 'Grüße' };
  const sent = await supertest(app).post(paths.send).set(headers).send(message);
  const broken = await supertest(app).post(paths.send).set(headers).type('application/xml').send('<sendmessage>');
  return [start.status, sent.status, broken.status];
}

describe('eceApp', () => {
  it('answers every path as ECE does', async () => {
    await using simulator = createSimulator();
    const answer = await supertest(eceApp(simulator)).get('/any/path').accept('json');
    expect([answer.status, answer.text]).toEqual([404, '{"code":"404-140","developerMessage":"Resource not found."}']);
  });
});

describe('a simulator on a socket', () => {
  it.each(['/nothing', '/favicon.ico', '//system', '/livez/x', '/System/ws/v19'])(
    'answers %s with the documented error body',
    async (path) => {
      await using simulator = await startSimulator({ port: 0 });
      const answer = await supertest(simulator.url).get(path).accept('json');
      expect([answer.status, answer.text]).toEqual([404, '{"code":"404-140","developerMessage":"Resource not found."}']);
    },
  );

  it('C16: names at / what a probe can ask', async () => {
    await using simulator = await startSimulator({ port: 0 });
    const { status, text: told } = await supertest(simulator.url).get('/').accept('*/*');
    expect([status, told]).toEqual([404, expect.stringMatching(/\/livez.*\/readyz/s)]);
  });

  it('sends gzip when the client takes it, and only then (spec 2.1)', async () => {
    await using centre = await openContactCentre(skins.express);
    const call = configurationCall(await centre.token());
    const [plain, zipped] = [await rawAnswer(centre, call, 'identity'), await rawAnswer(centre, call, 'br, gzip')];
    expect([plain.encoding, zipped.encoding]).toEqual([undefined, 'gzip']);
    expect(zipped.size).toBe(String(zipped.bytes.byteLength));
    expect(gunzipSync(zipped.bytes).toString()).toBe(plain.bytes.toString());
    expect((await rawAnswer(centre, call, 'gzip;q=0')).encoding).toBeUndefined();
  });

  it('speaks TLS with a certificate that a client can trust', async () => {
    await using simulator = await startSimulator({ port: 0, tls: true });
    expect(simulator.url).toMatch(/^https:/);
    const call = requestSecurely(simulator.url + capacity, {
      ca: simulator.certificate,
      headers: { accept: 'application/json' },
    });
    const [response] = (await once(call.end(), 'response')) as [IncomingMessage];
    expect(await text(response)).toBe('{"count":2000}');
  });

  it('refuses a compressed request (spec 2.1)', async () => {
    await using centre = await openContactCentre(skins.express);
    const call = tokenCall();
    const answer = await centre.call({ ...call, headers: { ...call.headers, 'content-encoding': 'gzip' } });
    expect([answer.status, answer.text]).toEqual([
      415,
      '{"code":"415-153","developerMessage":"Content type is not supported: gzip"}',
    ]);
  });
});

/** The answer as it is on the wire: `fetch` and supertest would decompress it. */
async function rawAnswer({ simulator }: ContactCentre, { target, headers }: Call, acceptEncoding: string) {
  const call = request(simulator.url + target, { headers: { ...headers, 'accept-encoding': acceptEncoding } }).end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const { 'content-encoding': encoding, 'content-length': size } = response.headers;
  return { encoding, size, bytes: await buffer(response) };
}

describe('eceHandlers', () => {
  it('stand beside handlers of the test for other hosts, and end with the network', async () => {
    await using simulator = createSimulator();
    const baseUrl = 'https://ece.example.com/';
    const network = setupServer(
      ...eceHandlers(simulator, { baseUrl }),
      http.get('https://files.example.com/a.txt', () => HttpResponse.text('a')),
    );
    network.listen({ onUnhandledFrame: 'error' });
    try {
      expect(await (await fetch('https://files.example.com/a.txt')).text()).toBe('a');
      const answer = await fetch(`https://ece.example.com${capacity}`, { headers: { accept: 'application/json' } });
      expect(await answer.json()).toEqual({ count: 2000 });
    } finally {
      network.close();
    }
  });

  it('answer below a base URL that has a path of its own', async () => {
    await using simulator = createSimulator();
    const network = setupServer(...eceHandlers(simulator, { baseUrl: 'https://proxy.example.com/ece' }));
    network.listen({ onUnhandledFrame: 'error' });
    try {
      const token = await fetch(`https://proxy.example.com/ece${paths.token}`, { ...tokenCall(), method: 'POST' });
      expect(token.status).toBe(200);
    } finally {
      network.close();
    }
  });
});

it('a file whose type no header can hold is answered 500, and the defect is reported', async () => {
  const defects: unknown[] = [];
  for (const skin of Object.values(skins)) {
    await using centre = await openContactCentre(skin, { onDefect: (error) => defects.push(error) });
    const token = await centre.token();
    const file = { fileName: 'a.txt', contentType: 'text/plain', content: new Uint8Array([1]) };
    const { id } = centre.simulator.conversations.sendFile(await centre.start(token), file);
    // No door accepts this type.
    Object.assign(centre.simulator.partition('default').world.state.attachments.get(id)!, { contentType: 'text/plain\r\nx: y' });
    const answer = await centre.call(attachmentCall(token, id, 'a.txt'));
    expect([answer.status, answer.text]).toEqual([
      500,
      '{"code":"500-100","developerMessage":"System is unable to process this request. Please contact your administrator."}',
    ]);
  }
  expect(defects.map(String)).toEqual(
    Array.from({ length: 3 }, () => expect.stringContaining('"content-type" cannot be "text/plain\\r\\nx: y"') as string),
  );
});
