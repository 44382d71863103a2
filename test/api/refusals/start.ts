import type { StartOptions } from '../../../simulator/index.ts';
import { paths, startCall } from '../../../simulator/testing/calls.ts';
import type { Call } from '../../../simulator/testing/exchange.ts';
import type { StartParts } from '../../../simulator/testing/samples.ts';
import { annLee, customerWith, startBody } from '../../../simulator/testing/samples.ts';
import type { ContactCentre } from '../contact-centre.ts';
import type { RefusalCase } from './case.ts';
import { refused } from './case.ts';

const bySearch = '?searchContactOnAttribute=email.emailAddress';

/** A start with this body, anonymous unless another query is given. */
function body(parts: object, query?: string) {
  return async (centre: ContactCentre): Promise<Call> => startCall(await centre.token(), parts, query);
}

function started(parts: StartParts, query?: string) {
  return body(startBody(parts), query);
}

function query(text: string) {
  return (call: Call) => ({ ...call, target: paths.start + text });
}

function attribute(attribName: string, value: string) {
  return {
    customAttributes: { customAttribute: [{ attribName, attribValues: { attribValue: [{ value }] } }] },
  };
}

function social(kind: string, socialId: string) {
  return { social: [{ type: { value: kind }, socialId }] };
}

function phone(members: object) {
  return { phone: [{ phoneNo: '5550100', ...members }] };
}

/** Each label has at most 63 characters, as in a valid address. */
const longAddress = `anna@${Array.from({ length: 4 }, () => 'x'.repeat(61)).join('.')}.com`;

const sameEmail: StartOptions['world'] = {
  customers: [{ contacts: [{ emails: ['ann@example.com'] }] }, { contacts: [{ emails: ['ann@example.com'] }] }],
};

const longContacts = [
  ['a first name of 125 characters', '124', { firstName: 'x'.repeat(125) }, 'firstName'],
  ['a last name of 125 characters', '124', { lastName: 'x'.repeat(125) }, 'lastName'],
  ['an e-mail address of 256 characters', '255', { email: [{ emailAddress: longAddress }] }, 'email[0].emailAddress'],
  ['a social id of 256 characters', '255', social('instagram', 'x'.repeat(256)), 'social[0].socialId'],
  ['a phone number of 41 characters', '40', phone({ phoneNo: '5'.repeat(41) }), 'phone[0].phoneNo'],
  ['a country code of 10 characters', '9', phone({ countryCode: '1'.repeat(10) }), 'phone[0].countryCode'],
  ['an area code of 11 characters', '10', phone({ areaCode: '1'.repeat(11) }), 'phone[0].areaCode'],
  ['an extension of 11 characters', '10', phone({ extension: '1'.repeat(11) }), 'phone[0].extension'],
] as const;

const badContacts = [
  ['a social network that is none', social('whatsapp', 'ann_wa'), 'social[0].type.value'],
  ['a kind of phone that is none', phone({ type: { value: 'satellite' } }), 'phone[0].type.value'],
] as const;

const twoAddresses = {
  contacts: {
    contact: ['ann@example.com', 'lee@example.com'].map((emailAddress) => ({ email: [{ emailAddress }] })),
  },
};

const required = 'conversation.start.required';
const invalid = 'conversation.start.invalidElementStatus';
const contactRule = 'conversation.start.conversationContact';

/** Rows 2 and 3 of spec 6.5: the query and the body. */
const content: RefusalCase[] = [
  refused('startConversation', 'startQueryRule', {
    when: 'neither form of start',
    source: 'spec 6.1',
    relies: ['conversation.start.queryRule'],
    spoil: query(''),
  }),
  refused('startConversation', 'startQueryRule', {
    when: 'both forms of start',
    source: 'spec 6.1',
    relies: ['conversation.start.queryRule'],
    spoil: query(`${bySearch}&anonymousCustomer=yes`),
  }),
  refused('startConversation', 'invalidQueryParameter', {
    when: 'anonymousCustomer is not yes',
    source: 'spec 6.1',
    relies: ['conversation.start.anonymousValues'],
    spoil: query('?anonymousCustomer=no'),
    fill: { name: 'anonymousCustomer', values: 'yes' },
  }),
  refused('startConversation', 'invalidQueryValue', {
    when: 'conversationContact without a search',
    source: 'spec 6.1',
    relies: ['conversation.start.conversationContact'],
    spoil: query('?anonymousCustomer=yes&conversationContact=email.emailAddress'),
    fill: { name: 'conversationContact' },
  }),
  refused('startConversation', 'unknownQueryParameter', {
    when: 'conversationContact, and the setting refuses it',
    source: 'spec 6.1',
    relies: [contactRule],
    world: { settings: { [contactRule]: 'refuse' } },
    spoil: query(`${bySearch}&conversationContact=email.emailAddress`),
    fill: { name: 'conversationContact' },
  }),
  refused('startConversation', 'invalidQueryParameter', {
    when: 'conversationContact is not the searched attribute, and the setting asks for that',
    source: 'spec 6.1',
    relies: [contactRule],
    world: { settings: { [contactRule]: 'require-equal' } },
    spoil: query(`${bySearch}&conversationContact=home.phone`),
    fill: { name: 'conversationContact', values: 'email.emailAddress' },
  }),
  refused('startConversation', 'invalidQueryParameter', {
    when: 'conversationContact is none of the six, and the setting asks for one',
    source: 'spec 6.1',
    relies: [contactRule],
    world: { settings: { [contactRule]: 'checked' } },
    spoil: query(`${bySearch}&conversationContact=mobile.phone`),
    fill: {
      name: 'conversationContact',
      values: 'email.emailAddress, home.phone, office.phone, social.facebookId, social.twitterId, social.instagramId',
    },
  }),
  refused('startConversation', 'invalidElement', {
    when: 'a customer in an anonymous start, and the setting refuses that',
    source: 'spec 6.1',
    relies: ['conversation.start.customerRule', invalid],
    world: { settings: { 'conversation.start.customerRule': 'refused-when-anonymous' } },
    provoke: started({ activity: { customer: customerWith('ann@example.com') } }),
    fill: { path: 'activity.customer' },
  }),
  refused('startConversation', 'unknownSearchAttribute', {
    when: 'searchContactOnAttribute is none of the table',
    source: 'spec 6.1',
    relies: ['conversation.start.unknownSearchAttributeStatus', 'conversation.start.searchAttributes'],
    spoil: query('?searchContactOnAttribute=foo.bar'),
    fill: { value: 'foo.bar' },
  }),
  refused('startConversation', 'missingElement', {
    when: 'no entry point',
    source: 'spec 6.3',
    relies: [required],
    provoke: body({ activity: {} }),
    fill: { path: 'entryPointConfiguration' },
  }),
  refused('startConversation', 'missingElement', {
    when: 'no id of the entry point',
    source: 'spec 6.3',
    relies: [required],
    provoke: body({ entryPointConfiguration: { entryPoint: {}, lastModified: { date: 'x' } } }),
    fill: { path: 'entryPointConfiguration.entryPoint.id' },
  }),
  refused('startConversation', 'missingElement', {
    when: 'no lastModified.date',
    source: 'spec 6.3',
    relies: [required],
    provoke: body({ entryPointConfiguration: { entryPoint: { id: '1001' } } }),
    fill: { path: 'entryPointConfiguration.lastModified' },
  }),
  refused('startConversation', 'missingElement', {
    when: 'a search without a customer',
    source: 'spec 6.3',
    relies: ['conversation.start.customerRule'],
    provoke: started({ activity: { subject: 'text' } }, bySearch),
    fill: { path: 'activity.customer' },
  }),
  refused('startConversation', 'missingElement', {
    when: 'a customer who does not hold the searched attribute',
    source: 'spec 6.3',
    relies: ['conversation.start.customerRule'],
    provoke: started({ activity: { customer: customerWith('ann@example.com') } }, '?searchContactOnAttribute=mobile.phone'),
    fill: { path: 'activity.customer (mobile.phone)' },
  }),
  refused('startConversation', 'elementEmpty', {
    when: 'an entry point id that is empty',
    source: 'spec 6.3',
    relies: [required],
    provoke: body({ entryPointConfiguration: { entryPoint: { id: '' }, lastModified: { date: 'x' } } }),
    fill: { path: 'entryPointConfiguration.entryPoint.id' },
  }),
  refused('startConversation', 'elementTooLong', {
    when: 'an entry point id of 101 digits',
    source: 'spec 6.3',
    relies: [invalid],
    provoke: body({ entryPointConfiguration: { entryPoint: { id: '1'.repeat(101) }, lastModified: { date: 'x' } } }),
    fill: { path: 'entryPointConfiguration.entryPoint.id', limit: '100' },
  }),
  refused('startConversation', 'invalidElement', {
    when: 'an e-mail address that is none',
    source: 'spec 6.3',
    relies: [invalid],
    provoke: started({ activity: { customer: customerWith('x') } }, bySearch),
    fill: { path: 'activity.customer.contacts.contact[0].email[0].emailAddress' },
  }),
  ...longContacts.map(([when, limit, contact, path]) =>
    refused('startConversation', 'elementTooLong', {
      when,
      source: 'spec 6.3',
      relies: [invalid],
      provoke: started({ activity: { customer: { contacts: { contact: [contact] } } } }, bySearch),
      fill: { path: `activity.customer.contacts.contact[0].${path}`, limit },
    }),
  ),
  ...badContacts.map(([when, contact, path]) =>
    refused('startConversation', 'invalidElement', {
      when,
      source: 'spec 6.3',
      relies: [invalid],
      provoke: started({ activity: { customer: { contacts: { contact: [contact] } } } }, bySearch),
      fill: { path: `activity.customer.contacts.contact[0].${path}` },
    }),
  ),
  refused('startConversation', 'invalidElement', {
    when: 'two e-mail addresses',
    source: 'spec 6.3',
    relies: ['conversation.start.repeatedContactPoint'],
    provoke: started({ activity: { customer: twoAddresses } }, bySearch),
    fill: { path: 'activity.customer.contacts.contact[1].email[0]' },
  }),
  refused('startConversation', 'missingElement', {
    when: 'a customer who does not hold the contact point of the conversation',
    source: 'spec 6.1',
    relies: ['conversation.start.conversationContact'],
    world: { settings: { 'conversation.start.conversationContact': 'checked' } },
    provoke: started({ activity: { customer: customerWith('ann@example.com') } }, `${bySearch}&conversationContact=home.phone`),
    fill: { path: 'activity.customer (home.phone)' },
  }),
  refused('startConversation', 'invalidElement', {
    when: 'an entry point id that is an object',
    source: 'spec 6.3',
    relies: [invalid, 'http.idForm'],
    provoke: body({ entryPointConfiguration: { entryPoint: { id: { value: 1001 } }, lastModified: { date: 'x' } } }),
    fill: { path: 'entryPointConfiguration.entryPoint.id' },
  }),
  refused('startConversation', 'subjectTooLong', {
    when: 'a subject of 256 characters',
    source: 'spec 6.3',
    relies: ['conversation.start.subjectTooLongStatus'],
    provoke: started({ activity: { subject: 'x'.repeat(256) } }),
  }),
  refused('startConversation', 'unknownCustomAttribute', {
    when: 'a custom attribute that is not configured',
    source: 'spec 6.3',
    relies: ['customAttributes.unknownNameStatus'],
    provoke: started({ activity: attribute('foo', 'bar') }),
    fill: { attribName: 'foo' },
  }),
  refused('startConversation', 'illegalCustomAttributeCharacter', {
    when: 'a + in a custom attribute',
    source: 'spec 6.3',
    relies: ['customAttributes.illegalCharacterStatus'],
    provoke: started({ activity: attribute('activity_test_string1', 'a+b') }),
    fill: { attribName: 'activity_test_string1' },
  }),
];

/** Rows 4 to 10 of spec 6.5: object, permission and state; and what only settings bring about. */
const state: RefusalCase[] = [
  refused('startConversation', 'unknownId', {
    when: 'no entry point has the id',
    source: 'spec 6.5',
    relies: ['conversation.start.unknownEntryPointStatus'],
    provoke: started({ entryPoint: '999999' }),
    fill: { id: '999999' },
  }),
  refused('startConversation', 'entryPointNotAllowed', {
    when: 'no messaging adapter gives the application the entry point',
    source: 'spec 6.5, 14',
    provoke: started({ entryPoint: 1008 }),
    fill: { id: '1008' },
  }),
  refused('startConversation', 'applicationNotChat', {
    when: 'the application is not of type Chat',
    source: 'spec 6.5',
    relies: ['application.wrongTypeStatus'],
    arrange: ({ simulator }) => void simulator.applications.change('demo', { type: 'Callback' }),
  }),
  refused('startConversation', 'entryPointInactive', {
    when: 'the entry point is inactive',
    source: 'spec 6.5',
    relies: ['conversation.start.inactiveEntryPointStatus'],
    provoke: started({ entryPoint: 1005 }),
    fill: { id: '1005' },
  }),
  refused('startConversation', 'staleLastModified', {
    when: 'lastModified.date is not that of the entry point',
    source: 'spec 6.5',
    arrange: ({ simulator }) => void simulator.entryPoints.edit(1001, {}),
  }),
  refused('startConversation', 'callbackDeactivated', {
    when: 'the callback URL is deactivated',
    source: 'spec 6.5',
    relies: ['conversation.start.callbackDeactivatedStatus'],
    arrange: ({ simulator }) => simulator.applications.deactivateCallback('demo'),
  }),
  refused('startConversation', 'assignmentServiceDown', {
    when: 'the assignment service does not run',
    source: 'spec 6.5',
    relies: ['conversation.start.assignmentServiceStatus'],
    arrange: ({ simulator }) => (simulator.partition('default').assignmentServiceRunning = false),
  }),
  refused('startConversation', 'noAgentAvailable', {
    when: 'the entry point requires an agent and none is there',
    source: 'spec 6.5',
    relies: ['conversation.start.noAgentStatus'],
    provoke: started({ entryPoint: 1002 }),
  }),
  refused('startConversation', 'queueFull', {
    when: 'the queue is at its maximum, and the setting looks at it',
    source: 'spec 6.5',
    relies: ['conversation.start.queueDepthCheck'],
    world: { settings: { 'conversation.start.queueDepthCheck': true } },
    provoke: started({ entryPoint: 1004 }),
  }),
  refused('startConversation', 'severalCustomersMatch', {
    when: 'two customers have the address, and the setting refuses that',
    source: 'spec 6.1',
    relies: ['conversation.start.match'],
    world: { settings: { 'conversation.start.match': 400 }, world: { ...sameEmail } },
  }),
  refused('startConversation', 'customerHasConversation', {
    when: 'the customer has a conversation, and the setting allows one',
    source: 'spec 6.4',
    relies: ['conversation.perCustomer'],
    world: { settings: { 'conversation.perCustomer': 'one' }, world: { customers: [annLee] } },
    async provoke(centre) {
      const start = await started({ activity: { customer: customerWith('ann@example.com') } }, bySearch)(centre);
      await centre.call(start);
      return start;
    },
  }),
];

export const startCases: RefusalCase[] = [...content, ...state];
