import type { Probe } from './probe.ts';
import { bearerCall, call, checkCall, configurationCall, paths, request, startBody, startCall } from './requests.ts';
import { bearerOf } from './requests.ts';
import type { CallStep } from './probe.ts';

function longBody(bytes: number): string {
  return `{"foo":"${'a'.repeat(bytes - 10)}"}`;
}

function send(step: string, body: string, contentType?: string): CallStep {
  return bearerCall(step, paths.send, { method: 'POST', body, ...(contentType !== undefined && { contentType }) });
}

/** The faults of a request whose order of checks is asked for; the size of a body is not among them, because its limit is not known. */
export const orderedFaults = ['authentication', 'accept', 'content-type', 'query', 'body-syntax', 'body-content'] as const;
type Fault = (typeof orderedFaults)[number];

/** A start with some faults. */
function faultyStart(step: string, wrong: readonly Fault[]): CallStep {
  return call(
    step,
    ['token', 'date'],
    (known) => {
      const body = wrong.includes('body-content') ? {} : startBody(known);
      return request(
        known.root + paths.start,
        {
          method: 'POST',
          accept: wrong.includes('accept') ? 'text/csv' : 'application/json',
          query: `?anonymousCustomer=yes${wrong.includes('query') ? '&foo=1' : ''}`,
          contentType: wrong.includes('content-type') ? 'text/csv' : 'application/json',
          body: (wrong.includes('body-syntax') ? '{' : '') + JSON.stringify(body),
        },
        wrong.includes('authentication') ? {} : bearerOf(known),
      );
    },
    { starts: true },
  );
}

const pairs = orderedFaults.flatMap((one, at) => orderedFaults.slice(at + 1).map((other) => [one, other] as const));

/** Formats of answers and of bodies. */
export const formats: readonly Probe[] = [
  {
    name: 'configuration',
    asks: 'What does the configuration of an entry point look like, and what is refused?',
    touches: null,
    needs: [],
    steps: [
      configurationCall('json'),
      configurationCall('xml', { accept: 'application/xml' }),
      bearerCall('no number', paths.configuration, { query: '?entrypoint=abc' }),
      bearerCall('no entry point', paths.configuration),
      bearerCall('unknown', paths.configuration, { query: '?entrypoint=999999' }),
      bearerCall('unknown, in XML', paths.configuration, { query: '?entrypoint=999999', accept: 'application/xml' }),
      bearerCall('unknown, with a message for users', paths.configuration, {
        query: '?entrypoint=999999',
        headers: { 'x-egain-error-message': 'yes' },
      }),
      configurationCall('further parameter', ({ entryPoints }) => ({ query: `?entrypoint=${entryPoints.ready}&foo=1` })),
    ],
  },
  {
    name: 'accept',
    asks: 'Which format does ECE choose for which Accept and Accept-Language?',
    touches: null,
    needs: [],
    steps: [
      configurationCall('csv', { accept: 'text/csv' }),
      configurationCall('json first', { accept: 'application/json, application/xml' }),
      configurationCall('xml first', { accept: 'application/xml, application/json' }),
      configurationCall('json before anything', { accept: 'application/json, */*' }),
      configurationCall('unknown language', { headers: { 'accept-language': 'xx-XX' } }),
      checkCall('availability', 'capacity', { accept: 'application/json, text/xml' }),
    ],
  },
  {
    name: 'bodies',
    asks: 'How does ECE refuse a body that it cannot read?',
    touches: null,
    needs: [],
    steps: [
      send('cut off', '{'),
      send('bare newline', '{"content":"a\nb"}'),
      send('xml cut off', '<message>'),
      send('csv', 'a,b', 'text/csv'),
      send('small', longBody(64)),
      send('2 KiB and a byte', longBody(2049)),
      send('1 MiB and a byte', longBody(1_048_577)),
    ],
  },
  {
    name: 'check-order',
    asks: 'Of two mistakes in a request, which one does ECE name?',
    touches: null,
    needs: [],
    steps: [
      ...orderedFaults.map((fault) => faultyStart(`only ${fault}`, [fault])),
      ...pairs.map((pair) => faultyStart(`${pair[0]} and ${pair[1]}`, pair)),
    ],
  },
  {
    name: 'attachment-policy',
    asks: 'How does ECE show a list of allowed files?',
    touches: null,
    needs: ['allow-list'],
    steps: [
      configurationCall('json', {}, 'allow-list', { exact: true }),
      configurationCall('xml', { accept: 'application/xml' }, 'allow-list'),
    ],
  },
  {
    name: 'attachments-blocked',
    asks: 'How does ECE show that files are blocked?',
    touches: null,
    needs: ['block-all'],
    steps: [configurationCall('json', {}, 'block-all')],
  },
  {
    name: 'inactive',
    asks: 'How does ECE refuse an entry point that is not active?',
    touches: null,
    needs: ['inactive'],
    steps: [
      configurationCall('configuration', {}, 'inactive'),
      startCall('start', { situation: 'inactive' }),
      checkCall('agent available', 'agentAvailability', {}, 'inactive'),
      checkCall('capacity', 'capacity', {}, 'inactive'),
      checkCall('chat allowed', 'chatAllowed', {}, 'inactive'),
      startCall('start with a stale date', { situation: 'inactive', date: '2001-01-01T00:00:00.000Z' }),
    ],
  },
  {
    name: 'foreign-entry-point',
    asks: 'How does ECE refuse an entry point that the application may not use?',
    touches: null,
    needs: ['foreign'],
    steps: [
      configurationCall('configuration', {}, 'foreign'),
      startCall('start', { situation: 'foreign' }),
      startCall('start with a stale date', { situation: 'foreign', date: '2001-01-01T00:00:00.000Z' }),
    ],
  },
];
