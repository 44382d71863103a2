import type { OperationId } from '../../../simulator/protocol/operations.ts';
import type { Call } from '../../../simulator/testing/exchange.ts';
import { withHeaders, withoutHeader, withQuery } from '../../../simulator/testing/exchange.ts';
import { goodCalls } from './good-calls.ts';
import type { RefusalCase } from './case.ts';
import { refused } from './case.ts';
import { callsWith, expected } from './expected-calls.ts';
import { unauthorizedV12 } from './section-13.ts';

const calls = callsWith(() => true);
const bearerCalls = callsWith(({ credentials }) => credentials === 'bearer');
const sessionCalls = callsWith(({ credentials, errors }) => credentials === 'session' && errors === 'code');
const callsWithOptionalCredentials = callsWith(({ credentials }) => credentials === 'optional');
const readingCalls = callsWith(({ body }) => body === 'read');
const callsWithBody = callsWith(({ body }) => body !== 'none');

const tooLarge = 1_048_577;

/** Refusals that many calls have in common: spec 2. */
export const everyCall: RefusalCase[] = [
  {
    operation: null,
    refusal: 'unknownPath',
    when: 'no call has the path',
    source: 'spec 2.5',
    relies: ['http.unknownPathStatus'],
    provoke: () => Promise.resolve({ target: '/system/ws/v19/clientapplications/nothing' }),
    fill: {},
  },
  ...calls.map((operation) =>
    refused(operation, 'methodNotAllowed', {
      when: 'the path is known, the method is PATCH',
      source: 'spec 2.5',
      relies: ['http.wrongMethodStatus'],
      spoil: (call) => ({ ...call, method: 'PATCH' }),
      headers: { allow: expected(operation).allow },
    }),
  ),
  ...calls
    .filter((operation) => !expected(operation).answersFile)
    .map((operation) =>
      refused(operation, 'notAcceptable', {
        when: 'Accept allows neither JSON nor XML',
        source: 'spec 2.1',
        relies: ['http.notAcceptableStatus'],
        spoil: (call) => withHeaders(call, { accept: 'text/csv' }),
      }),
    ),
  ...callsWithBody.map((operation) =>
    refused(operation, 'unsupportedMediaType', {
      when: 'the body is of another type',
      source: 'spec 2.1',
      relies: ['http.unsupportedMediaTypeStatus'],
      spoil: (call) => withHeaders(call, { 'content-type': 'text/csv' }),
      fill: { value: 'text/csv' },
    }),
  ),
  ...callsWithBody.map((operation) =>
    refused(operation, 'bodyTooLarge', {
      when: 'the body has one byte more than 1 MiB',
      source: 'spec 2.5',
      relies: ['http.maxBodyBytes', 'http.bodyTooLargeStatus'],
      spoil: (call) => ({ ...call, body: ' '.repeat(tooLarge) }),
      fill: { n: '1048576' },
    }),
  ),
  ...readingCalls.flatMap((operation) => [
    refused(operation, 'bodyMissing', {
      when: 'no body',
      source: 'spec 2.5',
      spoil: (call) => ({ ...call, body: '' }),
    }),
    refused(operation, 'unknownElement', {
      when: 'a member that the call does not have, and the setting refuses that',
      source: 'spec 2.2',
      relies: ['http.unknownBodyMember'],
      world: { settings: { 'http.unknownBodyMember': 400 } },
      spoil: (call) => ({ ...call, body: JSON.stringify({ ...(JSON.parse(call.body as string) as object), foo: 1 }) }),
      fill: { path: 'foo' },
    }),
    refused(operation, 'malformedBody', {
      when: 'the JSON is cut short',
      source: 'spec 2.5',
      relies: ['http.malformedBodyStatus'],
      spoil: (call) => ({ ...call, body: '{' }),
      fill: { 'parser message': "Expected property name or '}' in JSON at position 1 (line 1 column 2)" },
    }),
    refused(operation, 'illegalUnquotedCharacter', {
      when: 'a bare newline inside a JSON string',
      source: 'spec 2.5',
      relies: ['http.malformedBodyStatus'],
      spoil: (call) => ({ ...call, body: '{"content":"two\nlines"}' }),
      fill: { 'decimal code': '10' },
    }),
  ]),
  ...bearerCalls.flatMap(unauthorizedCases),
  ...sessionCalls.flatMap((operation) => [
    refused(operation, 'unauthorized', {
      when: 'no X-egain-session header',
      source: 'spec 12.3',
      spoil: (call) => withoutHeader(call, 'x-egain-session'),
      text: unauthorizedV12,
    }),
    refused(operation, 'unauthorized', {
      when: 'the session is unknown',
      source: 'spec 12.3',
      spoil: (call) => withHeaders(call, { 'x-egain-session': '00000000-0000-4000-8000-000000000000' }),
      text: unauthorizedV12,
    }),
  ]),
  ...callsWithOptionalCredentials.flatMap((operation) => [
    refused(operation, 'invalidAuthorization', {
      when: 'no header, and the setting asks for a login',
      source: 'spec 11',
      relies: ['availability.authentication'],
      world: { settings: { 'availability.authentication': 'required' } },
    }),
    refused(operation, 'unauthorized', {
      when: 'an unknown token, and the setting asks for a login',
      source: 'spec 11',
      relies: ['availability.authentication', 'error.unauthorizedText'],
      world: { settings: { 'availability.authentication': 'required' } },
      spoil: (call) => withHeaders(call, { authorization: 'Bearer 00000000-0000-4000-8000-000000000000' }),
    }),
    refused(operation, 'wrongSessionKind', {
      when: "a user's session as bearer token, and the setting asks for a login",
      source: 'spec 11',
      relies: ['availability.authentication'],
      world: { settings: { 'availability.authentication': 'required' } },
      provoke: async (centre) =>
        withHeaders(await goodCalls[operation](centre), { authorization: `Bearer ${await centre.logIn()}` }),
    }),
  ]),
  ...callsWith(({ ignoresQuery }) => ignoresQuery !== true).map((operation) =>
    refused(operation, 'unknownQueryParameter', {
      when: 'a query parameter that the call does not know',
      source: expected(operation).otherQuery ?? 'spec 2.2',
      relies:
        expected(operation).credentials === 'optional'
          ? ['availability.unknownQuery']
          : expected(operation).otherQuery === undefined
            ? ['http.unknownQueryParameter']
            : [],
      ...(expected(operation).credentials === 'optional' && { world: { settings: { 'availability.unknownQuery': 400 } } }),
      spoil: (call) => withQuery(call, 'foo=1'),
      fill: { name: 'foo' },
      ...(expected(operation).errors === 'oauth' && {
        oauth: { status: 400, error: 'invalid_request', description: "Unsupported query parameter(s) supplied: 'foo'." },
      }),
    }),
  ),
  ...calls.map((operation) =>
    refused(operation, 'internalError', {
      when: 'an internal error on demand',
      source: 'spec 14',
      arrange: ({ simulator }) =>
        void simulator.faults.add({
          match: { operation },
          fire: 'always',
          when: 'before',
          action: { do: 'refuse', error: 'internalError' },
        }),
      ...(expected(operation).errors === 'oauth' && {
        relies: ['token.serverErrorStatus', 'token.errorForm'],
        oauth: {
          status: 500,
          error: 'server_error',
          description: 'System is unable to process this request. Please contact your administrator.',
        },
      }),
    }),
  ),
];

/** The four conditions of spec 2.3, and their causes. */
function unauthorizedCases(operation: OperationId): RefusalCase[] {
  const withAuthorization = (authorization: string) => (call: Call) => withHeaders(call, { authorization });
  return [
    refused(operation, 'invalidAuthorization', {
      when: 'no Authorization header',
      source: 'spec 2.3',
      spoil: (call) => withoutHeader(call, 'authorization'),
    }),
    refused(operation, 'invalidAuthorization', {
      when: 'the Authorization header is malformed',
      source: 'spec 2.3',
      spoil: withAuthorization('Bearer'),
    }),
    refused(operation, 'invalidAuthorization', {
      when: 'another scheme',
      source: 'spec 2.3',
      spoil: withAuthorization('Basic ZGVtby1jbGllbnQ6ZGVtby1zZWNyZXQ='),
    }),
    refused(operation, 'unauthorized', {
      when: 'the token is unknown',
      source: 'spec 2.3',
      relies: ['error.unauthorizedText'],
      spoil: withAuthorization('Bearer 00000000-0000-4000-8000-000000000000'),
    }),
    refused(operation, 'unauthorized', {
      when: 'the token has expired',
      source: 'spec 2.3',
      relies: ['error.unauthorizedText'],
      arrange: ({ simulator }) => void simulator.applications.expireTokens('demo'),
    }),
    refused(operation, 'unauthorized', {
      when: 'the token was revoked',
      source: 'spec 2.3, 4',
      relies: ['error.unauthorizedText', ...(expected(operation).endsSession ? (['revoke.unknownTokenStatus'] as const) : [])],
      async provoke(centre) {
        const call = await goodCalls[operation](centre);
        const revoke = { ...(await goodCalls.revokeToken(centre)), headers: { authorization: call.headers!['authorization']! } };
        await centre.call(revoke);
        return call;
      },
    }),
    refused(operation, 'wrongSessionKind', {
      when: 'the token is the session of a user',
      source: 'spec 2.3',
      async provoke(centre) {
        const call = await goodCalls[operation](centre);
        return withHeaders(call, { authorization: `Bearer ${await centre.logIn()}` });
      },
    }),
  ];
}
