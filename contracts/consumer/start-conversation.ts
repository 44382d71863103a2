import type { Format } from './answers.ts';
import { bearerHeaders, json, refusal, xml } from './answers.ts';
import type { Body, Interaction, Request } from './interaction.ts';
import { state } from './interaction.ts';
import type { NodeInvocation, Situation } from './situations.ts';
import { inSituations, internalErrorIn, token, unauthorized, unusableTokens, userSessionAsToken } from './situations.ts';
import { digits, examples, given, uuid } from './templates.ts';

/** The request of Start Conversation (spec 6). Its events are in `../messages.ts`. */

function request(searchAttribute: string, body: Body, format: Format = 'json'): Request {
  return {
    method: 'POST',
    path: '/system/ws/v19/clientapplications/messaging/conversation/start',
    query: { searchContactOnAttribute: searchAttribute },
    headers: bearerHeaders(format, body),
    body,
  };
}

function attributes(name: string, value: string) {
  return {
    customAttributes: { customAttribute: [{ attribName: name, attribValues: { attribValue: [{ value }] } }] },
  };
}

function entryPointConfiguration(lastModifiedDate: string) {
  return {
    entryPoint: { id: given('{entryPointId}') },
    lastModified: { date: given(lastModifiedDate) },
  };
}

const phoneNumber = '5550100';

function smsBody(subject = 'Delivery of order 77', chatHistory = 'Customer: Where is my order?') {
  return {
    entryPointConfiguration: entryPointConfiguration('{lastModifiedDate}'),
    activity: {
      subject,
      ...attributes('chathistory', chatHistory),
      customer: {
        type: { value: 'individual' },
        contacts: {
          contact: [
            {
              firstName: 'Ann',
              lastName: 'Lee',
              phone: [{ type: { value: 'mobile' }, phoneNo: phoneNumber, countryCode: '1' }],
            },
          ],
        },
      },
    },
  };
}

function messengerBody(psid: string, attribute = 'facebookpsid') {
  return {
    entryPointConfiguration: entryPointConfiguration('{lastModifiedDate}'),
    activity: { customer: { type: { value: 'individual' }, ...attributes(attribute, psid) } },
  };
}

const { entryPointId, lastModifiedDate } = examples;
const psid = '4711000815';

const onSms: NodeInvocation = {
  title: 'a start by SMS',
  operation: 'startConversation',
  request: request('mobile.phone', { json: smsBody() }),
  method: 'startConversation.startConversationOnSms',
  inputs: {
    entryPointId,
    lastModifiedDate,
    phoneNumber,
    countryCode: '1',
    firstName: 'Ann',
    lastName: 'Lee',
    subject: 'Delivery of order 77',
    chatHistory: 'Customer: Where is my order?',
  },
};

const onMessenger: NodeInvocation = {
  title: 'a start by Messenger',
  operation: 'startConversation',
  request: request('custom.facebookpsid', { json: messengerBody(psid) }),
  method: 'startConversation.startConversationOnMessenger',
  inputs: { entryPointId, lastModifiedDate, facebookPsid: psid },
};

const inXml: NodeInvocation = {
  ...onSms,
  title: 'a start by SMS, in XML,',
  request: request('mobile.phone', { xml: smsBody(), root: 'conversation' }, 'xml'),
  options: { wireFormat: 'xml' },
};

const members = { activity: { id: digits('2041') }, id: uuid(examples.conversationId) };
const started = {
  outcome: 'onStartConversationSuccess',
  outputs: { conversationId: examples.conversationId, activityId: '2041' },
};

const ready = state('an entry point with agents ready');
const changedSince = state('an entry point that was changed since');
function stale(format?: Format) {
  return refusal(
    '409-100',
    'Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration.',
    format,
  );
}
function unknown(format?: Format) {
  return refusal('404-101', 'The following id does not exist: 1001', format);
}

const situations: readonly Situation[] = [
  { when: 'while agents are ready', states: [token, ready], answer: json(201, members), ...started },
  {
    when: 'while all agents are at full load',
    states: [token, state('an entry point whose agents are at full load')],
    answer: json(201, members),
    ...started,
  },
  {
    when: 'while no agent is there and none is required',
    states: [token, state('an entry point that requires no agent and has none')],
    answer: json(201, members),
    ...started,
  },
  {
    when: 'while no agent is there and one is required',
    states: [token, state('an entry point that requires an agent and has none')],
    answer: refusal('400-913', 'No agent is available to serve the chat.'),
    outcome: 'Bad Request',
  },
  {
    when: 'on an inactive entry point',
    states: [token, state('an inactive entry point')],
    answer: refusal('400-912', 'Entry point is not active: 1001'),
    outcome: 'Bad Request',
  },
  {
    when: 'while the callback URL is deactivated',
    states: [token, ready, state('the callback URL is deactivated')],
    answer: refusal('400-914', 'Callback URL of the client application is deactivated.'),
    outcome: 'Bad Request',
  },
  {
    when: 'on an entry point of another application',
    states: [token, state('an entry point of another application')],
    answer: refusal('403-130', 'Client application is not configured to use the entry point: 1001'),
    outcome: 'Forbidden',
  },
  {
    when: 'by an application that is not of type Chat',
    states: [state('an access token of an application that is not of type Chat')],
    answer: refusal('403-131', 'Client application is not of type Chat.'),
    outcome: 'Forbidden',
  },
  {
    when: 'while the assignment service is not running',
    states: [token, ready, state('the assignment service is not running')],
    answer: refusal('500-161', 'Assignment service is not running.'),
    outcome: 'Internal Server Error',
  },
  {
    ...internalErrorIn('startConversation', [token, ready], 'Internal Server Error'),
    alsoWith: [
      { options: { retries: 1, retryDelayMs: 0 }, attempts: 2 },
      { options: { retries: 'vendor', retryDelayMs: 0 }, attempts: 3 },
    ],
  },
];

/** Two outcomes for which a flow may have no handler. */
function unwirable(call: NodeInvocation): readonly Interaction[] {
  return (
    [
      { when: 'with a date that is no longer true', states: [token, changedSince], answer: stale(), outcome: 'Conflict' },
      {
        when: 'on an entry point that does not exist',
        states: [token, ready, state('no such entry point')],
        answer: unknown(),
        outcome: 'Not Found',
      },
    ] as const
  ).flatMap((situation) =>
    inSituations(call, [situation]).map((interaction) => ({
      ...interaction,
      uses: [
        ...interaction.uses,
        ...interaction.uses.map((use) => ({ ...use, unwired: [situation.outcome], outcome: 'onInvalidChoice' })),
      ],
    })),
  );
}

/** Custom attributes allow few characters, and a subject has 255 at most (spec 6.3). */
const longSubject = 'Delivery of order 77, '.repeat(12).slice(0, 255);
const withHistory: NodeInvocation = {
  ...onSms,
  request: request('mobile.phone', { json: smsBody(longSubject, 'Bot: Hello  Customer: 1   1   1  (ann@example.com)') }),
  inputs: {
    ...onSms.inputs,
    subject: `${longSubject}7`,
    chatHistory: 'Bot: Hello!\nCustomer: 1 + 1 > 1; (ann@example.com)',
  },
};

export const startConversation: readonly Interaction[] = [
  ...inSituations(onSms, [...situations, ...unusableTokens([ready], unauthorized)]),
  ...unwirable(onSms),
  ...inSituations(onMessenger, [...situations, userSessionAsToken([ready], 'Unauthorized')]),
  ...unwirable(onMessenger),
  ...inSituations(
    {
      ...onMessenger,
      request: request('custom.facebookpsid', { json: messengerBody('4711+0815') }),
      inputs: { ...onMessenger.inputs, facebookPsid: '4711+0815' },
    },
    [
      {
        when: 'with a character that ECE does not allow in attributes',
        states: [token, ready],
        answer: refusal('400-917', 'Value of the custom attribute contains characters that are not allowed: facebookpsid'),
        outcome: 'Bad Request',
      },
    ],
  ),
  ...inSituations(
    {
      ...onMessenger,
      request: request('custom.pageuser', { json: messengerBody(psid, 'pageuser') }),
      options: { messengerSearchAttribute: 'custom.pageuser' },
    },
    [
      {
        when: 'with an attribute that is not configured',
        states: [token, ready],
        answer: refusal('400-916', 'Custom attribute is not configured: pageuser'),
        outcome: 'Bad Request',
      },
    ],
  ),
  ...inSituations(
    {
      ...onMessenger,
      request: request('social.facebookId', {
        json: {
          entryPointConfiguration: entryPointConfiguration('{lastModifiedDate}'),
          activity: {
            customer: {
              type: { value: 'individual' },
              contacts: { contact: [{ social: [{ type: { value: 'facebook' }, socialId: psid }] }] },
            },
          },
        },
      }),
      options: { messengerSearchAttribute: 'social.facebookId' },
    },
    [{ when: 'for a customer looked up by social id', states: [token, ready], answer: json(201, members), ...started }],
  ),
  ...inSituations({ ...onSms, request: request('fax', { json: smsBody() }), options: { smsSearchAttribute: 'fax' } }, [
    {
      when: 'for a customer looked up by something unknown',
      states: [token, ready],
      answer: refusal('400-911', "Unsupported value for the query parameter 'searchContactOnAttribute': fax"),
      outcome: 'Bad Request',
    },
  ]),
  ...inSituations(withHistory, [
    { when: 'with a subject and a history that must be cut', states: [token, ready], answer: json(201, members), ...started },
  ]),
  ...inSituations(inXml, [
    { when: 'while agents are ready', states: [token, ready], answer: xml(201, 'conversation', members), ...started },
    { when: 'with a date that is no longer true', states: [token, changedSince], answer: stale('xml'), outcome: 'Conflict' },
    {
      when: 'on an entry point that does not exist',
      states: [token, ready, state('no such entry point')],
      answer: unknown('xml'),
      outcome: 'Not Found',
    },
  ]),
];
