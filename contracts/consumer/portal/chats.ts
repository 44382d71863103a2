import { bearerHeaders, json, noContent } from '../answers.ts';
import type { Body, Exchange, Request } from '../interaction.ts';
import { state } from '../interaction.ts';
import { digits, examples, given, uuid } from '../templates.ts';
import type { PortalCall, PortalInteraction } from './portal-interaction.ts';
import { exchange, invalidElement, missingElement, refused } from './portal-interaction.ts';

/** Chats as no node starts them: anonymous, by other contact points, and what ECE refuses to a client without the library (spec 5 to 8). */

type Query = Readonly<Record<string, string>>;

function messagingCall(
  title: string,
  operation: Exchange['operation'],
  path: string,
  { method = 'POST', query, body }: { method?: Request['method']; query?: Query; body?: Body },
  ask: PortalCall['ask'],
): PortalCall {
  const request = {
    method,
    path: `/system/ws/v19/clientapplications/messaging/${path}`,
    ...(query && { query }),
    headers: bearerHeaders('json', body),
    ...(body && { body }),
  };
  return { title, operation, request, ask };
}

function start(title: string, query: Query, activity?: object): PortalCall {
  const written = (id: unknown, date: unknown) => ({
    entryPointConfiguration: { entryPoint: { id }, lastModified: { date } },
    ...(activity && { activity }),
  });
  const body = { json: written(given('{entryPointId}'), given('{lastModifiedDate}')) };
  return messagingCall(`starts a chat ${title}`, 'startConversation', 'conversation/start', { query, body }, (portal) =>
    portal.start(query, written(examples.entryPointId, examples.lastModifiedDate)),
  );
}

function customer(contact: object) {
  return { customer: { contacts: { contact: [contact] } } };
}

const token = state('an access token');
const ready = [token, state('an entry point with agents ready')];

function begun(call: PortalCall) {
  const members = { activity: { id: digits('2041') }, id: uuid(examples.conversationId) };
  return exchange(call, ready, json(201, members), examples.conversationId);
}

const anonymous = { anonymousCustomer: 'yes' };
const byEmail = { searchContactOnAttribute: 'email.emailAddress' };
const byHomePhone = { searchContactOnAttribute: 'home.phone' };
const byInstagram = { searchContactOnAttribute: 'social.instagramId' };
const email = [{ emailAddress: 'ann@lee.example' }];
const oneQuery = "Exactly one of the query parameters 'anonymousCustomer' and 'searchContactOnAttribute' is required.";

function social(kind: string) {
  return { type: { value: kind }, socialId: 'ann_lee' };
}
function phone(kind: string, phoneNo = '5550130') {
  return { type: { value: kind }, phoneNo };
}
function invalidValue(name: string) {
  return `Invalid value provided for query parameter: '${name}'.`;
}

const starts: readonly PortalInteraction[] = [
  begun(start('of nobody known', anonymous)),
  begun(start('with a subject of 255', anonymous, { subject: 'S'.repeat(255) })),
  begun(start('by e-mail', byEmail, customer({ email }))),
  begun(start('of nobody, with a customer that does not count', anonymous, customer({ email }))),
  begun(
    start(
      'tied to a phone that is no contact point of the successor',
      { searchContactOnAttribute: 'mobile.phone', conversationContact: 'mobile.phone' },
      customer({ phone: [phone('mobile')] }),
    ),
  ),
  begun(start('by the second of two phones', byHomePhone, customer({ phone: [phone('mobile'), phone('home')] }))),
  begun(
    start(
      'tied to what it is looked up by',
      { ...byInstagram, conversationContact: 'social.instagramId' },
      customer({ social: [social('facebook'), social('instagram')] }),
    ),
  ),
  refused(
    start('of nobody, in another word', { anonymousCustomer: 'no' }),
    ready,
    '400-102',
    "Unsupported value for query parameter 'anonymousCustomer'. Only the following values are supported: 'yes'.",
  ),
  refused(start('of nobody and by e-mail', { ...anonymous, ...byEmail }, customer({ email })), ready, '400-910', oneQuery),
  refused(start('of neither', {}), ready, '400-910', oneQuery),
  refused(
    start('tied to what it is not looked up by', { ...anonymous, conversationContact: 'email.emailAddress' }),
    ready,
    '400-244',
    invalidValue('conversationContact'),
  ),
  refused(start('by e-mail of nobody', byEmail), ready, '400-146', missingElement('activity.customer')),
  ...(
    [
      [byEmail, { phone: [phone('home')] }, 'an e-mail address'],
      [byHomePhone, { phone: [phone('mobile')] }, 'a home phone'],
      [byInstagram, { social: [social('facebook')] }, 'an Instagram id'],
    ] as const
  ).map(([query, contact, what]) =>
    refused(
      start(`of a customer without ${what} by it`, query, customer(contact)),
      ready,
      '400-146',
      missingElement(`activity.customer (${query.searchContactOnAttribute})`),
    ),
  ),
  refused(
    start('by fax', { searchContactOnAttribute: 'fax.phone' }, customer({ phone: [phone('fax')] })),
    ready,
    '400-911',
    "Unsupported value for the query parameter 'searchContactOnAttribute': fax.phone",
  ),
  ...(
    [
      ['two e-mail addresses', 'email', { email: [...email, ...email] }],
      ['two mobile phones', 'phone', { email, phone: [phone('mobile'), phone('mobile', '5550131')] }],
      ['two Instagram ids', 'social', { email, social: [social('instagram'), social('instagram')] }],
    ] as const
  ).map(([what, list, contact]) =>
    refused(
      start(`of a customer with ${what}`, byEmail, customer(contact)),
      ready,
      '400-152',
      invalidElement(`activity.customer.contacts.contact[0].${list}[1]`),
    ),
  ),
  refused(
    start('with a name of 125', byEmail, customer({ email, firstName: 'A'.repeat(125) })),
    ready,
    '400-358',
    "Value of the following attribute exceeds 124 characters: 'activity.customer.contacts.contact[0].firstName'.",
  ),
  refused(
    start('with a subject of 256', anonymous, { subject: 'S'.repeat(256) }),
    ready,
    '400-918',
    'Subject must not exceed 255 characters.',
  ),
  refused(
    start('with a parameter that is none', { ...anonymous, shoe: '43' }),
    ready,
    '400-101',
    "Unsupported query parameter(s) supplied: 'shoe'.",
  ),
];

function send(title: string, message: object): PortalCall {
  const body = { json: { conversation: { id: given('{conversationId}') }, ...message } };
  return messagingCall(`sends ${title}`, 'sendMessage', 'sendmessage', { body }, (portal) =>
    portal.send({ conversation: { id: examples.conversationId }, ...message }),
  );
}

function end(title: string, written: (id: unknown) => object): PortalCall {
  const body = { json: written(given('{conversationId}')) };
  return messagingCall(`ends ${title}`, 'endConversation', 'conversation/end', { body }, (portal) =>
    portal.end(written(examples.conversationId)),
  );
}

function configuration(title: string, query: Query): PortalCall {
  return messagingCall(
    `asks for the configuration of ${title}`,
    'getConfiguration',
    'configuration',
    { method: 'GET', query },
    (portal) => portal.lastChange(query),
  );
}

const ongoing = [token, state('an ongoing conversation')];
const content = 'Hello';

const talks: readonly PortalInteraction[] = [
  exchange(send('a text', { type: { value: 'text/plain' }, content }), ongoing, noContent, 'sent'),
  refused(
    send('what is no message', { type: { value: 'text/rtf' }, content }),
    ongoing,
    '400-199',
    "Invalid value of attribute 'type.value'='text/rtf'.",
  ),
  refused(
    send('a text of nothing', { type: { value: 'text/plain' }, content: '' }),
    ongoing,
    '400-387',
    "Value of the following attribute must not be empty: 'content'.",
  ),
  refused(send('a message of no type', { content }), ongoing, '400-146', missingElement('type')),
  refused(send('a text without content', { type: { value: 'text/plain' } }), ongoing, '400-146', missingElement('content')),
  refused(
    send('a message of an empty type', { type: { value: '' }, content }),
    ongoing,
    '400-387',
    "Value of the following attribute must not be empty: 'type.value'.",
  ),
  refused(
    end('two chats at once', (id) => ({ conversation: [{ id }, { id }] })),
    ongoing,
    '400-924',
    'Only one conversation can be ended at a time.',
  ),
  refused(
    end('no chat', () => ({ conversation: {} })),
    ongoing,
    '400-146',
    missingElement('conversation.id'),
  ),
  refused(
    configuration('nothing', {}),
    [token],
    '400-112',
    "Required query parameter(s) is missing. The following parameters are required: 'entrypoint'.",
  ),
  refused(configuration('a word', { entrypoint: 'sales' }), [token], '400-244', invalidValue('entrypoint')),
];

/** A page that shows the agent's file asks for its type, not for JSON or XML. */
const file: PortalInteraction = exchange(
  {
    title: "asks for the agent's file as PDF",
    operation: 'getAttachment',
    request: { method: 'GET', path: '{contentPath}', headers: { ...bearerHeaders(), Accept: 'application/pdf' } },
    ask: (portal) => portal.file(examples.contentPath),
  },
  [token, state("an agent's file")],
  { status: 200, body: { file: '%PDF-1.7\n', contentType: 'application/pdf' } },
  '%PDF-1.7\n',
);

export const portalChats: readonly PortalInteraction[] = [...starts, ...talks, file];
