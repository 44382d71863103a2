import { demoUser, second } from './ece.ts';
import type { Probes } from './probe.ts';

const wrongPassword = { username: 'demo-user', password: 'wrong' };

export const user = {
  'user.loginFields': {
    observe: async (ece) => [
      (await ece.logIn({ username: 'demo-user', password: 'demo-password' })).status,
      (await ece.logIn({ userName: 'demo-user', password: 'demo-password' })).status,
    ],
    seen: [
      ['either', [204, 204]],
      ['username', [204, 400]],
      ['userName', [400, 204]],
    ],
  },
  'user.loginXmlRoot': {
    observe: async (ece) => {
      const members = '<username>demo-user</username><password>demo-password</password>';
      const status = async (root: string) => (await ece.logIn(`<${root}>${members}</${root}>`)).status;
      return { user: await status('user'), login: await status('login') };
    },
    seen: [
      ['login', { user: 400, login: 204 }],
      [null, { user: 204, login: 204 }],
      ['user', { user: 204, login: 400 }],
    ],
  },
  'user.sessionIdForm': {
    observe: async (ece) => {
      const id = await ece.session();
      return [/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id), /^[\da-f]{32}$/.test(id)];
    },
    seen: [
      ['uuid', [true, false]],
      ['hex', [false, true]],
    ],
  },
  'user.loginBadRequestStatus': {
    observe: async (ece) => [
      (await ece.logIn({})).status,
      (await ece.logIn({ password: 'demo-password' })).status,
      (await ece.logIn('')).status,
    ],
    seen: [
      [400, [400, 400, 400]],
      [401, [401, 401, 401]],
    ],
  },
  'user.loginLimitStatus': {
    observe: async (ece) => {
      for (let session = 1; session <= 5; session++) await ece.logIn();
      return [(await ece.logIn()).status, (await ece.logIn(demoUser, { query: '?forceLogin=yes' })).status];
    },
    seen: [
      [403, [403, 204]],
      [401, [401, 204]],
      [400, [400, 204]],
    ],
  },
  'user.loginErrorForm': {
    observe: async (ece) => {
      const json = await ece.logIn(wrongPassword);
      const xml = await ece.logIn(wrongPassword, { accept: 'application/xml' });
      return [json.json, xml.xmlRoot, xml.xmlNamespace];
    },
    seen: [
      [
        'message',
        [
          { message: 'User could not be authenticated. Invalid user name or password.' },
          'Error',
          'http://bindings.egain.com/ws/model/v12/gen/platform',
        ],
      ],
      [
        'error',
        [
          { code: '401-145', developerMessage: 'User could not be authenticated. Invalid user name or password.' },
          'error',
          'http://bindings.egain.com/ws/model/v12/gen/common',
        ],
      ],
    ],
  },
  'user.sessionTimeoutSeconds': {
    observe: async (ece) => {
      const session = await ece.session();
      const outcomes = [];
      for (const seconds of [59, 60, 1799, 1800]) {
        await ece.pass(seconds * second);
        outcomes.push((await ece.searchCustomers('phone=5550100', session)).outcome);
      }
      return outcomes;
    },
    seen: [
      [1800, [204, 204, 204, '401-101']],
      [60, [204, '401-101', '401-101', '401-101']],
    ],
  },
} satisfies Probes;
