import type { Probes } from './probe.ts';

const v19Text = "Invalid or expired 'Authorization' header provided. New login is required.";
const v12Text = "Invalid or expired 'X-egain-session' header provided. New login is required.";

export const error = {
  'error.codes': {
    observe: async (ece) => (await ece.configuration(999_999)).json,
    seen: [
      [{}, { code: '404-141', developerMessage: 'Entry point does not exist: 999999' }],
      [
        { unknownEntryPoint: { code: '404-941', text: 'No entry point {id}.' } },
        { code: '404-941', developerMessage: 'No entry point 999999.' },
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
      [true, { asked: 'Entry point does not exist: 999999', notAsked: undefined }],
    ],
  },
} satisfies Probes;
