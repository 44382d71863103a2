import { basic, demo, tokenCall } from '../../../simulator/testing/calls.ts';
import type { Call } from '../../../simulator/testing/exchange.ts';
import { withHeaders, withoutHeader, withQuery } from '../../../simulator/testing/exchange.ts';
import type { RefusalCase } from './case.ts';
import { refused } from './case.ts';

const invalidClient = { status: 401, error: 'invalid_client', description: 'Client authentication failed.' };
const challenge = { 'www-authenticate': 'Basic realm="ECE"' };

function client(refusal: 'invalidAuthorization' | 'unauthorized', when: string, spoil: (call: Call) => Call): RefusalCase {
  return refused('obtainToken', refusal, {
    when,
    source: 'spec 3',
    relies: ['token.invalidClient', 'token.errorForm'],
    spoil,
    oauth: invalidClient,
    headers: challenge,
  });
}

function withAuthorization(authorization: string) {
  return (call: Call) => withHeaders(call, { authorization });
}
function withForm(body: string) {
  return (call: Call) => ({ ...call, body });
}

function request(refusal: RefusalCase['refusal'], when: string, spoil: (call: Call) => Call, description: string): RefusalCase {
  return refused('obtainToken', refusal, {
    when,
    source: 'spec 3',
    relies: ['token.invalidRequestStatus', 'token.errorForm'],
    spoil,
    oauth: { status: 400, error: 'invalid_request', description },
  });
}

/** The token call answers in the OAuth form; the key is that of `token.errorForm` = `error`. */
export const tokenCases: RefusalCase[] = [
  client('invalidAuthorization', 'no Authorization header', (call) => withoutHeader(call, 'authorization')),
  client('invalidAuthorization', 'another scheme', withAuthorization('Bearer 00000000-0000-4000-8000-000000000000')),
  client('invalidAuthorization', 'Basic credentials that cannot be decoded', withAuthorization('Basic %%%')),
  client('invalidAuthorization', 'Basic credentials without a colon', withAuthorization(`Basic ${btoa('demo-client')}`)),
  client('unauthorized', 'an unknown key', withAuthorization(basic({ ...demo, key: 'nobody' }))),
  client('unauthorized', 'a wrong secret', withAuthorization(basic({ ...demo, secret: 'guess' }))),
  client(
    'unauthorized',
    'a wrong secret that begins with the right one',
    withAuthorization(basic({ ...demo, secret: 'demo-secret:' })),
  ),
  request('missingElement', 'no body', withForm(''), 'The parameter grant_type is missing.'),
  request('missingElement', 'a form without grant_type', withForm('scope=all'), 'The parameter grant_type is missing.'),
  request('missingElement', 'a body that is no form', withForm('{"a":'), 'The parameter grant_type is missing.'),
  request(
    'invalidElement',
    'grant_type twice',
    withForm('grant_type=client_credentials&grant_type=client_credentials'),
    'The parameter grant_type is repeated.',
  ),
  request(
    'malformedBody',
    'more than 1000 parameters',
    withForm(`grant_type=client_credentials${'&a'.repeat(1000)}`),
    'The body has too many parameters.',
  ),
  refused('obtainToken', 'invalidQueryParameter', {
    when: 'forceLogin is not yes',
    source: 'spec 3',
    relies: ['token.forceLoginInvalidValue', 'token.errorForm'],
    spoil: (call) => withQuery(call, 'forceLogin=no'),
    oauth: { status: 400, error: 'invalid_request', description: 'Invalid value for forceLogin.' },
  }),
  refused('obtainToken', 'invalidElement', {
    when: 'another grant type',
    source: 'spec 3',
    relies: ['token.unsupportedGrantTypeStatus', 'token.errorForm'],
    spoil: withForm('grant_type=password'),
    oauth: { status: 400, error: 'unsupported_grant_type', description: 'The grant type is not supported.' },
  }),
  refused('obtainToken', 'sessionLimit', {
    when: 'an eleventh session without forceLogin=yes',
    source: 'spec 3',
    relies: ['token.sessionLimitAnswer', 'token.errorForm'],
    async provoke(centre) {
      for (let session = 0; session < 10; session++) await centre.token();
      return tokenCall();
    },
    oauth: { status: 400, error: 'access_denied', description: 'Maximum number of sessions has been reached.' },
  }),
  refused('revokeToken', 'notEmpty', {
    when: 'a body',
    source: 'spec 4',
    relies: ['revoke.notEmptyStatus'],
    spoil: (call) => ({ ...withHeaders(call, { 'content-type': 'application/json' }), body: '{}' }),
  }),
];
