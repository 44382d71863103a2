import type { Probe } from './probe.ts';
import { basicOf, bearerCall, bearerOf, call, configurationCall, paths, request, tokenCall } from './requests.ts';
import { take } from './known.ts';

function atRoot(step: string, root: string | undefined) {
  return call(step, [], (known) => request((root ?? known.root) + paths.configuration, {}));
}

/** Tokens, credentials and paths. */
export const access: readonly Probe[] = [
  {
    name: 'context-root',
    asks: 'Under which context roots does ECE answer?',
    touches: null,
    needs: [],
    steps: [
      atRoot('given', undefined),
      atRoot('none', ''),
      atRoot('system', '/system'),
      atRoot('other', '/ece-calibration'),
      bearerCall('unknown path', '/ws/v19/clientapplications/nothing'),
      bearerCall('wrong method', paths.send),
    ],
  },
  {
    name: 'token',
    asks: 'What does a token look like, in JSON and XML?',
    touches: null,
    needs: [],
    steps: [
      tokenCall('json'),
      tokenCall('no accept', { accept: null }),
      tokenCall('xml', { accept: 'application/xml' }),
      configurationCall('used'),
    ],
  },
  {
    name: 'token-refusals',
    asks: 'How does ECE refuse a token call that is wrong in itself, with the right secret?',
    touches: null,
    needs: [],
    steps: [
      tokenCall('no grant type', { body: '' }),
      tokenCall('another grant type', { body: 'grant_type=password' }),
      tokenCall('another grant type in XML', { body: 'grant_type=password', accept: 'application/xml' }),
      tokenCall('forceLogin=no', { query: '?forceLogin=no' }),
    ],
  },
  {
    name: 'wrong-secret',
    asks: 'How does ECE refuse a wrong client secret?',
    touches: 'it sends two wrong secrets: a rule of the site may lock the client application or tell an administrator',
    needs: [],
    steps: [
      tokenCall('wrong', (known) => ({ headers: { authorization: basicOf(known, 'not-the-secret') } })),
      tokenCall('wrong in XML', (known) => ({ accept: 'application/xml', headers: { authorization: basicOf(known, 'wrong') } })),
    ],
  },
  {
    name: 'encoded-secret',
    asks: 'Does ECE read a client secret as it is, or form-decoded?',
    touches: 'one of its two secrets is wrong for ECE: a rule of the site may lock the client application',
    needs: ['odd-secret'],
    steps: [
      tokenCall('as it is'),
      tokenCall('form-encoded', (known) => ({
        headers: { authorization: basicOf(known, encodeURIComponent(known.clientSecret)) },
      })),
    ],
  },
  {
    name: 'bearer',
    asks: 'How strictly does ECE read the Authorization header?',
    touches: null,
    needs: [],
    steps: [
      configurationCall('two spaces', (known) => ({ headers: { authorization: `Bearer  ${take(known.token, 'token')}` } })),
      configurationCall('small letters', (known) => ({ headers: { authorization: `bearer ${take(known.token, 'token')}` } })),
      configurationCall('made up', { headers: { authorization: `Bearer ${'0'.repeat(8)}-1111-4111-8111-111111111111` } }),
      configurationCall('made up, in XML', {
        accept: 'application/xml',
        headers: { authorization: `Bearer ${'0'.repeat(8)}-1111-4111-8111-111111111111` },
      }),
    ],
  },
  {
    name: 'revoke',
    asks: 'What does revoking a token do, and with what is it refused?',
    touches: null,
    needs: [],
    steps: [
      tokenCall('first token'),
      bearerCall('with a body', paths.revoke, { method: 'POST', body: {} }),
      configurationCall('after the body'),
      tokenCall('second token'),
      bearerCall('with a query', paths.revoke, { method: 'POST', query: '?a=b' }),
      configurationCall('after the query'),
      tokenCall('third token'),
      bearerCall('rightly', paths.revoke, { method: 'POST' }),
      bearerCall('again', paths.revoke, { method: 'POST' }),
      call('without a token', [], ({ root }) => request(root + paths.revoke, { method: 'POST' })),
      tokenCall('last token'),
    ],
  },
  {
    name: 'revoke-in-conversation',
    asks: 'Does a conversation go on when the token that started it is revoked?',
    touches: null,
    needs: [],
    steps: [
      tokenCall('token'),
      {
        ...call('start', ['token', 'date', 'conversation'], (known) =>
          request(known.root + paths.revoke, { method: 'POST' }, bearerOf(known)),
        ),
        step: 'revoked',
        callbacks: { count: 1, withinMs: 3000 },
      },
      tokenCall('new token'),
      call('message', ['token'], (known) =>
        request(
          known.root + paths.send,
          {
            method: 'POST',
            body: {
              conversation: { id: take(known.conversation, 'conversation') },
              type: { value: known.textWord },
              content: 'a message of the calibration',
            },
          },
          bearerOf(known),
        ),
      ),
    ],
  },
  {
    name: 'eleven-sessions',
    asks: 'What happens at the eleventh session of a client application?',
    touches: 'it takes all ten sessions of the client application and ends some: other clients of it must log in again',
    needs: [],
    steps: [
      ...Array.from({ length: 10 }, (_, at) => tokenCall(`session ${at + 1}`)),
      tokenCall('one too many'),
      call('first revoked', [], (known) =>
        request(known.root + paths.revoke, { method: 'POST' }, { authorization: `Bearer ${take(known.tokens.at(-1), 'token')}` }),
      ),
      tokenCall('after a revoke'),
      tokenCall('forced', { query: '?forceLogin=yes' }),
      ...Array.from({ length: 11 }, (_, at) =>
        call(`is ${at + 1} alive`, [], (known) =>
          request(
            known.root + paths.configuration,
            { query: `?entrypoint=${take(known.entryPoints.ready, 'entry point')}` },
            { authorization: `Bearer ${take(known.tokens.at(-1 - at), 'token')}` },
          ),
        ),
      ),
    ],
  },
];
