import { noContent, refusal, sessionHeaders } from './answers.ts';
import type { Body, GivenState, Interaction, Request, Use } from './interaction.ts';
import { state } from './interaction.ts';
import type { NodeInvocation, Situation } from './situations.ts';
import { inSituations, internalErrorIn, unusableSessions } from './situations.ts';
import { examples, given } from './templates.ts';

/** The two methods of Edit Customer (spec 12.4). */

function request(body: Body): Request {
  return {
    method: 'PUT',
    path: '/system/ws/v12/interaction/customer',
    headers: sessionHeaders(body),
    body,
  };
}

function attributes(values: Readonly<Record<string, string>>) {
  return {
    customAttributes: {
      customAttribute: Object.entries(values).map(([attribName, value]) => ({
        attribName,
        attribValues: { attribValue: [{ value }] },
      })),
    },
  };
}

function edited(person: object, more: object) {
  return {
    id: given('{customerId}'),
    contactPersons: { contactPerson: [{ id: given('{contactPersonId}'), ...person }] },
    ...more,
  };
}

function phone(members: object) {
  return {
    contactPoints: { contactPoint: [{ id: given('{contactPointId}'), type: { phone: members } }] },
  };
}

const inputs = {
  xEgainSession: examples.session,
  customerId: examples.customerId,
  contactPersonId: examples.contactPersonId,
};

function onSms(body: object, more: Use['inputs']): NodeInvocation {
  return {
    title: "a change of an SMS customer's data",
    operation: 'editCustomer',
    request: request({ json: body }),
    method: 'editCustomer.editIndividualCustomerOnSms',
    inputs: { ...inputs, ...more },
  };
}

function onMessenger(values: Readonly<Record<string, string>>, more: Use['inputs']): NodeInvocation {
  return {
    title: "a change of a Messenger customer's data",
    operation: 'editCustomer',
    request: request({ json: edited({}, attributes(values)) }),
    method: 'editCustomer.editIndividualCustomerOnMessenger',
    inputs: { ...inputs, ...more },
  };
}

const { conversationId, contactPointId } = examples;
const psid = '4711000815';

const smsChange = onSms(
  edited(
    phone({ phoneNo: '5550111', countryCode: '1' }),
    attributes({ smsececonversationid: conversationId, smsclusterid: 'c1' }),
  ),
  { conversationId, clusterId: 'c1', contactPointId, phoneNumber: '5550111', countryCode: '1' },
);

const messengerChange = onMessenger(
  { facebookpsid: psid, facebookececonversationid: conversationId, facebookclusterid: 'c1' },
  { facebookPsid: psid, conversationId, clusterId: 'c1' },
);

const session = state('a user session');
const customer = state('a customer with a phone number', { phoneNumber: '5550100' });
const changed = { answer: noContent, outcome: 'onEditCustomerSuccess' };

function unknownCustomer(when: string, ...states: GivenState[]): Situation {
  return {
    when,
    states: [session, ...states],
    answer: refusal('404-101', `The following id does not exist: ${examples.customerId}`),
    outcome: 'Not Found',
  };
}

const situations: readonly Situation[] = [
  { states: [session, customer], ...changed },
  unknownCustomer('who does not exist', customer, state('no such customer')),
  ...unusableSessions([customer]),
  {
    when: 'while somebody else changes it',
    states: [session, customer, state('a conflicting change', { operation: 'editCustomer' })],
    answer: refusal(
      '409-100',
      'Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration.',
    ),
    outcome: 'Conflict',
  },
  internalErrorIn('editCustomer', [session, customer], 'Internal server error'),
];

function invalid(when: string, code: '400-152' | '400-916' | '400-917', said: string): Situation {
  return {
    when,
    states: [session, customer],
    answer: refusal(code, said),
    outcome: 'Bad Request',
  };
}

const notAllowed = 'Value of the custom attribute contains characters that are not allowed: ';

export const customerEdit: readonly Interaction[] = [
  ...inSituations(smsChange, situations),
  ...inSituations(onSms(edited({}, attributes({ smsclusterid: 'c1' })), { clusterId: 'c1' }), [
    { when: 'that leaves the phone number alone', states: [session, customer], ...changed },
  ]),
  ...inSituations(onSms(edited(phone({ countryCode: 'one' }), {}), { contactPointId, countryCode: 'one' }), [
    invalid(
      'to a country code that is no number',
      '400-152',
      "Invalid value is provided in the request body for the following attribute:'contactPersons.contactPerson[0].contactPoints.contactPoint[0].type.phone.countryCode'.",
    ),
  ]),
  ...inSituations(onSms(edited({}, attributes({ smsclusterid: 'c+1' })), { clusterId: 'c+1' }), [
    invalid('with a character that ECE does not allow', '400-917', `${notAllowed}smsclusterid`),
  ]),
  ...inSituations(messengerChange, situations),
  ...inSituations(onMessenger({ facebookclusterid: 'c+1' }, { clusterId: 'c+1' }), [
    invalid('with a character that ECE does not allow', '400-917', `${notAllowed}facebookclusterid`),
  ]),
];
