import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../test/client/clock.ts';
import {
  assertNoSecret,
  broken,
  eceError,
  empty,
  fields,
  host,
  json,
  paths,
  recordedNodes,
  secrets,
  silent,
  text,
  tokenAnswer,
  useEce,
  xml,
} from '../test/client/ece.ts';
import type { Authorization, AuthorizationFields } from './index.ts';
import { createAuthorization, InvalidSettingsError } from './index.ts';

describe('fields of an authorization', () => {
  it.each([
    [{ authorizationName: '' }, 'authorizationName: is empty'],
    [{ ...fields, clientSecret: undefined }, 'clientSecret: is missing beside clientId'],
    [{ ...fields, clientId: undefined }, 'clientId: is missing beside clientSecret'],
    [{ ...fields, hostName: undefined }, 'hostName: is missing beside the credentials'],
    [{ ...fields, hostName: 'https://' }, 'hostName: is no URL'],
    [{ ...fields, hostName: 'https://https://ece.example.com' }, 'hostName: has "//" twice'],
    [{ ...fields, hostName: 'http//ece.example.com' }, 'hostName: has "//" twice'],
    [{ ...fields, hostName: 'ece..example.com' }, 'hostName: has a host name with an empty part'],
    [{ ...fields, hostName: '.example.com' }, 'hostName: has a host name with an empty part'],
    [{ ...fields, hostName: '*.example.com' }, 'hostName: has a character that no host name has'],
    [{ ...fields, hostName: 'ece.example.com:0' }, 'hostName: has the port 0'],
    [{ ...fields, hostName: fields.accessTokenUrl }, 'hostName: must end before /ws/; the nodes add the paths of the calls'],
    [{ authorizationName: undefined }, 'authorizationName: is missing'],
    [{ ...fields, userName: null }, 'userName: must be a text'],
    [undefined, 'is missing'],
    [{ ...fields, hostName: 'ftp://ece.example.com' }, 'hostName: must begin with https:// or http://'],
    [{ ...fields, hostName: 'https://ann:PLANTED-password@ece.example.com' }, 'hostName: must not hold a user name or password'],
    [
      { ...fields, accessTokenUrl: 'https://ece.example.com/token?forceLogin=yes' },
      'accessTokenUrl: must not hold a query or fragment',
    ],
    [{ ...fields, clientId: 'demo:client' }, 'clientId: must not hold a colon'],
    [{ ...fields, userNmae: 'ann' }, 'userNmae: is not known; the nearest is "userName"'],
    [{ ...fields, clientSecret: 7 }, 'clientSecret: must be a text'],
  ])('%o are refused', (given, fault) => {
    expect(() => createAuthorization(given as AuthorizationFields)).toThrow(InvalidSettingsError);
    expect(() => createAuthorization(given as AuthorizationFields)).toThrow(fault);
    try {
      createAuthorization(given as AuthorizationFields);
    } catch (error) {
      assertNoSecret(inspect(error));
    }
  });

  it.each([
    ['ece.example.com', 'https://ece.example.com'],
    [' https://ece.example.com ', 'https://ece.example.com'],
    ['ece.example.com:8443/system/', 'https://ece.example.com:8443/system'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['HTTPS://ECE.example.com/system', 'https://ece.example.com/system'],
  ])('Host Name %s is used as %s', (hostName, used) => {
    expect(createAuthorization({ authorizationName: 'x', hostName }).hostName).toBe(used);
  });
});

it.each([
  [{ ca: `PLANTED-client-secret` }, 'Option ca cannot be used. It must hold certificates in PEM'],
  [{ ca: ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'] }, 'Option ca cannot be used.'],
  [{ ca: '', fetch }, 'Options ca and fetch cannot be used together.'],
])('settings of an authorization %o are refused', (settings, fault) => {
  const create = () => createAuthorization(fields, settings);
  expect(create).toThrow(InvalidSettingsError);
  expect(create).toThrow(fault);
  expect(create).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ path: ['ca'] })] }) as Error);
});

describe('token', () => {
  const ece = useEce();
  const open = (more: Partial<AuthorizationFields> = {}) => {
    const clock = new ManualClock();
    clock.letPass(1000);
    clock.letPass(2000);
    return { clock, authorization: createAuthorization({ ...fields, ...more }, { clock, random: () => 1 }) };
  };
  /** Makes the call and gives the token it carried. */
  const carried = async (authorization: Authorization, clock: ManualClock) => {
    ece.on(paths.end, empty(204));
    const { nodes } = recordedNodes({ authorization, clock });
    await nodes.endConversation.endConversation({ conversationId: 'c' });
    return ece.arrived().at(-1)?.headers.authorization;
  };

  it('is asked for as ECE wants it', async () => {
    ece.on(paths.token, tokenAnswer());
    await open().authorization.authorize();
    expect(ece.tokenRequests()).toMatchObject([
      {
        method: 'POST',
        query: { forceLogin: 'yes' },
        headers: {
          authorization: `Basic ${Buffer.from(`demo-client:${secrets.clientSecret}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        text: 'grant_type=client_credentials',
      },
    ]);
  });

  it('is asked for at the Host Name when no Access Token URL is given', async () => {
    ece.on(paths.token, tokenAnswer());
    await open({ accessTokenUrl: undefined, refreshTokenUrl: undefined }).authorization.authorize();
    expect(ece.tokenRequests()).toHaveLength(1);
  });

  it.each([24 * 3_600_000, -24 * 3_600_000])('lives on when the clock of the machine is set by %i ms', async (leap) => {
    ece.on(paths.token, tokenAnswer());
    const { clock, authorization } = open();
    await carried(authorization, clock);
    clock.leap(leap);
    clock.advance(1000);
    await carried(authorization, clock);
    expect(ece.tokenRequests()).toHaveLength(1);
    // It ends when its own time has passed, whatever the clock of the machine says.
    clock.advance(24 * 3_600_000);
    await carried(authorization, clock);
    expect(ece.tokenRequests()).toHaveLength(2);
  });

  it('is asked for once by 100 concurrent calls of several nodes', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.end, empty(204));
    ece.on(paths.send, empty(204));
    const { clock, authorization } = open();
    const { nodes } = recordedNodes({ authorization, clock });
    const others = recordedNodes({ authorization, clock }).nodes;
    await Promise.all(
      Array.from({ length: 50 }, () => [
        nodes.endConversation.endConversation({ conversationId: 'c' }),
        others.sendMessage.sendPlainTextMessage({ conversationId: 'c', message: 'hello' }),
      ]).flat(),
    );
    expect(ece.arrived()).toHaveLength(100);
    expect(ece.tokenRequests()).toHaveLength(1);
  });

  it('is renewed once when 100 concurrent calls are answered 401', async () => {
    ece.on(paths.token, tokenAnswer('token-1'), tokenAnswer('token-2'), tokenAnswer('token-3'));
    ece.on(paths.end, (request) =>
      (request.headers.authorization === 'Bearer token-2' ? empty(204) : eceError('401-101', 'New login is required.'))(request),
    );
    const { clock, authorization } = open();
    const { nodes } = recordedNodes({ authorization, clock });
    const results = await Promise.all(
      Array.from({ length: 100 }, () => nodes.endConversation.endConversation({ conversationId: 'c' })),
    );
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['onEndConversationSuccess']));
    expect(ece.tokenRequests()).toHaveLength(2);
  });

  it('is not renewed again for a call that carried the token before and is refused late', async () => {
    ece.on(paths.token, tokenAnswer('token-1'), tokenAnswer('token-2'), tokenAnswer('token-3'));
    const refused = eceError('401-101', 'New login is required.');
    const late = Promise.withResolvers<undefined>();
    const { clock, authorization } = open();
    const { nodes } = recordedNodes({ authorization, clock });
    ece.on(paths.end, async (request) => {
      if (request.headers.authorization !== 'Bearer token-1') return empty(204)(request);
      if (request.text.includes('late')) await late.promise;
      return refused(request);
    });
    const last = nodes.endConversation.endConversation({ conversationId: 'late' });
    await nodes.endConversation.endConversation({ conversationId: 'prompt' });
    late.resolve(undefined);
    expect((await last).outcome).toBe('onEndConversationSuccess');
    expect(ece.tokenRequests()).toHaveLength(2);
  });

  it('is kept until shortly before it expires, then got from the Refresh Token URL', async () => {
    ece.on(paths.token, tokenAnswer('token-1', 3600));
    ece.onUrl(`${host}/refresh${paths.token}`, tokenAnswer('token-2', 3600));
    const { clock, authorization } = open({ refreshTokenUrl: `${host}/refresh${paths.token}` });
    expect(await carried(authorization, clock)).toBe('Bearer token-1');
    clock.advance(3_540_000 - 1);
    expect(await carried(authorization, clock)).toBe('Bearer token-1');
    clock.advance(1);
    expect(await carried(authorization, clock)).toBe('Bearer token-2');
  });

  it('of a short life is kept for half of it', async () => {
    ece.on(paths.token, tokenAnswer('token-1', 30), tokenAnswer('token-2', 30));
    const { clock, authorization } = open();
    await authorization.authorize();
    clock.advance(14_999);
    expect(await carried(authorization, clock)).toBe('Bearer token-1');
    clock.advance(1);
    expect(await carried(authorization, clock)).toBe('Bearer token-2');
  });

  it('is read from XML, and lives a day when the answer names no time', async () => {
    ece.on(
      paths.token,
      xml(
        200,
        '<oauthLoginResponse xmlns="http://bindings.egain.com/ws/model/v19/gen/common"><access_token>token-1</access_token><token_type>Bearer</token_type></oauthLoginResponse>',
      ),
    );
    const { clock, authorization } = open();
    expect(await carried(authorization, clock)).toBe('Bearer token-1');
    clock.advance(86_000_000);
    await carried(authorization, clock);
    expect(ece.tokenRequests()).toHaveLength(1);
  });

  it('is asked for again after a failure', async () => {
    ece.on(paths.token, json(401, { error: 'invalid_client' }), tokenAnswer());
    const { authorization } = open();
    await expect(authorization.authorize()).rejects.toThrow('invalid_client');
    await authorization.authorize();
  });

  const tokenUrl = `POST ${host}${paths.token}`;

  it.each([
    [
      'a refusal',
      json(401, { error: 'invalid_client', error_description: `No ${secrets.clientSecret}` }),
      '401 (invalid_client: No [redacted]).',
    ],
    ['an eleventh session', json(400, { error: 'access_denied' }), '400 (access_denied).'],
    [
      'HTML',
      text(200, '<!doctype html><title>Welcome</title>', 'text/html; charset=utf-8'),
      '200 with text/html and no token; is it the right Access Token URL?',
    ],
    ['a redirect', empty(302, { location: 'https://login.example.com/' }), '302 without a token.'],
    ['no body', empty(200), '200 without a token.'],
    [
      'JSON without a token',
      json(200, { token: 'x' }),
      '200 with application/json and no token; is it the right Access Token URL?',
    ],
    [
      'a token that no header can carry',
      json(200, { access_token: 'a\nb' }),
      '200 with application/json and no token; is it the right Access Token URL?',
    ],
  ])('%s gives onauthorizationfail', async (_, answer, why) => {
    ece.on(paths.token, answer);
    const { clock, authorization } = open();
    const { nodes } = recordedNodes({ authorization, clock });
    expect(await nodes.endConversation.endConversation({ conversationId: 'c' })).toEqual(
      expect.objectContaining({
        outcome: 'onauthorizationfail',
        outputs: { error: `Authorization "demo": ${tokenUrl} was answered ${why}` },
      }),
    );
  });

  it('of a token URL that answers 5xx leads to onError, or to onauthorizationfail with the option tokenServerError', async () => {
    ece.on(paths.token, json(503, { error: 'temporarily_unavailable' }, { 'x-request-id': 'r-1' }));
    const { clock, authorization } = open();
    const { nodes } = recordedNodes({ authorization, clock });
    const end = (options = {}) => nodes.endConversation.endConversation({ conversationId: 'c' }, { options });
    const facts = { status: 503, code: 'temporarily_unavailable', attempts: 3, durationMs: 3000, requestId: 'r-1' };
    expect(await end()).toEqual({
      outcome: 'onError',
      outputs: { error: `Authorization "demo": ${tokenUrl} was answered 503 (temporarily_unavailable).` },
      ...facts,
    });
    expect(ece.tokenRequests()).toHaveLength(3);
    expect(await end({ tokenServerError: 'onauthorizationfail' })).toMatchObject({ outcome: 'onauthorizationfail', ...facts });
  });

  it('of a token URL that answers 5xx after a 401 leads to onauthorizationfail', async () => {
    ece.on(paths.token, tokenAnswer(), empty(500));
    ece.on(paths.end, eceError('401-101', 'New login is required.'));
    const { clock, authorization } = open();
    const { nodes } = recordedNodes({ authorization, clock });
    expect(await nodes.endConversation.endConversation({ conversationId: 'c' })).toMatchObject({
      outcome: 'onauthorizationfail',
      status: 500,
      attempts: 3,
    });
  });

  it('gives onError when the token URL cannot be reached, onTimeout when it is too slow', async () => {
    const { clock, authorization } = open();
    const { nodes } = recordedNodes({ authorization, clock });
    ece.on(paths.token, broken);
    expect((await nodes.endConversation.endConversation({ conversationId: 'c' })).outcome).toBe('onError');
    expect(ece.tokenRequests()).toHaveLength(3);
    ece.on(paths.token, silent(clock));
    expect((await nodes.endConversation.endConversation({ conversationId: 'c' })).outcome).toBe('onTimeout');
  });

  it('is got for the others when one caller cancels', async () => {
    const { clock, authorization } = open();
    const answer = Promise.withResolvers<undefined>();
    const asked = Promise.withResolvers<undefined>();
    ece.on(paths.token, async (request) => {
      asked.resolve(undefined);
      await answer.promise;
      return tokenAnswer()(request);
    });
    const controller = new AbortController();
    const cancelled = authorization.authorize(controller.signal);
    await asked.promise;
    const kept = carried(authorization, clock);
    controller.abort(new Error('cancelled'));
    await expect(cancelled).rejects.toThrow('cancelled');
    answer.resolve(undefined);
    expect(await kept).toBe(`Bearer ${secrets.token}`);
    expect(ece.tokenRequests()).toHaveLength(1);
  });

  it('is refused to nodes whose authorization was deleted', async () => {
    ece.on(paths.token, tokenAnswer());
    const { clock, authorization } = open();
    await authorization.authorize();
    authorization.delete();
    const { nodes } = recordedNodes({ authorization, clock });
    const error = 'Authorization "demo" was deleted; give the node another authorization.';
    expect(await nodes.endConversation.endConversation({ conversationId: 'c' })).toEqual(
      expect.objectContaining({
        outcome: 'onauthorizationfail',
        outputs: { error },
      }),
    );
    expect(await nodes.agentAvailability.getAgentAvailability({ entryPointId: 1 })).toEqual(
      expect.objectContaining({
        outcome: 'onError',
        outputs: { error },
      }),
    );
    await expect(authorization.authorize()).rejects.toThrow(error);
  });

  it('needs a Client ID, and a node an authorization', async () => {
    const bare = createAuthorization({ authorizationName: 'bare', hostName: host });
    const end = async (authorization?: Authorization) => {
      const { nodes } = recordedNodes({ authorization: bare, authorizations: { endConversation: authorization } });
      return nodes.endConversation.endConversation({ conversationId: 'c' });
    };
    expect(await end(bare)).toEqual(
      expect.objectContaining({
        outcome: 'onauthorizationfail',
        outputs: { error: 'Authorization "bare" has no Client ID and Client Secret to ask for a token with.' },
      }),
    );
    expect(
      await recordedNodes({ authorization: undefined }).nodes.endConversation.endConversation({ conversationId: 'c' }),
    ).toEqual(
      expect.objectContaining({
        outcome: 'onauthorizationfail',
        outputs: { error: 'No authorization is given for node End Conversation.' },
      }),
    );
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.end, empty(204));
    expect((await end(open().authorization)).outcome).toBe('onEndConversationSuccess');
  });

  it('and the secrets do not show when an object is inspected', async () => {
    ece.on(paths.token, tokenAnswer());
    const { clock, authorization } = open();
    await authorization.authorize();
    const { nodes } = recordedNodes({ authorization, clock });
    for (const value of [authorization, nodes, Object.entries(authorization)]) {
      assertNoSecret(inspect(value, { depth: null, showHidden: true, getters: true }));
      assertNoSecret(JSON.stringify(value));
    }
    expect(JSON.stringify(authorization)).toBe(`{"authorizationName":"demo","hostName":"${host}"}`);
  });

  it('and the secrets are masked in texts that ECE repeats', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.end, (request) => eceError('403-132', `You sent ${request.headers.authorization!}`)(request));
    const { clock, authorization } = open();
    const { outputs } = await recordedNodes({ authorization, clock }).nodes.endConversation.endConversation({
      conversationId: 'c',
    });
    expect(outputs).toMatchObject({ error: expect.stringContaining('You sent Bearer [redacted]') as string });
  });
});
