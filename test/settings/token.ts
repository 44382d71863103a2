import { settings } from '../../simulator/index.ts';
import { basic, paths } from '../../simulator/testing/calls.ts';
import type { Ece } from './ece.ts';
import { hour, minute } from './ece.ts';
import type { Probes } from './probe.ts';

async function works(ece: Ece, token: string): Promise<string | number> {
  return (await ece.configuration(1001, { headers: { authorization: `Bearer ${token}` } })).outcome;
}

async function newToken(ece: Ece, query = ''): Promise<string> {
  return ((await ece.obtainToken('demo', { query })).json as { access_token: string }).access_token;
}

const wrongSecret = { headers: { authorization: basic({ key: 'demo-client', secret: 'wrong' }) } };

/** An application whose secret reads differently when it is form-decoded. */
const oddSecret = 'p+q%41';
const oddApplication = {
  applications: [{ name: 'demo', key: 'demo-client', secret: oddSecret, entryPoints: [1001] }],
};

export const token = {
  'token.defaultFormat': {
    observe: async (ece) => (await ece.obtainToken('demo', { accept: null })).contentType,
    seen: [
      ['json', 'application/json'],
      ['xml', 'application/xml'],
    ],
  },
  'token.lifetimeMode': {
    observe: async (ece) => {
      const issued = await newToken(ece);
      await ece.pass(23 * hour);
      const before = await works(ece, issued);
      await ece.pass(hour);
      return { after23h: before, after24h: await works(ece, issued) };
    },
    seen: [
      ['fixed', { after23h: 200, after24h: '401-101' }],
      ['sliding', { after23h: 200, after24h: 200 }],
    ],
  },
  'token.forceLoginVictim': {
    observe: async (ece) => {
      const tokens: string[] = [];
      for (let session = 1; session <= 10; session++) tokens.push(await newToken(ece));
      tokens.push(await newToken(ece, '?forceLogin=yes'));
      const outcomes = await Promise.all(tokens.map((issued) => works(ece, issued)));
      return outcomes.flatMap((outcome, at) => (outcome === 200 ? [at + 1] : []));
    },
    seen: [
      ['oldest', [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
      ['all', [11]],
      ['newest', [1, 2, 3, 4, 5, 6, 7, 8, 9, 11]],
    ],
  },
  'token.forceLoginInvalidValue': {
    observe: async (ece) => (await ece.obtainToken('demo', { query: '?forceLogin=no' })).status,
    seen: [
      [400, 400],
      ['ignore', 200],
    ],
  },
  'token.errorForm': {
    observe: async (ece) => ({
      wrongSecret: (await ece.obtainToken('demo', wrongSecret)).json,
      noGrantType: (await ece.obtainToken('demo', { body: '' })).json,
      badForceLogin: (await ece.obtainToken('demo', { query: '?forceLogin=no' })).json,
    }),
    seen: [
      [
        'oauth',
        {
          wrongSecret: { error: 'invalid_client', error_description: 'Client authentication failed.' },
          noGrantType: { error: 'invalid_request', error_description: 'The parameter grant_type is missing.' },
          badForceLogin: { error: 'invalid_request', error_description: 'Invalid value for forceLogin.' },
        },
      ],
      [
        'error',
        {
          wrongSecret: { code: '401-101', developerMessage: 'Client authentication failed.' },
          noGrantType: { code: '400-146', developerMessage: "Required attribute is missing in request body: 'grant_type'." },
          badForceLogin: {
            code: '400-102',
            developerMessage:
              "Unsupported value for query parameter 'forceLogin'. Only the following values are supported: 'yes'.",
          },
        },
      ],
    ],
  },
  'token.invalidClient': {
    observe: async (ece) => {
      const { status, headers, json } = await ece.obtainToken('demo', wrongSecret);
      return [status, headers['www-authenticate'] ?? null, (json as { error: string }).error];
    },
    seen: settings['token.invalidClient'].values.map((value) => [
      value,
      [value.status, value.challenge ? 'Basic realm="ECE"' : null, 'invalid_client'],
    ]),
  },
  'token.basicDecoding': {
    options: { world: oddApplication },
    observe: async (ece) => {
      const status = async (secret: string) =>
        (await ece.obtainToken('demo', { headers: { authorization: basic({ key: 'demo-client', secret: secret }) } })).status;
      return { asIs: await status(oddSecret), formEncoded: await status(encodeURIComponent(oddSecret)) };
    },
    seen: [
      ['either', { asIs: 200, formEncoded: 200 }],
      ['as-sent', { asIs: 200, formEncoded: 401 }],
      ['form-decoded', { asIs: 401, formEncoded: 200 }],
    ],
  },
  'token.invalidRequestStatus': {
    observe: async (ece) => {
      const { status, json } = await ece.obtainToken('demo', { body: '' });
      return [status, (json as { error: string }).error];
    },
    seen: [
      [400, [400, 'invalid_request']],
      [401, [401, 'invalid_request']],
    ],
  },
  'token.unsupportedGrantTypeStatus': {
    observe: async (ece) => {
      const { status, json } = await ece.obtainToken('demo', { body: 'grant_type=password' });
      return [status, (json as { error: string }).error];
    },
    seen: [
      [400, [400, 'unsupported_grant_type']],
      [401, [401, 'unsupported_grant_type']],
    ],
  },
  'token.sessionLimitAnswer': {
    observe: async (ece) => {
      for (let session = 1; session <= 10; session++) await ece.obtainToken();
      const { status, json } = await ece.obtainToken();
      return { status, error: (json as { error: string }).error };
    },
    seen: settings['token.sessionLimitAnswer'].values.map((value) => [value, value]),
  },
  'token.serverErrorStatus': {
    observe: async (ece) => {
      const always = { match: { operation: 'obtainToken' }, fire: 'always', when: 'before' } as const;
      ece.simulator.faults.add({ ...always, action: { do: 'refuse', error: 'internalError' } });
      const { status, json } = await ece.obtainToken();
      return [status, (json as { error: string }).error];
    },
    seen: [
      [500, [500, 'server_error']],
      [503, [503, 'server_error']],
    ],
  },
  'token.xmlRoots': {
    observe: async (ece) => ({
      right: (await ece.obtainToken('demo', { accept: 'application/xml' })).xmlRoot,
      wrong: (await ece.obtainToken('demo', { accept: 'application/xml', ...wrongSecret })).xmlRoot,
    }),
    seen: [
      [
        { answer: 'oauthLoginResponse', error: 'oauthError' },
        { right: 'oauthLoginResponse', wrong: 'oauthError' },
      ],
      [
        { answer: 'token', error: 'tokenError' },
        { right: 'token', wrong: 'tokenError' },
      ],
    ],
  },
  'revoke.unknownTokenStatus': {
    observe: async (ece) => {
      await ece.post(paths.revoke);
      return {
        again: (await ece.post(paths.revoke)).outcome,
        noHeader: (await ece.call(paths.revoke, { method: 'POST' })).outcome,
      };
    },
    seen: [
      [401, { again: '401-101', noHeader: '401-104' }],
      [204, { again: 204, noHeader: '401-104' }],
      [400, { again: '400-901', noHeader: '401-104' }],
    ],
  },
  'revoke.notEmptyStatus': {
    observe: async (ece) => {
      const withBody = (await ece.post(paths.revoke, {})).outcome;
      const afterBody = (await ece.configuration()).outcome;
      ece.forgetTokens();
      const withQuery = (await ece.post(`${paths.revoke}?a=b`)).outcome;
      return { withBody, afterBody, withQuery, afterQuery: (await ece.configuration()).outcome };
    },
    seen: [
      [400, { withBody: '400-203', afterBody: 200, withQuery: '400-101', afterQuery: 200 }],
      [204, { withBody: 204, afterBody: '401-101', withQuery: 204, afterQuery: '401-101' }],
    ],
  },
  'revoke.freesSession': {
    observe: async (ece) => {
      await ece.token();
      for (let session = 2; session <= 10; session++) await ece.obtainToken();
      await ece.post(paths.revoke);
      return (await ece.obtainToken()).status;
    },
    seen: [
      [true, 200],
      [false, 400],
    ],
  },
  'revoke.conversations': {
    observe: async (ece) => {
      const webhook = ece.webhook();
      const id = await ece.conversation();
      await ece.post(paths.revoke);
      ece.forgetTokens();
      const answer = await ece.send(id, 'still there?');
      await ece.pass(minute);
      return [answer.outcome, webhook.types];
    },
    seen: [
      ['survive', [204, ['assigned']]],
      ['end', ['400-630', ['assigned', 'complete']]],
    ],
  },
} satisfies Probes;
