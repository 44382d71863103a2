import type { Probes } from './probe.ts';

const v19Text = "Invalid or expired 'Authorization' header provided. New login is required.";
const v12Text = "Invalid or expired 'X-egain-session' header provided. New login is required.";

const unknownId = { code: '404-101', developerMessage: 'The following id does not exist: 999999' };
const notChat = { code: '403-131', developerMessage: 'Client application is not of type Chat.' };

export const error = {
  'error.codes': {
    observe: async (ece) => {
      const unknown = (await ece.configuration(999_999)).json;
      ece.simulator.applications.change('demo', { type: 'Email' });
      return [unknown, (await ece.configuration()).json];
    },
    seen: [
      [{}, [unknownId, notChat]],
      [
        { unknownId: { code: '404-941', text: 'No entry point {id}.' } },
        [{ code: '404-941', developerMessage: 'No entry point 999999.' }, notChat],
      ],
      [
        {
          applicationNotChat: {
            code: '403-112',
            text: 'Unauthorized URL access: {actor} are not allowed to access this URL.',
          },
        },
        [
          unknownId,
          {
            code: '403-112',
            developerMessage: 'Unauthorized URL access: Client applications are not allowed to access this URL.',
          },
        ],
      ],
    ],
  },
  'error.unauthorizedText': {
    observe: async (ece) => (await ece.configuration(1001, { headers: { authorization: 'Bearer made-up' } })).json,
    seen: [
      [v19Text, { code: '401-101', developerMessage: v19Text }],
      [v12Text, { code: '401-101', developerMessage: v12Text }],
    ],
  },
  'error.details': {
    observe: async (ece) => Object.entries((await ece.start({ activity: { subject: 1 } })).json as object).slice(2),
    seen: [
      [false, []],
      [true, [['details', [{ key: 'path', value: 'activity.subject' }]]]],
    ],
  },
  'error.userMessage': {
    observe: async (ece) => {
      const wish = { 'x-egain-error-message': 'yes' };
      const asked = (await ece.configuration(999_999, { headers: wish })).json as Record<string, string>;
      const notAsked = (await ece.configuration(999_999)).json as Record<string, string>;
      return { asked: asked['userMessage'], notAsked: notAsked['userMessage'] };
    },
    seen: [
      [false, { asked: undefined, notAsked: undefined }],
      [true, { asked: 'The following id does not exist: 999999', notAsked: undefined }],
    ],
  },
  'error.retryAfterSeconds': {
    observe: async (ece) => {
      ece.simulator.faults.add({ action: { do: 'refuse', error: 'tooManyRequests' } });
      const { outcome, headers } = await ece.configuration();
      return [outcome, headers['retry-after']];
    },
    seen: [
      [1, ['429-001', '1']],
      [30, ['429-001', '30']],
    ],
  },
} satisfies Probes;
