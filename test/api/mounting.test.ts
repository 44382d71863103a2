import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import express from 'express';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { eceHandlers } from '../../simulator/http/msw.ts';
import { createSimulator, eceApp, eceRouter, startSimulator } from '../../simulator/index.ts';
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

  it('lives beside another simulator in one process, without contact', async () => {
    await using one = createSimulator();
    await using other = createSimulator();
    other.agents.logOut('Ada');
    const count = async (simulator: typeof one) => (await supertest(eceApp(simulator)).get(capacity).accept('json')).text;
    expect([await count(one), await count(other)]).toEqual(['{"count":2000}', '{"count":1000}']);
  });
});

describe('eceApp', () => {
  it('answers every path as ECE does', async () => {
    await using simulator = createSimulator();
    const answer = await supertest(eceApp(simulator)).get('/any/path').accept('json');
    expect([answer.status, answer.text]).toEqual([404, '{"code":"404-140","developerMessage":"Resource not found."}']);
  });
});

describe('a simulator on a socket', () => {
  it.each(['/', '/nothing', '/favicon.ico', '//system', '/livez/x', '/System/ws/v19'])(
    'answers %s with the documented error body',
    async (path) => {
      await using simulator = await startSimulator({ port: 0 });
      const answer = await supertest(simulator.url).get(path).accept('json');
      expect([answer.status, answer.text]).toEqual([404, '{"code":"404-140","developerMessage":"Resource not found."}']);
    },
  );

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
    expect([answer.status, answer.text]).toEqual([500, '{"code":"500-160","developerMessage":"Internal server error."}']);
  }
  expect(defects.map(String)).toEqual(
    Array.from({ length: 3 }, () => expect.stringContaining('"content-type" cannot be "text/plain\\r\\nx: y"') as string),
  );
});
