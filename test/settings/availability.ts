import type { Ece } from './ece.ts';
import type { Probes } from './probe.ts';

const checks = ['agentAvailability', 'capacity', 'liveSessionStatus', 'checkEligibility', 'chatAllowed'] as const;

/** What all five checks answer for an entry point. */
async function allOf(ece: Ece, entryPoint: string | number): Promise<unknown[]> {
  const answers = [];
  for (const check of checks) answers.push(await ece.availability(check, entryPoint));
  return answers.map(({ status, outcome, json }) => (status === 200 ? json : outcome));
}

function negative(reason: string) {
  return [{ available: false }, { count: 0 }, { waitTime: 0, queueDepth: 0 }, { responseType: 1 }, { allowed: false, reason }];
}

async function allowed(ece: Ece, entryPoint: number): Promise<boolean> {
  return ((await ece.availability('chatAllowed', entryPoint)).json as { allowed: boolean }).allowed;
}

async function allowedWithoutService(ece: Ece): Promise<boolean> {
  ece.simulator.partition('default').assignmentServiceRunning = false;
  return allowed(ece, 1001);
}

/** Monday from 8 to 16, two hours ahead of UTC; the second call comes when it has closed. */
async function calendars(ece: Ece, accept?: null): Promise<string[]> {
  const openingHours = { utcOffset: '+02:00', days: [{ day: 'monday', from: '08:00', to: '16:00' }] } as const;
  ece.simulator.entryPoints.edit(1001, { openingHours });
  const texts = [];
  for (const to of ['2026-01-12T13:59:00Z', '2026-01-12T14:00:00Z']) {
    await ece.simulator.clock.advance({ to });
    const { text } = await ece.availability('agentAvailability', '1001?businessCalendar=true', { accept });
    texts.push(/(<|")businesscalendar.*(?=<\/agentAvailability|\}$)/.exec(text)?.[0] ?? '');
  }
  return texts;
}

function statesOf(texts: string[]): unknown[] {
  return texts.map((text) => (JSON.parse(`{${text}}`) as { businesscalendar: object }).businesscalendar);
}

const mondayMorning = { clock: { mode: 'manual', start: '2026-01-12T05:00:00Z' } } as const;

export const availability = {
  'availability.authentication': {
    observe: async (ece) => {
      const outcome = async (headers: Record<string, string>) => (await ece.availability('capacity', 1001, { headers })).outcome;
      return {
        none: await outcome({}),
        bearer: await outcome({ authorization: `Bearer ${await ece.token()}` }),
        session: await outcome({ 'x-egain-session': await ece.session() }),
        madeUp: await outcome({ authorization: 'Bearer made-up' }),
      };
    },
    seen: [
      ['ignore', { none: 200, bearer: 200, session: 200, madeUp: 200 }],
      ['required', { none: '401-104', bearer: 200, session: 200, madeUp: '401-101' }],
    ],
  },
  'availability.agentRule': {
    // The agents of 1003 are there and have all the chats they can take.
    observe: async (ece) => [
      (await ece.availability('agentAvailability', 1003)).json,
      (await ece.start({ entryPoint: '1003' })).outcome,
    ],
    seen: [
      ['logged-in', [{ available: true }, 201]],
      ['free-slot', [{ available: false }, '400-913']],
    ],
  },
  'availability.assumedHandlingSeconds': {
    // Three chats wait for one agent.
    observe: async (ece) => (await ece.availability('liveSessionStatus', 1004)).json,
    seen: [
      [60, { waitTime: 180, queueDepth: 3 }],
      [10, { waitTime: 30, queueDepth: 3 }],
    ],
  },
  'availability.unknownQuery': {
    observe: async (ece) => (await ece.availability('agentAvailability', '1001?_=1')).outcome,
    seen: [
      ['ignore', 200],
      [400, '400-101'],
    ],
  },
  'availability.namespace': {
    observe: async (ece) => {
      const namespaces = [];
      for (const check of checks) {
        const { text } = await ece.availability(check, 1001, { accept: null });
        namespaces.push(/xmlns:ns2="([^"]*)"/.exec(text)?.[1] ?? null);
      }
      return namespaces;
    },
    seen: (['http://bindings.egain.com/chat', 'http://bindings.egain.com/ws/model/v19/gen/chat'] as const).map((namespace) => [
      namespace,
      [namespace, namespace, namespace, namespace, null],
    ]),
  },
  'availability.json.capacity': {
    observe: async (ece) => (await ece.availability('capacity')).text,
    seen: [
      ['count', '{"count":2000}'],
      ['availableSlots', '{"availableSlots":{"count":2000}}'],
    ],
  },
  'availability.json.liveSessionStatus': {
    observe: async (ece) => (await ece.availability('liveSessionStatus', 1004)).text,
    seen: [
      ['plain', '{"waitTime":180,"queueDepth":3}'],
      ['wrapped', '{"liveSessionStatus":{"waitTime":180,"queueDepth":3}}'],
      ['decimals', '{"waitTime":180.0,"queueDepth":3}'],
    ],
  },
  'availability.json.checkEligibility': {
    observe: async (ece) => (await ece.availability('checkEligibility')).text,
    seen: [
      ['number', '{"responseType":0}'],
      ['string', '{"responseType":"0"}'],
    ],
  },
  'availability.json.chatAllowed': {
    observe: async (ece) => (await ece.availability('chatAllowed')).text,
    seen: [
      ['boolean', '{"allowed":true}'],
      ['string', '{"allowed":"true"}'],
    ],
  },
  'availability.xml.liveSessionStatus': {
    observe: async (ece) => (await ece.availability('liveSessionStatus', 1004, { accept: null })).text.split('\n')[1],
    seen: [
      [
        'elements',
        '<liveSessionStatus xmlns:ns2="http://bindings.egain.com/chat"><ns2:waitTime>180.0</ns2:waitTime><ns2:queueDepth>3</ns2:queueDepth></liveSessionStatus>',
      ],
      ['attributes', '<liveSessionStatus xmlns:ns2="http://bindings.egain.com/chat" waitTime="180.0" queueDepth="3"/>'],
    ],
  },
  'availability.route.liveSessionStatus': {
    observe: async (ece) => [
      (await ece.availability('liveSessionStatus')).outcome,
      (await ece.availability('livesessionstatus')).outcome,
    ],
    seen: [
      ['liveSessionStatus', [200, '404-140']],
      ['livesessionstatus', ['404-140', 200]],
    ],
  },
  'availability.route.chatAllowed': {
    observe: async (ece) => [(await ece.availability('chatAllowed')).outcome, (await ece.availability('isChatAllowed')).outcome],
    seen: [
      ['chatAllowed', [200, '404-140']],
      ['isChatAllowed', ['404-140', 200]],
    ],
  },
  'availability.capacityScope': {
    // The queue has no agent present; the contact centre has Ada and Ben, and two at full load.
    observe: async (ece) => (await ece.availability('capacity', 1002)).json,
    seen: [
      ['queue', { count: 0 }],
      ['all-agents', { count: 2000 }],
    ],
  },
  'availability.chatAllowedRule': {
    observe: async (ece) => ({
      inactive: await allowed(ece, 1005),
      noAgent: await allowed(ece, 1002),
      queueFull: await allowed(ece, 1004),
      allWell: await allowed(ece, 1001),
      noService: await allowedWithoutService(ece),
    }),
    seen: [
      [
        ['active', 'service-running', 'agent-available', 'queue-below-maximum'],
        { inactive: false, noAgent: false, queueFull: false, allWell: true, noService: false },
      ],
      [
        ['active', 'agent-available', 'queue-below-maximum'],
        { inactive: false, noAgent: false, queueFull: false, allWell: true, noService: true },
      ],
      [['active'], { inactive: false, noAgent: true, queueFull: true, allWell: true, noService: true }],
      [['service-running'], { inactive: true, noAgent: true, queueFull: true, allWell: true, noService: false }],
      [['agent-available'], { inactive: true, noAgent: false, queueFull: true, allWell: true, noService: true }],
      [['queue-below-maximum'], { inactive: true, noAgent: true, queueFull: false, allWell: true, noService: true }],
    ],
  },
  'availability.chatAllowedReason': {
    observe: async (ece) => {
      const answers = [];
      for (const id of [1001, 1002, 1004, 1005]) answers.push((await ece.availability('chatAllowed', id)).json);
      ece.simulator.partition('default').assignmentServiceRunning = false;
      const { text } = await ece.availability('chatAllowed', 1001, { accept: null });
      return [...answers, text.split('\n')[1]];
    },
    seen: [
      [
        true,
        [
          { allowed: true },
          { allowed: false, reason: 'agent_not_available' },
          { allowed: false, reason: 'queue_depth_reached' },
          { allowed: false, reason: 'entry_point_inactive' },
          '<chatAllowed allowed="false" reason="service_not_running"/>',
        ],
      ],
      [false, [{ allowed: true }, { allowed: false }, { allowed: false }, { allowed: false }, '<chatAllowed allowed="false"/>']],
    ],
  },
  'availability.errorStatus': {
    observe: async (ece) => ({ unknown: await allOf(ece, 999_999), noNumber: await allOf(ece, 'abc') }),
    seen: [
      ...([400, 404, 500] as const).map((status) => {
        const refused = checks.map(() => `${status}-1139`);
        return [status, { unknown: refused, noNumber: refused }] as const;
      }),
      [200, { unknown: negative('invalid_entry_point'), noNumber: negative('invalid_entry_point') }],
    ],
  },
  'availability.businessCalendar.states': {
    options: mondayMorning,
    observe: async (ece) => statesOf(await calendars(ece)).map((one) => (one as { state: string }).state),
    seen: [
      [{ open: 'open', closed: 'closed' }, ['open', 'closed']],
      [{ open: 'OPEN', closed: 'CLOSED' }, ['OPEN', 'CLOSED']],
    ],
  },
  'availability.businessCalendar.timeFormat': {
    options: mondayMorning,
    observe: async (ece) => statesOf(await calendars(ece)),
    seen: (
      [
        ['iso-milliseconds', '2026-01-12T14:00:00.000Z', '2026-01-19T06:00:00.000Z'],
        ['iso-seconds', '2026-01-12T14:00:00Z', '2026-01-19T06:00:00Z'],
        ['epoch-milliseconds', '1768226400000', '1768802400000'],
      ] as const
    ).map(([format, closingTime, openingTime]) => [
      format,
      [
        { state: 'open', closingTime },
        { state: 'closed', openingTime },
      ],
    ]),
  },
  'availability.xml.businessCalendar': {
    options: mondayMorning,
    observe: (ece) => calendars(ece, null),
    seen: [
      [
        'attributes',
        [
          '<businesscalendar state="open" closingTime="2026-01-12T14:00:00.000Z"/>',
          '<businesscalendar state="closed" openingTime="2026-01-19T06:00:00.000Z"/>',
        ],
      ],
      [
        'elements',
        [
          '<businesscalendar><state>open</state><closingTime>2026-01-12T14:00:00.000Z</closingTime></businesscalendar>',
          '<businesscalendar><state>closed</state><openingTime>2026-01-19T06:00:00.000Z</openingTime></businesscalendar>',
        ],
      ],
    ],
  },
  'availability.inactive': {
    observe: (ece) => allOf(ece, 1005),
    seen: [
      ['negative', negative('entry_point_inactive')],
      [400, checks.map(() => '400-912')],
    ],
  },
} satisfies Probes;
