import { expect, it } from 'vitest';
import { createSimulator } from '../create.ts';
import { basic, demo, other, tokenCall } from '../testing/calls.ts';
import { EceClient } from '../testing/ece-client.ts';
import { withHeaders } from '../testing/exchange.ts';

const encoded = { key: demo.key.replace('-', '%2D'), secret: 'wrong' };

it.each([
  ['with a wrong secret', { key: demo.key, secret: 'wrong' }, 503],
  ['with a key in form encoding', encoded, 503],
  ['of another application', other, 200],
])('a fault of an application strikes its call for a token, also %s', async (_case, credentials, status) => {
  const settings = { 'token.basicDecoding': 'form-decoded' } as const;
  const simulator = createSimulator({ clock: 'manual', seed: 'token', agents: 'silent', settings });
  const match = { operation: 'obtainToken', application: demo.key } as const;
  simulator.faults.add({ match, action: { do: 'answer', status: 503, body: 'away' } });
  const call = withHeaders(tokenCall(), { authorization: basic(credentials) });
  expect((await EceClient.inProcess(simulator).send(call)).status).toBe(status);
});

it.each([
  ['unauthorized', 'invalid_client'],
  ['invalidAuthorization', 'invalid_client'],
  ['missingElement', 'invalid_request'],
  ['invalidElement', 'invalid_request'],
  ['invalidQueryParameter', 'invalid_request'],
  ['unknownQueryParameter', 'invalid_request'],
  ['sessionLimit', 'access_denied'],
  ['internalError', 'server_error'],
] as const)('a fault that refuses a call for a token with %s has the OAuth error %s (spec 3)', async (error, oauth) => {
  const simulator = createSimulator({ clock: 'manual', seed: 'token', agents: 'silent' });
  simulator.faults.add({ match: { operation: 'obtainToken' }, action: { do: 'refuse', error } });
  expect((await EceClient.inProcess(simulator).send(tokenCall())).json).toMatchObject({ error: oauth });
});

it('a form with too many parameters is not read, also when it begins with a separator', async () => {
  const simulator = createSimulator({ clock: 'manual', seed: 'token', agents: 'silent' });
  const answer = await EceClient.inProcess(simulator).send({ ...tokenCall(), body: '&a=1'.repeat(1000) });
  expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('too many parameters')]);
});
