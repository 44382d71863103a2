import { describe, expect, it } from 'vitest';
import { eceError, empty, fields, json, paths, recordedNodes, secrets, tokenAnswer, useEce } from '../../test/client/ece.ts';
import { describeEceMethod, itLeadsTo } from '../../test/client/standard-outcomes.ts';
import { createAuthorization } from '../index.ts';

describe('ECE Login', () => {
  const ece = useEce();
  const method = { path: 'eceLogin.eceLogin', call: paths.login, inputs: {} } as const;
  const session = { 'x-egain-session': '0a1b2c3d' };

  describeEceMethod(ece, { ...method, success: empty(204, session), unknown: eceError('404-140', 'Resource not found.') });

  itLeadsTo(ece, method, [
    ['200 with the header', json(200, {}, session), 'onCreateSessionSuccess'],
    ['204 without the header', empty(204), 'onCreateSessionFailure'],
    ['401', json(401, { message: 'User could not be authenticated.' }), 'onCreateSessionFailure'],
    ['403', json(403, { message: 'Session limit.' }), 'onCreateSessionFailure'],
    ['400', json(400, { message: 'Required.' }), 'onCreateSessionFailure'],
    ['500', empty(500), 'onInvalidChoice'],
  ]);

  it('logs the user of the authorization in and gives the session', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.login, empty(204, session));
    expect(await recordedNodes().nodes.eceLogin.eceLogin()).toEqual(
      expect.objectContaining({
        outcome: 'onCreateSessionSuccess',
        outputs: { xEgainSession: '0a1b2c3d' },
      }),
    );
    const [request] = ece.arrived();
    expect(request).toMatchObject({ method: 'POST', query: { forceLogin: 'yes' } });
    expect(JSON.parse(request!.text)).toEqual({ userName: 'ann', password: secrets.password });
    expect(request!.headers).not.toHaveProperty('authorization');
  });

  it('logs in without a token when the authorization has no client credentials', async () => {
    ece.on(paths.login, empty(204, session));
    const user = { ...fields, clientId: undefined, clientSecret: undefined };
    const { nodes } = recordedNodes({ authorization: createAuthorization(user) });
    expect((await nodes.eceLogin.eceLogin()).outcome).toBe('onCreateSessionSuccess');
    expect(ece.tokenRequests()).toEqual([]);
  });

  it.each(['userName', 'password'])('gives onInvalidData and sends nothing without %s', async (field) => {
    const { nodes } = recordedNodes({ authorization: createAuthorization({ ...fields, [field]: undefined }) });
    expect(await nodes.eceLogin.eceLogin()).toEqual(
      expect.objectContaining({
        outcome: 'onInvalidData',
        outputs: { error: 'User Name or Password is missing in authorization "demo".' },
      }),
    );
  });
});
