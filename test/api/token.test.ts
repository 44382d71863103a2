import { expect, it } from 'vitest';
import { configurationCall, demo, other, revokeCall, tokenCall } from '../../simulator/testing/calls.ts';
import { withHeaders, withoutHeader } from '../../simulator/testing/exchange.ts';
import { declaration } from '../../simulator/testing/samples.ts';
import { throughEverySkin } from './skins.ts';
import { openContactCentre } from './contact-centre.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const day = 86_400_000;

throughEverySkin((skin) => {
  it('a token is answered with the members and their order of the published trace (spec 3)', async () => {
    await using centre = await openContactCentre(skin);
    const answer = await centre.send(tokenCall());
    expect(answer.status).toBe(200);
    expect(answer.contentType).toBe('application/json');
    expect(answer.text).toMatch(new RegExp(`^\\{"access_token":"${uuid}","expires_in":86400,"token_type":"Bearer"\\}$`));
  });

  it('a token is answered in XML when the client asks for it (spec 15, token.xmlRoots)', async () => {
    await using centre = await openContactCentre(skin);
    const answer = await centre.call(tokenCall(), 'application/xml');
    expect(answer.contentType).toBe('application/xml');
    expect(answer.text.replace(new RegExp(uuid), '5a0f0bc4-dc21-44c8-a50b-b12bad7ae41e')).toBe(
      `${declaration}<oauthLoginResponse xmlns="http://bindings.egain.com/ws/model/v19/gen/common"><access_token>5a0f0bc4-dc21-44c8-a50b-b12bad7ae41e</access_token><expires_in>86400</expires_in><token_type>Bearer</token_type></oauthLoginResponse>`,
    );
  });

  it('a refused client is answered in XML when it asks for it (spec 15, token.xmlRoots)', async () => {
    await using centre = await openContactCentre(skin);
    const answer = await centre.call(tokenCall({ ...demo, secret: 'wrong' }), 'application/xml');
    expect(answer.status).toBe(401);
    expect(answer.text).toBe(
      `${declaration}<oauthError xmlns="http://bindings.egain.com/ws/model/v19/gen/common"><error>invalid_client</error><error_description>Client authentication failed.</error_description></oauthError>`,
    );
  });

  it('a token opens the other calls until 24 hours after its issue, however much it is used (token.lifetimeMode)', async () => {
    await using centre = await openContactCentre(skin);
    const call = configurationCall(await centre.token());
    await centre.simulator.clock.advance(day - 1);
    expect((await centre.call(call)).status).toBe(200);
    await centre.simulator.clock.advance(1);
    expect((await centre.call(call)).status).toBe(401);
  });

  it('the eleventh session displaces the oldest with forceLogin=yes, and only that (spec 3, token.forceLoginVictim)', async () => {
    await using centre = await openContactCentre(skin);
    const tokens = [];
    for (let session = 0; session < 10; session++) tokens.push(await centre.token());
    expect((await centre.call(tokenCall())).status).toBe(400);
    const forced = await centre.call(tokenCall(demo, '?forceLogin=yes'));
    tokens.push((forced.json as { access_token: string }).access_token);
    const statuses = [];
    for (const token of tokens) statuses.push((await centre.call(configurationCall(token))).status);
    expect(statuses).toEqual([401, ...Array.from({ length: 10 }, () => 200)]);
  });

  it('sessions are counted for each application', async () => {
    await using centre = await openContactCentre(skin);
    for (let session = 0; session < 10; session++) await centre.token(demo);
    expect((await centre.call(tokenCall(other))).status).toBe(200);
  });

  it('a session that has expired takes no place', async () => {
    await using centre = await openContactCentre(skin);
    for (let session = 0; session < 10; session++) await centre.token();
    await centre.simulator.clock.advance(day);
    expect((await centre.call(tokenCall())).status).toBe(200);
  });

  it('revoke ends the session, is answered 204 without body and frees its place (spec 4, revoke.freesSession)', async () => {
    await using centre = await openContactCentre(skin);
    const tokens = [];
    for (let session = 0; session < 10; session++) tokens.push(await centre.token());
    const revoked = await centre.call(revokeCall(tokens[3]!));
    expect([revoked.status, revoked.text]).toEqual([204, '']);
    expect((await centre.call(configurationCall(tokens[3]!))).status).toBe(401);
    expect((await centre.call(tokenCall())).status).toBe(200);
  });

  it.each(['application/xml', 'application/json', 'multipart/form-data; boundary=x'])(
    'revoke takes an empty body of the type %s (spec 4)',
    async (type) => {
      await using centre = await openContactCentre(skin);
      const call = withHeaders(revokeCall(await centre.token()), { 'content-type': type });
      expect((await centre.call(call)).status).toBe(204);
    },
  );

  it('conversations outlive the token that started them (revoke.conversations)', async () => {
    await using centre = await openContactCentre(skin);
    const first = await centre.token();
    const conversation = await centre.start(first);
    await centre.call(revokeCall(first));
    await centre.say(await centre.token(), conversation, 'still there?');
  });

  it.each([
    ['two spaces after the scheme', (token: string) => `Bearer  ${token}`],
    ['the scheme in lower case', (token: string) => `bearer ${token}`],
    ['spaces at the end', (token: string) => `Bearer ${token}  `],
  ])('a bearer header with %s is accepted (spec 2.3, http.bearerParsing)', async (_what, header) => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const call = withHeaders(configurationCall(token), { authorization: header(token) });
    expect((await centre.call(call)).status).toBe(200);
  });

  it('the token call answers JSON when Accept does not choose (token.defaultFormat)', async () => {
    await using centre = await openContactCentre(skin);
    expect((await centre.send(tokenCall())).contentType).toBe('application/json');
    expect((await centre.call(tokenCall(), '*/*')).contentType).toBe('application/json');
    const refused = await centre.send(withoutHeader(tokenCall(), 'authorization'));
    expect(refused.contentType).toBe('application/json');
  });
});
