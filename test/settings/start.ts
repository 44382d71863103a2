import type { StartCheck } from '../../simulator/protocol/setting-kinds.ts';
import { startCheckOrders } from '../../simulator/protocol/setting-kinds.ts';
import type { Ece } from './ece.ts';
import { minute, second } from './ece.ts';
import type { Probes } from './probe.ts';
import { correctUntilSuccess, statuses } from './probe.ts';

/** A customer who holds every attribute that can be searched. */
const ann = {
  contacts: {
    contact: [
      {
        firstName: 'Ann',
        email: [{ emailAddress: 'ann@example.com' }],
        phone: [{ type: { value: 'mobile' }, phoneNo: '5550100' }],
        social: [
          { type: { value: 'instagram' }, socialId: 'ann_ig' },
          { type: { value: 'facebook' }, socialId: 'ann_fb' },
          { type: { value: 'community' }, socialId: 'ann_co' },
        ],
      },
    ],
  },
  customAttributes: attribute('smsclusterid', 'c1'),
};
const byEmail = 'searchContactOnAttribute=email.emailAddress';

export function attribute(name: string, value: string): object {
  return { customAttribute: [{ attribName: name, attribValues: { attribValue: [{ value }] } }] };
}

/** The name of a new conversation's customer, found by a search for its activity. */
async function customerOfNewConversation(ece: Ece): Promise<unknown> {
  const started = await ece.start({ query: byEmail, activity: { customer: ann } });
  if (started.status !== 201) return started.outcome;
  const { activity } = started.json as { activity: { id: string } };
  const found = await ece.searchCustomers(`activity=${encodeURIComponent(JSON.stringify({ id: activity.id }))}`);
  return (found.json as { customer: { customerName: string }[] }).customer.map(({ customerName }) => customerName);
}

function contact(firstName: string) {
  return { contacts: [{ firstName, emails: ['ann@example.com'] }] };
}

const obstacles: Record<string, StartCheck> = {
  '404-101': 'entry-point-exists',
  '403-130': 'entry-point-allowed',
  '403-131': 'application-type',
  '400-912': 'entry-point-active',
  '409-100': 'last-modified',
  '400-914': 'callback-active',
  '500-161': 'assignment-service',
  '400-913': 'agent-available',
};

/** Starts a conversation with every obstacle in place and removes the one that each refusal names, until the call succeeds. */
export function refusalsOfStart(ece: Ece): Promise<(StartCheck | 'success')[]> {
  const { simulator } = ece;
  return correctUntilSuccess(obstacles, async (inTheWay) => {
    const entryPoint = inTheWay.has('entry-point-exists') ? '9999' : inTheWay.has('entry-point-allowed') ? '1008' : '1002';
    for (const id of [1002, 1008]) simulator.entryPoints.edit(id, { active: !inTheWay.has('entry-point-active') });
    simulator.applications.change('demo', { type: inTheWay.has('application-type') ? 'Email' : 'Chat' });
    if (inTheWay.has('callback-active')) simulator.applications.deactivateCallback('demo');
    else simulator.applications.reactivateCallback('demo');
    simulator.partition('default').assignmentServiceRunning = !inTheWay.has('assignment-service');
    for (const name of ['Ada', 'Ben', 'Cleo']) simulator.agents.change(name, { loggedIn: !inTheWay.has('agent-available') });
    return ece.start({ entryPoint, ...(inTheWay.has('last-modified') && { date: 'stale' }) });
  });
}

/** The order in which refusals appear: an entry point must exist before its other checks can fail. */
export function expectedRefusals(order: readonly StartCheck[]): (StartCheck | 'success')[] {
  const exists = order.indexOf('entry-point-exists');
  const before = order.slice(0, exists);
  const ofEntryPoint = ['entry-point-allowed', 'entry-point-active', 'last-modified', 'agent-available'];
  const [later, first] = [true, false].map((isLater) => before.filter((check) => ofEntryPoint.includes(check) === isLater));
  return [...first!, 'entry-point-exists', ...later!, ...order.slice(exists + 1), 'success'];
}

export const start = {
  'conversation.start.queryRule': {
    settings: { 'customer.search.activity': 'supported' },
    observe: async (ece) => {
      const both = await ece.start({ query: `anonymousCustomer=yes&${byEmail}`, activity: { customer: ann } });
      const { activity } = both.json as { activity?: { id: string } };
      const found = await ece.searchCustomers(`activity=${encodeURIComponent(JSON.stringify({ id: activity?.id ?? 0 }))}`);
      return { neither: (await ece.start({ query: '' })).outcome, both: both.outcome, customerFound: found.status === 200 };
    },
    seen: [
      ['exactly-one', { neither: '400-910', both: '400-910', customerFound: false }],
      ['anonymous-first', { neither: '400-910', both: 201, customerFound: false }],
      ['search-first', { neither: '400-910', both: 201, customerFound: true }],
    ],
  },
  'conversation.start.anonymousValues': {
    observe: async (ece) => {
      const activity = { customer: ann };
      return {
        yes: (await ece.start({ query: 'anonymousCustomer=yes' })).outcome,
        no: (await ece.start({ query: 'anonymousCustomer=no' })).outcome,
        noAndSearch: (await ece.start({ query: `anonymousCustomer=no&${byEmail}`, activity })).outcome,
        maybe: (await ece.start({ query: 'anonymousCustomer=maybe' })).outcome,
      };
    },
    seen: [
      ['yes', { yes: 201, no: '400-102', noAndSearch: '400-102', maybe: '400-102' }],
      ['yes-or-no', { yes: 201, no: '400-910', noAndSearch: 201, maybe: '400-102' }],
      ['any', { yes: 201, no: '400-910', noAndSearch: 201, maybe: 201 }],
    ],
  },
  'conversation.start.searchAttributes': {
    observe: async (ece) => {
      const outcomes: Record<string, unknown> = {};
      for (const name of [
        'email.emailAddress',
        'mobile.phone',
        'phone',
        'phone.phoneNo',
        'social.instagramId',
        'social.facebookId',
        'social.communityId',
        'custom.smsclusterid',
      ]) {
        const query = `searchContactOnAttribute=${name}`;
        outcomes[name] = (await ece.start({ query, activity: { customer: ann } })).outcome;
      }
      return outcomes;
    },
    seen: [
      [
        [
          'email.emailAddress',
          'home.phone',
          'mobile.phone',
          'office.phone',
          'social.facebookId',
          'social.twitterId',
          'social.instagramId',
          'custom.<attributeName>',
        ],
        {
          'email.emailAddress': 201,
          'mobile.phone': 201,
          phone: '400-911',
          'phone.phoneNo': '400-911',
          'social.instagramId': 201,
          'social.facebookId': 201,
          'social.communityId': '400-911',
          'custom.smsclusterid': 201,
        },
      ],
      [
        ['email.emailAddress', 'phone', 'phone.phoneNo', 'social.<kind>Id', 'custom.<attributeName>'],
        {
          'email.emailAddress': 201,
          'mobile.phone': '400-911',
          phone: 201,
          'phone.phoneNo': 201,
          'social.instagramId': 201,
          'social.facebookId': 201,
          'social.communityId': 201,
          'custom.smsclusterid': 201,
        },
      ],
      [
        ['email.emailAddress', 'phone'],
        {
          'email.emailAddress': 201,
          'mobile.phone': '400-911',
          phone: 201,
          'phone.phoneNo': '400-911',
          // Observed on the wire, so no setting removes it.
          'social.instagramId': 201,
          'social.facebookId': '400-911',
          'social.communityId': '400-911',
          'custom.smsclusterid': '400-911',
        },
      ],
    ],
  },
  'conversation.start.unknownSearchAttributeStatus': {
    observe: async (ece) => (await ece.start({ query: 'searchContactOnAttribute=foo.bar', activity: { customer: ann } })).outcome,
    seen: statuses('911', 400, 500),
  },
  'conversation.start.conversationContact': {
    observe: async (ece) => {
      const outcome = async (query: string) => (await ece.start({ query, activity: { customer: ann } })).outcome;
      return {
        equal: await outcome(`${byEmail}&conversationContact=email.emailAddress`),
        other: await outcome(`${byEmail}&conversationContact=social.facebookId`),
        notHeld: await outcome(`${byEmail}&conversationContact=home.phone`),
        noPoint: await outcome(`${byEmail}&conversationContact=mobile.phone`),
        absent: await outcome(byEmail),
      };
    },
    seen: [
      ['accept', { equal: 201, other: 201, notHeld: 201, noPoint: 201, absent: 201 }],
      ['require-equal', { equal: 201, other: '400-102', notHeld: '400-102', noPoint: '400-102', absent: 201 }],
      ['checked', { equal: 201, other: 201, notHeld: '400-146', noPoint: '400-102', absent: 201 }],
      ['refuse', { equal: '400-101', other: '400-101', notHeld: '400-101', noPoint: '400-101', absent: 201 }],
    ],
  },
  'conversation.start.match': {
    settings: { 'customer.search.activity': 'supported' },
    options: { world: { customers: [contact('Old'), contact('Middle'), contact('New')] } },
    observe: customerOfNewConversation,
    seen: [
      ['first', ['Old']],
      ['newest', ['New']],
      [400, '400-138'],
    ],
  },
  'conversation.start.required': {
    observe: async (ece) => {
      const outcome = async (entryPointConfiguration: object) => (await ece.start({ body: { entryPointConfiguration } })).outcome;
      const entryPoint = { id: '1001' };
      return {
        noId: await outcome({ lastModified: { date: 'x' } }),
        noDate: await outcome({ entryPoint, lastModified: {} }),
        noLastModified: await outcome({ entryPoint }),
      };
    },
    seen: [
      ['id-and-date', { noId: '400-146', noDate: '400-146', noLastModified: '400-146' }],
      ['date-optional', { noId: '400-146', noDate: 201, noLastModified: 201 }],
    ],
  },
  'conversation.start.customerRule': {
    observe: async (ece) => ({
      searchWithoutCustomer: (await ece.start({ query: byEmail })).outcome,
      searchWithoutAttribute: (await ece.start({ query: byEmail, activity: { customer: {} } })).outcome,
      anonymousWithCustomer: (await ece.start({ activity: { customer: ann } })).outcome,
    }),
    seen: [
      [
        'required-with-search',
        { searchWithoutCustomer: '400-146', searchWithoutAttribute: '400-146', anonymousWithCustomer: 201 },
      ],
      [
        'refused-when-anonymous',
        { searchWithoutCustomer: '400-146', searchWithoutAttribute: '400-146', anonymousWithCustomer: '400-152' },
      ],
      ['optional', { searchWithoutCustomer: 201, searchWithoutAttribute: 201, anonymousWithCustomer: 201 }],
    ],
  },
  'conversation.start.customerCustomAttributes': {
    observe: async (ece) => {
      const customAttributes = attribute('smsclusterid', 'c1');
      const query = 'searchContactOnAttribute=custom.smsclusterid';
      return {
        ofCustomer: (await ece.start({ query, activity: { customer: { customAttributes } } })).outcome,
        ofContact: (await ece.start({ query, activity: { customer: { contacts: { contact: [{ customAttributes }] } } } }))
          .outcome,
      };
    },
    seen: [
      ['either', { ofCustomer: 201, ofContact: 201 }],
      ['customer', { ofCustomer: 201, ofContact: '400-146' }],
      ['contact', { ofCustomer: '400-146', ofContact: 201 }],
    ],
  },
  'conversation.start.contactFields': {
    observe: async (ece) => {
      const withPhone = (phone: object) => ({ activity: { customer: { contacts: { contact: [{ phone: [phone] }] } } } });
      const query = 'searchContactOnAttribute=mobile.phone';
      const members = { type: { value: 'mobile' }, phoneNo: '5550100', countryCode: '1' };
      return {
        flat: (await ece.start({ query, ...withPhone(members) })).outcome,
        v12: (await ece.start({ query, ...withPhone({ type: { phone: members } }) })).outcome,
      };
    },
    seen: [
      ['flat', { flat: 201, v12: '400-146' }],
      ['v12', { flat: '400-146', v12: 201 }],
    ],
  },
  'conversation.start.socialKinds': {
    observe: async (ece) => {
      const outcomes: Record<string, unknown> = {};
      for (const kind of ['instagram', 'twitter', 'whatsapp']) {
        const social = [{ type: { value: kind }, socialId: 'ann' }];
        const customer = { contacts: { contact: [{ email: [{ emailAddress: 'ann@example.com' }], social }] } };
        outcomes[kind] = (await ece.start({ query: byEmail, activity: { customer } })).outcome;
      }
      return outcomes;
    },
    seen: [
      [['twitter', 'facebook', 'instagram', 'community', 'other'], { instagram: 201, twitter: 201, whatsapp: '400-152' }],
      [['instagram', 'whatsapp'], { instagram: 201, twitter: '400-152', whatsapp: 201 }],
    ],
  },
  'conversation.start.repeatedContactPoint': {
    observe: async (ece) => {
      const email = ['first@example.com', 'second@example.com'].map((emailAddress) => ({ emailAddress }));
      const { outcome } = await ece.start({ query: byEmail, activity: { customer: { contacts: { contact: [{ email }] } } } });
      const found = await Promise.all(email.map(({ emailAddress }) => ece.searchCustomers(`email=${emailAddress}`)));
      return [outcome, ...found.map(({ status }) => status === 200)];
    },
    seen: [
      [400, ['400-152', false, false]],
      ['first', [201, true, false]],
      ['accept', [201, true, true]],
    ],
  },
  'conversation.start.invalidElementStatus': {
    observe: async (ece) => {
      const customer = { contacts: { contact: [{ email: [{ emailAddress: 'x' }] }] } };
      return (await ece.start({ query: byEmail, activity: { customer } })).outcome;
    },
    seen: statuses('152', 400, 422),
  },
  'conversation.start.subjectTooLongStatus': {
    observe: async (ece) => {
      const outcome = async (length: number) => (await ece.start({ activity: { subject: 's'.repeat(length) } })).outcome;
      const outcomes = [await outcome(255), await outcome(256)];
      return {
        outcomes,
        shownToAgents: ece.simulator.conversations.list().map(({ subject }) => subject.length),
      };
    },
    seen: [
      [400, { outcomes: [201, '400-918'], shownToAgents: [255] }],
      ['truncate', { outcomes: [201, 201], shownToAgents: [255, 255] }],
    ],
  },
  'conversation.start.typingField': {
    settings: { 'callback.typing': 'on-request', 'http.unknownBodyMember': 400 },
    observe: async (ece) => {
      const webhook = ece.webhook();
      const started = await ece.start({ activity: { typing: true } });
      const id = started.status === 201 ? (started.json as { id: string }).id : await ece.conversation();
      ece.simulator.conversations.startTyping(id);
      await ece.pass();
      return [started.outcome, webhook.types];
    },
    seen: [
      [null, ['400-147', ['assigned']]],
      ['activity.typing', [201, ['assigned', 'startTyping']]],
    ],
  },
  'conversation.start.successStatus': {
    observe: async (ece) => (await ece.start()).outcome,
    seen: [
      [201, 201],
      [200, 200],
    ],
  },
  'conversation.start.locationHeader': {
    observe: async (ece) => {
      const { headers, json } = await ece.start();
      return headers['location']?.replace((json as { id: string }).id, '{id}') ?? null;
    },
    seen: [
      [false, null],
      [true, '/system/ws/v19/clientapplications/messaging/conversation/{id}'],
    ],
  },
  'conversation.start.activityMember': {
    observe: async (ece) => {
      const { text, json } = await ece.start();
      return text.replace((json as { id: string }).id, '{id}');
    },
    seen: [
      [{ name: 'activity', id: 'string' }, '{"activity":{"id":"2048"},"id":"{id}"}'],
      [{ name: 'activity', id: 'number' }, '{"activity":{"id":2048},"id":"{id}"}'],
      [{ name: 'chatActivity', id: 'string' }, '{"chatActivity":{"id":"2048"},"id":"{id}"}'],
    ],
  },
  'conversation.start.checkOrder': {
    observe: refusalsOfStart,
    seen: Object.values(startCheckOrders).map((order) => [order, expectedRefusals(order)]),
  },
  'conversation.start.unknownEntryPointStatus': {
    observe: async (ece) => (await ece.start({ entryPoint: '999999' })).outcome,
    seen: [
      [404, '404-101'],
      // 400-101 is an unknown query parameter.
      [400, '400-901'],
      [403, '403-101'],
    ],
  },
  'conversation.start.inactiveEntryPointStatus': {
    observe: async (ece) => (await ece.start({ entryPoint: '1005' })).outcome,
    seen: statuses('912', 400, 404, 403, 500),
  },
  'conversation.start.callbackDeactivatedStatus': {
    observe: async (ece) => {
      ece.simulator.applications.deactivateCallback('demo');
      return (await ece.start()).outcome;
    },
    seen: statuses('914', 400, 403, 500),
  },
  'conversation.start.assignmentServiceStatus': {
    observe: async (ece) => {
      ece.simulator.partition('default').assignmentServiceRunning = false;
      return (await ece.start()).outcome;
    },
    seen: statuses('161', 500, 503, 400),
  },
  'conversation.start.noAgentStatus': {
    observe: async (ece) => (await ece.start({ entryPoint: '1002' })).outcome,
    seen: [...statuses('913', 400, 500, 503), [201, 201]],
  },
  'conversation.start.queueDepthCheck': {
    observe: async (ece) => (await ece.start({ entryPoint: '1004' })).outcome,
    seen: [
      [false, 201],
      [true, '400-935'],
    ],
  },
  'conversation.start.assignmentDelayMs': {
    options: { agents: 'answers' },
    observe: async (ece) => {
      const webhook = ece.webhook();
      await ece.conversation();
      const isAssigned = [];
      for (const ms of [0, 299, 701]) {
        await ece.pass(ms);
        isAssigned.push(webhook.types.includes('assigned'));
      }
      return isAssigned;
    },
    seen: [
      [{ from: 300, to: 1000 }, [false, false, true]],
      [{ from: 0, to: 0 }, [true, true, true]],
    ],
  },
  'conversation.perCustomer': {
    observe: async (ece) => {
      const again = { query: byEmail, activity: { customer: ann } };
      return [(await ece.start(again)).outcome, (await ece.start(again)).outcome];
    },
    seen: [
      ['unlimited', [201, 201]],
      ['one', [201, '400-136']],
    ],
  },
  'conversation.idleTimeoutSeconds': {
    observe: async (ece) => {
      const webhook = ece.webhook();
      const id = await ece.conversation();
      await ece.pass(5 * minute);
      await ece.send(id, 'still here');
      await ece.pass(10 * minute - second);
      const before = webhook.types;
      await ece.pass(second);
      return { after9min59s: before, after10min: webhook.types, send: (await ece.send(id, 'and now?')).outcome };
    },
    seen: [
      [null, { after9min59s: ['assigned'], after10min: ['assigned'], send: 204 }],
      [600, { after9min59s: ['assigned'], after10min: ['assigned', 'complete'], send: '400-630' }],
    ],
  },
} satisfies Probes;
