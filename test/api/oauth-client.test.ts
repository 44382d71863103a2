import * as oauth from 'oauth4webapi';
import { expect, it } from 'vitest';
import type { Simulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { paths } from '../../simulator/testing/calls.ts';

/** All that a generic OAuth client needs: the token URL, its credentials, and that the server is on loopback. */
function clientOf({ url }: Simulator, key = 'demo-client', secret = 'demo-secret') {
  const server: oauth.AuthorizationServer = { issuer: url, token_endpoint: `${url}${paths.token}?forceLogin=yes` };
  const client: oauth.Client = { client_id: key };
  const authentication = oauth.ClientSecretBasic(secret);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the library marks it so that nobody uses it off loopback
  const loopback = { [oauth.allowInsecureRequests]: true };
  return {
    async token() {
      const answer = await oauth.clientCredentialsGrantRequest(server, client, authentication, {}, loopback);
      return oauth.processClientCredentialsResponse(server, client, answer);
    },
    configuration(token: string) {
      const target = new URL(`${url}${paths.configuration}?entrypoint=1001`);
      return oauth.protectedResourceRequest(token, 'GET', target, new Headers({ accept: 'application/json' }), null, loopback);
    },
  };
}

it('a client that nobody here wrote obtains a token, uses it, and has it refused after its time', async () => {
  await using simulator = await startSimulator({ port: 0, clock: 'manual' });
  const client = clientOf(simulator);
  const { access_token: token, expires_in: seconds, token_type: type } = await client.token();
  expect([seconds, type]).toEqual([86_400, 'bearer']);
  expect((await client.configuration(token)).status).toBe(200);

  await simulator.clock.advance((seconds! - 1) * 1000);
  expect((await client.configuration(token)).status).toBe(200);
  await simulator.clock.advance(1000);
  const refused = await client.configuration(token);
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({ code: '401-101' });
  expect((await client.configuration((await client.token()).access_token)).status).toBe(200);
});

it('it understands the refusal of a wrong secret', async () => {
  await using simulator = await startSimulator({ port: 0 });
  await expect(clientOf(simulator, 'demo-client', 'guess').token()).rejects.toMatchObject({
    name: 'WWWAuthenticateChallengeError',
    status: 401,
  });
});

it('key and secret that it encodes are read (token.basicDecoding)', async () => {
  const applications = [{ name: 'odd', key: 'key:with colon', secret: 'p%ss+wörd & more', entryPoints: [1001] }];
  await using simulator = await startSimulator({ port: 0, world: { applications } });
  const { access_token: token } = await clientOf(simulator, 'key:with colon', 'p%ss+wörd & more').token();
  expect((await clientOf(simulator).configuration(token)).status).toBe(200);
});

it('a token that was revoked is refused', async () => {
  await using simulator = await startSimulator({ port: 0 });
  const client = clientOf(simulator);
  const { access_token: token } = await client.token();
  await fetch(simulator.url + paths.revoke, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  expect((await client.configuration(token)).status).toBe(401);
});
