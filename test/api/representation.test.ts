import { describe, expect, it } from 'vitest';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import { operations } from '../../simulator/protocol/operations.ts';
import { availabilityCall, configurationCall, logInCall, paths, sendCall, tokenCall } from '../../simulator/testing/calls.ts';
import { withHeaders, withoutHeader } from '../../simulator/testing/exchange.ts';
import { goodCalls } from './refusals/good-calls.ts';
import { annLee, textBody } from '../../simulator/testing/samples.ts';
import { skins, throughEverySkin } from './skins.ts';
import { openContactCentre } from './contact-centre.ts';

const operationIds = Object.keys(operations) as OperationId[];
const world = { world: { customers: [annLee] } };

throughEverySkin((skin) => {
  it('C25: an answer has the charset that the setting names', async () => {
    await using centre = await openContactCentre(skin, { settings: { 'http.contentTypeCharset': 'UTF-8' } });
    const answer = await centre.call(configurationCall(await centre.token()));
    expect(answer.contentType).toBe('application/json; charset=UTF-8');
  });

  it.each<[what: string, encode: (text: string) => Uint8Array, encoding: string]>([
    ['ISO-8859-1', (text) => Buffer.from(text, 'latin1'), 'ISO-8859-1'],
    ['UTF-16 with a mark', (text) => Buffer.from(`\ufeff${text}`, 'utf16le'), 'UTF-16'],
  ])('C19: a body in %s is read as it is declared', async (_what, encode, encoding) => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const id = await centre.start(token);
    const members = `<conversation id="${id}"/><type><value>text/plain</value></type><content>Grüße&#13;&#10;Ann</content>`;
    const body = encode(`<?xml version="1.0" encoding="${encoding}"?><message>${members}</message>`);
    const sent = { ...sendCall(token, ''), body };
    expect((await centre.call(withHeaders(sent, { 'content-type': 'application/xml' }))).status).toBe(204);
    const json = Buffer.from(JSON.stringify(textBody(id, 'Grüße')), 'latin1');
    const inJson = withHeaders(
      { ...sendCall(token, ''), body: json },
      { 'content-type': 'application/json; charset=ISO-8859-1' },
    );
    expect((await centre.call(inJson)).status).toBe(204);
    const texts = centre.simulator.conversations
      .get(id)
      .transcript.flatMap(({ from, content }) => (from === 'customer' ? (content ?? []) : []));
    expect(texts).toEqual(['Grüße\r\nAnn', 'Grüße']);
  });

  it.each([
    ['no Authorization header', {}],
    ['the Authorization header is not Basic', { authorization: 'Bearer x' }],
    ['the Basic credentials cannot be decoded', { authorization: 'Basic %%%' }],
  ])('C29: the journal says %s, and that the body held credentials', async (rule, headers: Record<string, string>) => {
    await using centre = await openContactCentre(skin);
    const call = {
      ...withoutHeader(tokenCall(), 'authorization'),
      body: 'grant_type=client_credentials&client_id=a&client_secret=b',
    };
    expect((await centre.send(withHeaders(call, headers))).status).toBe(401);
    expect(centre.simulator.journal.entries.at(-1)?.refusal?.reason.rule).toBe(
      `${rule}, and the body held credentials, which ECE does not read`,
    );
  });

  it('forceLogin is yes in any letters, as public clients send it (spec 3 and 12.1)', async () => {
    await using centre = await openContactCentre(skin);
    expect((await centre.call(tokenCall(undefined, '?forceLogin=Yes'))).status).toBe(200);
    expect((await centre.call(logInCall(undefined, '?forceLogin=Yes'))).status).toBe(204);
  });

  describe('paths (http.prefix)', () => {
    it.each(operationIds)('%s is served without /system too', async (operation) => {
      await using centre = await openContactCentre(skin, world);
      const call = await goodCalls[operation](centre);
      const answer = await centre.call({ ...call, target: call.target.replace(/^\/system/, '') });
      expect(answer.status, answer.text).toBe(operations[operation].answer.status);
    });

    it.each([
      '/system',
      '/system/',
      '/ws/v19',
      '/system/system/ws/v19/clientapplications/messaging/configuration',
      '/system/ws/v19/clientapplications/messaging/configuration/',
      '/system/ws/v19/clientapplications/messaging/attachment/1/%E0%A4%A',
      '/egain/chat/entrypoint/capacity',
      '/egain/chat/entrypoint/nothing/1001',
    ])('%s is no path of ECE', async (target) => {
      await using centre = await openContactCentre(skin);
      const answer = await centre.call({ target });
      expect([answer.status, answer.text]).toEqual([404, '{"code":"404-140","developerMessage":"Resource not found."}']);
    });
  });

  describe('Accept (spec 2.1)', () => {
    it.each(['application/json, text/plain, */*', 'application/json, */*', '*/*, application/json'])(
      'C01: %s is answered in JSON, by availability too',
      async (accept) => {
        await using centre = await openContactCentre(skin);
        const calls = [configurationCall(await centre.token()), availabilityCall('capacity')];
        for (const call of calls) {
          const answer = await centre.send(withHeaders(call, { accept }));
          expect([answer.status, answer.contentType]).toEqual([200, 'application/json']);
        }
      },
    );

    it.each([
      [undefined, 'application/xml'],
      ['', 'application/xml'],
      ['*/*', 'application/xml'],
      ['application/*', 'application/xml'],
      ['application/xml', 'application/xml'],
      ['APPLICATION/JSON', 'application/json'],
      ['application/json; charset=utf-8', 'application/json'],
      ['text/html, application/json;q=0.5', 'application/json'],
      ['application/json, */*;q=0.1', 'application/json'],
      ['application/json;q=0.4, application/xml;q=0.6', 'application/xml'],
      ['application/xml;q=0, */*', 'application/json'],
      ['application/xml;q=nonsense, application/json', 'application/json'],
      ['text/html, image/*;q=0.9, */*;q=0.1', 'application/xml'],
      ['text/xml', 'application/xml'],
    ])('%j is answered in %s', async (accept, type) => {
      await using centre = await openContactCentre(skin);
      const call = configurationCall(await centre.token());
      const answer = await centre.send(accept === undefined ? call : withHeaders(call, { accept }));
      expect([answer.status, answer.contentType]).toEqual([200, type]);
    });

    it.each(['text/html', 'text/csv', 'application/json;q=0', 'image/*', 'nonsense'])(
      '%j is answered 406, in XML',
      async (accept) => {
        await using centre = await openContactCentre(skin);
        const answer = await centre.call(configurationCall(await centre.token()), accept);
        expect([answer.status, answer.contentType]).toEqual([406, 'application/xml']);
      },
    );
  });

  it.each(['en-US', 'en-us', 'DE-de', 'xx-XX', 'fr', '*', '???'])(
    'Accept-Language %s is taken on v19 calls (spec 2.1, http.invalidAcceptLanguage)',
    async (language) => {
      await using centre = await openContactCentre(skin);
      const call = withHeaders(configurationCall(await centre.token()), { 'accept-language': language });
      expect((await centre.call(call)).status).toBe(200);
    },
  );

  it('Content-Type is read without case and with parameters', async () => {
    await using centre = await openContactCentre(skin);
    const type = 'Application/X-WWW-Form-URLEncoded; charset=UTF-8';
    expect((await centre.call(withHeaders(tokenCall(), { 'content-type': type }))).status).toBe(200);
  });

  it('v19 calls have no X-egain-session header (http.sessionHeaderOnV19)', async () => {
    await using centre = await openContactCentre(skin);
    expect((await centre.call(configurationCall(await centre.token()))).headers['x-egain-session']).toBeUndefined();
  });

  describe('CORS (spec 2.1)', () => {
    const origin = 'https://shop.example.com';

    it('a page of any origin may call unless the administrator lists some', async () => {
      await using centre = await openContactCentre(skin, { allowedOrigins: '*' });
      const answer = await centre.call(withHeaders(tokenCall(), { origin }));
      expect(answer.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'Origin' });
      expect((await centre.call(tokenCall())).headers['access-control-allow-origin']).toBeUndefined();
    });

    it('a page may read an error and the headers that clients need', async () => {
      await using centre = await openContactCentre(skin, { allowedOrigins: '*' });
      const answer = await centre.call(withHeaders(withoutHeader(tokenCall(), 'authorization'), { origin }));
      expect(answer.status).toBe(401);
      expect(answer.headers['access-control-allow-origin']).toBe(origin);
      expect(answer.headers['access-control-expose-headers']).toContain('X-egain-session');
    });

    it('pages of other origins than those listed may not', async () => {
      await using centre = await openContactCentre(skin, { allowedOrigins: [origin] });
      const allowed = await centre.call(withHeaders(tokenCall(), { origin }));
      const other = await centre.call(withHeaders(tokenCall(), { origin: 'https://evil.example.com' }));
      expect(allowed.headers['access-control-allow-origin']).toBe(origin);
      expect(other.headers['access-control-allow-origin']).toBeUndefined();
      expect(other.headers['vary']).toBe('Origin');
    });

    const preflight = (from: string, target: string) => ({
      target,
      method: 'OPTIONS' as const,
      headers: { origin: from, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });

    it('a preflight is answered 204 with the methods of the path', async () => {
      await using centre = await openContactCentre(skin, { allowedOrigins: '*' });
      const answer = await centre.call(preflight(origin, paths.send));
      expect([answer.status, answer.text]).toEqual([204, '']);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'authorization',
      });
    });

    it('a preflight of an origin that is not listed gets no permission, one of an unknown path 404', async () => {
      await using centre = await openContactCentre(skin, { allowedOrigins: [origin] });
      const foreign = await centre.call(preflight('https://evil.example.com', paths.send));
      expect(Object.keys(foreign.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect((await centre.call(preflight(origin, '/system/ws/v19/nothing'))).status).toBe(404);
    });
  });
});

it('C24: calls below another context root are answered', async () => {
  await using centre = await openContactCentre(skins.inProcess);
  const target = '/ECE/egain/chat/entrypoint/agentAvailability/1001';
  expect(await centre.send({ target })).toMatchObject({ status: 200, contentType: 'application/xml' });
});
