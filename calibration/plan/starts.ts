import type { Known } from './known.ts';
import type { CallStep, Probe } from './probe.ts';
import { attribute, startCall } from './requests.ts';

/** The customer of this run: no person, and no other run has the same. */
export function ownCustomer({ run }: Known, name = 'ann') {
  return { email: `${name}.${run}@example.com`, phone: `555${run}`, social: `${name}_${run}` };
}

function customerOf(known: Known, name?: string): object {
  const { email, phone, social } = ownCustomer(known, name);
  const kinds = ['instagram', 'facebook', 'community'];
  return {
    contacts: {
      contact: [
        {
          firstName: 'Calibration',
          email: [{ emailAddress: email }],
          phone: [{ type: { value: 'mobile' }, phoneNo: phone }],
          social: kinds.map((value) => ({ type: { value }, socialId: `${social}_${value}` })),
        },
      ],
    },
    customAttributes: attribute('smsclusterid', social),
  };
}

const byEmail = '?searchContactOnAttribute=email.emailAddress';

function search(step: string, attributeName: string, further = ''): CallStep {
  return startCall(step, (known) => ({
    query: `?searchContactOnAttribute=${attributeName}${further}`,
    activity: { customer: customerOf(known) },
  }));
}

function contact(contact: object, extra: object = {}): (known: Known) => object {
  return (known) => ({ contacts: { contact: [{ email: [{ emailAddress: ownCustomer(known).email }], ...contact }] }, ...extra });
}

function byEmailWith(step: string, customer: (known: Known) => object): CallStep {
  return startCall(step, (known) => ({ query: byEmail, activity: { customer: customer(known) } }));
}

/** Starts of conversations: most are refused; those that are not are ended at once. */
export const starts: readonly Probe[] = [
  {
    name: 'start',
    asks: 'What answers a start, and what follows it?',
    touches: null,
    needs: [],
    steps: [
      startCall('json', {}, { callbacks: { count: 1, withinMs: 10_000 } }),
      startCall('xml', { accept: 'application/xml' }),
      startCall('id as a text', ({ entryPoints }) => ({ id: entryPoints.ready! })),
      startCall('id as a number', ({ entryPoints }) => ({ id: Number(entryPoints.ready) })),
    ],
  },
  {
    name: 'start-refusals',
    asks: 'Which starts does ECE refuse, and how?',
    touches: null,
    needs: [],
    steps: [
      startCall('neither form', { query: '' }),
      startCall('both forms', (known) => ({
        query: `${byEmail}&anonymousCustomer=yes`,
        activity: { customer: customerOf(known, 'bea') },
      })),
      startCall('anonymousCustomer=no', { query: '?anonymousCustomer=no' }),
      startCall('no and a search', (known) => ({
        query: `${byEmail}&anonymousCustomer=no`,
        activity: { customer: customerOf(known) },
      })),
      startCall('anonymousCustomer=maybe', { query: '?anonymousCustomer=maybe' }),
      startCall('further parameter', { query: '?anonymousCustomer=yes&foo=1' }),
      startCall('stale date', { date: '2001-01-01T00:00:00.000Z' }),
      startCall('unknown entry point', { id: '999999' }),
      startCall('unknown entry point, as a number', { id: 999999 }),
      startCall('no date', ({ entryPoints }) => ({
        body: { entryPointConfiguration: { entryPoint: { id: entryPoints.ready } } },
      })),
      startCall('no date, id as a number', ({ entryPoints }) => ({
        body: { entryPointConfiguration: { entryPoint: { id: Number(entryPoints.ready) } } },
      })),
      startCall('no id', { body: { entryPointConfiguration: { lastModified: { date: 'x' } } } }),
      startCall('unknown member', { further: { foo: 1 } }),
      startCall('unknown member inside', { activity: { foo: 1 } }),
      startCall('subject of 256 characters', { activity: { subject: 's'.repeat(256) } }),
      startCall('invalid e-mail', {
        query: byEmail,
        activity: { customer: { contacts: { contact: [{ email: [{ emailAddress: 'x' }] }] } } },
      }),
      startCall('two invalid members', {
        query: byEmail,
        activity: { customer: { type: { value: 'x' }, contacts: { contact: [{ email: [{ emailAddress: 'x' }] }] } } },
      }),
      startCall('unknown attribute', { activity: { customAttributes: attribute('calibration_unknown', 'x') } }),
      startCall('illegal character', { activity: { customAttributes: attribute('chathistory', 'a+b') } }),
      startCall('typing switch', { activity: { typing: true } }),
      ...['activity_test_string1', 'chathistory', 'language'].map((name) =>
        startCall(`attribute ${name}`, { activity: { customAttributes: attribute(name, 'text') } }),
      ),
    ],
  },
  {
    name: 'start-customers',
    asks: 'By which attributes does ECE search a customer, and what must the customer hold?',
    touches: null,
    needs: [],
    steps: [
      ...['email.emailAddress', 'mobile.phone', 'phone', 'phone.phoneNo', 'social.instagramId'].map((name) => search(name, name)),
      ...['social.facebookId', 'social.communityId', 'custom.smsclusterid', 'foo.bar'].map((name) => search(name, name)),
      startCall('search without a customer', { query: byEmail }),
      startCall('search without its attribute', { query: byEmail, activity: { customer: {} } }),
      startCall('anonymous with a customer', (known) => ({ activity: { customer: customerOf(known) } })),
      search('same contact', 'email.emailAddress', '&conversationContact=email.emailAddress'),
      search('other contact', 'email.emailAddress', '&conversationContact=social.facebookId'),
      search('contact not held', 'email.emailAddress', '&conversationContact=home.phone'),
      search('no such contact', 'email.emailAddress', '&conversationContact=mobile.phone'),
    ],
  },
  {
    name: 'start-contacts',
    asks: 'In which form does ECE read the contacts of a customer?',
    touches: null,
    needs: [],
    steps: [
      ...['instagram', 'twitter', 'whatsapp'].map((value) =>
        byEmailWith(`social ${value}`, contact({ social: [{ type: { value }, socialId: 'calibration' }] })),
      ),
      startCall('attribute of the customer', (known) => ({
        query: '?searchContactOnAttribute=custom.smsclusterid',
        activity: { customer: { customAttributes: attribute('smsclusterid', ownCustomer(known).social) } },
      })),
      startCall('attribute of the contact', (known) => ({
        query: '?searchContactOnAttribute=custom.smsclusterid',
        activity: {
          customer: { contacts: { contact: [{ customAttributes: attribute('smsclusterid', ownCustomer(known).social) }] } },
        },
      })),
      ...(['flat', 'nested'] as const).map((form) =>
        startCall(`phone ${form}`, (known) => {
          const phone = { type: { value: 'mobile' }, phoneNo: ownCustomer(known).phone };
          const contacts = { contact: [{ phone: [form === 'flat' ? phone : { type: { phone } }] }] };
          return { query: '?searchContactOnAttribute=mobile.phone', activity: { customer: { contacts } } };
        }),
      ),
      startCall('two e-mails', (known) => ({
        query: byEmail,
        activity: {
          customer: {
            contacts: {
              contact: [{ email: ['cleo', 'dora'].map((name) => ({ emailAddress: ownCustomer(known, name).email })) }],
            },
          },
        },
      })),
    ],
  },
  {
    name: 'no-agent',
    asks: 'How does ECE refuse a start when an agent is required and nobody is there?',
    touches: null,
    needs: ['no-agent'],
    steps: [startCall('start', { situation: 'no-agent' })],
  },
  {
    name: 'full-queue',
    asks: 'Does ECE take a chat when the queue is at its maximum?',
    touches: 'a chat waits for some seconds in a queue with others',
    needs: ['waiting'],
    steps: [startCall('start', { situation: 'waiting' })],
  },
  {
    name: 'two-conversations',
    asks: 'May a customer have two conversations?',
    touches: 'two chats ring at the desks at the same time',
    needs: [],
    steps: [search('first', 'email.emailAddress'), { ...search('second', 'email.emailAddress'), keepsOthers: true }],
  },
];
