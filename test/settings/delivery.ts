import type { Ece } from './ece.ts';
import { second } from './ece.ts';
import type { Received, Reply } from '../../simulator/testing/receiver.ts';
import type { Probes } from './probe.ts';
import type { Callback, Webhook } from './webhook.ts';
import { messagesOf } from './webhook.ts';

/** The times of the callbacks, until no more are due or the webhook server has received this many. */
async function timesOf(ece: Ece, webhook: Webhook, most: number): Promise<number[]> {
  await ece.pass();
  while (webhook.times.length < most && (await ece.simulator.clock.advanceToNext()));
  return webhook.times;
}

const activateWebhook = '/system/ws/v19/clientapplications/activatewebhook';

interface OAuthServer {
  readonly requests: Received[];
}

/** Makes callbacks carry tokens: `token-1`, `token-2` and so on. */
function tokenServer(ece: Ece): OAuthServer {
  const requests: Received[] = [];
  const tokenUrl = ece.serve((arrived) => {
    requests.push(arrived);
    return { status: 200, body: JSON.stringify({ access_token: `token-${requests.length}`, token_type: 'Bearer' }) };
  });
  const credentials = { clientId: 'ece', clientSecret: 's3cret', userName: 'hook-user', password: 'hook-password' };
  ece.simulator.applications.change('demo', { callback: { authentication: { type: 'oauth', tokenUrl, ...credentials } } });
  return { requests };
}

function failing(): Reply {
  return 500;
}

export const delivery = {
  'callback.successStatuses': {
    observe: async (ece) => {
      const webhook = ece.webhook(() => 202);
      await ece.conversation();
      return timesOf(ece, webhook, 2);
    },
    seen: [
      ['2xx', [0]],
      ['200', [0, 1000]],
    ],
  },
  'callback.timeoutMs': {
    options: { ioGraceMs: 10 },
    observe: async (ece) => {
      const webhook = ece.webhook(() => 'hang');
      await ece.conversation();
      await webhook.arrival(1);
      // To the time-out, and to the repeat a second later.
      for (let step = 0; step < 2; step++) await ece.simulator.clock.advanceToNext();
      await webhook.arrival(2);
      return webhook.times;
    },
    seen: [
      [5000, [0, 6000]],
      [1000, [0, 2000]],
    ],
  },
  'callback.redirects': {
    observe: async (ece) => {
      let elsewhere = 0;
      const location = ece.serve(() => {
        elsewhere++;
        return 200;
      });
      const webhook = ece.webhook(() => ({ status: 307, headers: { location } }));
      await ece.conversation();
      return { times: await timesOf(ece, webhook, 2), elsewhere };
    },
    seen: [
      ['refuse', { times: [0, 1000], elsewhere: 0 }],
      ['follow', { times: [0], elsewhere: 1 }],
    ],
  },
  'callback.delivery': {
    observe: async (ece) => {
      const webhook = ece.webhook((_, count) => (count === 1 ? 500 : 200));
      await ece.conversation();
      return timesOf(ece, webhook, 3);
    },
    seen: [
      ['at-least-once', [0, 1000]],
      ['at-most-once', [0]],
    ],
  },
  'callback.order': {
    settings: { 'callback.batching': 'one' },
    observe: async (ece) => {
      const { conversations } = ece.simulator;
      const isRefused = (callback: Callback) => messagesOf(callback).some(({ content }) => content === 'refused');
      const webhook = ece.webhook((callback) => (isRefused(callback) ? 500 : 200));
      const [one, other] = [await ece.conversation(), await ece.conversation()];
      await ece.pass();
      conversations.say(one, 'refused');
      conversations.say(one, 'after it');
      conversations.say(other, 'of another chat');
      await ece.pass();
      return webhook.messages.flatMap(({ type, content }) => (type.value === 'text/plain' ? [content] : [])).toSorted();
    },
    seen: [
      ['per-conversation', ['of another chat', 'refused']],
      ['per-application', ['refused']],
      ['none', ['after it', 'of another chat', 'refused']],
    ],
  },
  'callback.batching': {
    observe: async (ece) => {
      const { applications, conversations } = ece.simulator;
      const webhook = ece.webhook();
      const chats = [await ece.conversation(), await ece.conversation()];
      await ece.pass();
      const before = webhook.callbacks.length;
      applications.deactivateCallback('demo');
      for (const id of chats) for (const text of ['one', 'two', 'three']) conversations.say(id, text);
      applications.reactivateCallback('demo');
      await ece.pass();
      return webhook.callbacks.slice(before).map((callback) => messagesOf(callback).length);
    },
    seen: [
      ['all-queued', [6]],
      ['per-conversation', [3, 3]],
      ['one', [1, 1, 1, 1, 1, 1]],
    ],
  },
  'callback.maxBatchBytes': {
    observe: async (ece) => {
      const { applications, conversations } = ece.simulator;
      const webhook = ece.webhook();
      const id = await ece.conversation();
      await ece.pass();
      const before = webhook.callbacks.length;
      applications.deactivateCallback('demo');
      for (let count = 0; count < 12; count++) conversations.say(id, 'x'.repeat(90_000));
      applications.reactivateCallback('demo');
      await ece.pass();
      return webhook.callbacks.slice(before).map((callback) => messagesOf(callback).length);
    },
    seen: [
      [1_048_576, [11, 1]],
      [4096, Array<number>(12).fill(1)],
      [null, [12]],
    ],
  },
  'callback.backoff': {
    settings: { 'callback.deactivateAfter': null },
    observe: async (ece) => {
      const webhook = ece.webhook(failing);
      await ece.conversation();
      return (await timesOf(ece, webhook, 9)).map((time) => time / second);
    },
    seen: [
      [{ initialMs: 1000, factor: 2, maxMs: 60_000, maxTries: null }, [0, 1, 3, 7, 15, 31, 63, 123, 183]],
      [{ initialMs: 3000, factor: 1, maxMs: 3000, maxTries: null }, [0, 3, 6, 9, 12, 15, 18, 21, 24]],
      [{ initialMs: 1000, factor: 2, maxMs: 60_000, maxTries: 3 }, [0, 1, 3]],
    ],
  },
  'callback.retryOn': {
    options: { ioGraceMs: 10 },
    observe: async (ece) => {
      const replies = ['hang up', 400, 429, 500, 502, 503] as const satisfies readonly Reply[];
      const tries: Record<string, number> = {};
      for (const reply of replies) {
        const webhook = ece.webhook((_, count) => (count === 1 ? reply : 200));
        await ece.conversation();
        tries[String(reply)] = (await timesOf(ece, webhook, 3)).length;
      }
      return tries;
    },
    seen: [
      ['any-failure', { 'hang up': 2, 400: 2, 429: 2, 500: 2, 502: 2, 503: 2 }],
      [['timeout', 429, 502, 503], { 'hang up': 1, 400: 1, 429: 2, 500: 1, 502: 2, 503: 2 }],
      [['no-connection', 500], { 'hang up': 2, 400: 1, 429: 1, 500: 2, 502: 1, 503: 1 }],
    ],
  },
  'callback.deactivateAfter': {
    observe: async (ece) => {
      const webhook = ece.webhook(failing);
      await ece.conversation();
      const { length } = await timesOf(ece, webhook, 12);
      return { callbacks: length, start: (await ece.start()).outcome };
    },
    seen: [
      [10, { callbacks: 10, start: '400-914' }],
      [3, { callbacks: 3, start: '400-914' }],
      // At 0, 1, 3, 7, 15 and 31 seconds.
      [{ seconds: 30 }, { callbacks: 6, start: '400-914' }],
      [null, { callbacks: 12, start: 201 }],
    ],
  },
  'callback.reactivation': {
    observe: async (ece) => {
      const { applications } = ece.simulator;
      const activate = async () => (await ece.bearer(activateWebhook, { method: 'PUT' })).status;
      applications.deactivateCallback('demo');
      await ece.pass(3599 * second);
      const before = (await ece.start()).outcome;
      await ece.pass(second);
      const afterAnHour = (await ece.start()).outcome;
      applications.deactivateCallback('demo');
      return { before, afterAnHour, byApplication: [await activate(), (await ece.start()).outcome] };
    },
    seen: [
      ['administrator', { before: '400-914', afterAnHour: '400-914', byApplication: [404, '400-914'] }],
      ['application', { before: '400-914', afterAnHour: '400-914', byApplication: [204, 201] }],
      [{ afterSeconds: 3600 }, { before: '400-914', afterAnHour: 201, byApplication: [404, '400-914'] }],
    ],
  },
  'callback.deactivatedQueue': {
    observe: async (ece) => {
      const { applications, conversations } = ece.simulator;
      const webhook = ece.webhook();
      const id = await ece.conversation();
      await ece.pass();
      applications.deactivateCallback('demo');
      conversations.say(id, 'while deactivated');
      applications.reactivateCallback('demo');
      conversations.say(id, 'afterwards');
      await ece.pass();
      return webhook.messages.map(({ content }) => content).slice(1);
    },
    seen: [
      ['retain', ['while deactivated', 'afterwards']],
      ['drop', ['afterwards']],
    ],
  },
  'callback.oauth.grant': {
    observe: async (ece) => {
      const { requests } = tokenServer(ece);
      const webhook = ece.webhook();
      await ece.conversation();
      await ece.pass();
      return [requests.map(({ body }) => body), webhook.callbacks.map(({ headers }) => headers.authorization)];
    },
    seen: [
      ['client_credentials', [['grant_type=client_credentials'], ['Bearer token-1']]],
      ['password', [['grant_type=password&username=hook-user&password=hook-password'], ['Bearer token-1']]],
    ],
  },
  'callback.oauth.clientAuthentication': {
    observe: async (ece) => {
      const { requests } = tokenServer(ece);
      ece.webhook();
      await ece.conversation();
      await ece.pass();
      return requests.map(({ headers, body }) => [headers.authorization, body]);
    },
    seen: [
      ['basic', [[`Basic ${btoa('ece:s3cret')}`, 'grant_type=client_credentials']]],
      ['body', [[undefined, 'grant_type=client_credentials&client_id=ece&client_secret=s3cret']]],
    ],
  },
  'callback.oauth.renewOn401': {
    observe: async (ece) => {
      const { requests } = tokenServer(ece);
      const webhook = ece.webhook(({ headers }) => (headers.authorization === 'Bearer token-1' ? 401 : 200));
      await ece.conversation();
      await ece.pass();
      return { tokens: requests.length, callbacks: webhook.callbacks.map(({ headers, at }) => [at, headers.authorization]) };
    },
    seen: [
      [
        true,
        {
          tokens: 2,
          callbacks: [
            [0, 'Bearer token-1'],
            [0, 'Bearer token-2'],
          ],
        },
      ],
      [false, { tokens: 1, callbacks: [[0, 'Bearer token-1']] }],
    ],
  },
} satisfies Probes;
