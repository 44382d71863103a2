import { json, noContent, refusal, sessionHeaders } from './answers.ts';
import type { Interaction, Request } from './interaction.ts';
import { state } from './interaction.ts';
import type { NodeInvocation, Situation } from './situations.ts';
import { inSituations, internalErrorIn, unusableSessions } from './situations.ts';
import { digits, each, examples, like } from './templates.ts';

/** Search Customer (spec 12.3). */

function request(key: string, value: string): Request {
  return {
    method: 'GET',
    path: '/system/ws/v12/interaction/customer',
    query: { [key]: value },
    headers: sessionHeaders(),
  };
}

function searchBy(title: string, key: string, value: string): NodeInvocation {
  return {
    title,
    operation: 'searchCustomers',
    request: request(key, value),
    method: 'searchCustomer.searchCustomer',
    inputs: { key, value, xEgainSession: examples.session },
  };
}

const phoneNumber = '5550100';
const psid = '4711000815';
const byPhone = searchBy('a customer by phone number', 'phone', phoneNumber);
const byAttribute = searchBy('a customer by custom attribute', 'custom.facebookpsid', psid);

function foundCustomer(id: string, contactPoints: object = {}) {
  return { id: digits(id), contactPersons: { contactPerson: [{ id: digits(examples.contactPersonId), ...contactPoints }] } };
}

function found(contactPoints: object) {
  return {
    answer: json(200, { customer: [foundCustomer(examples.customerId, contactPoints)] }),
    outcome: 'onSearchCustomerSuccess',
    outputs: { customerId: examples.customerId, contactPersonId: examples.contactPersonId },
  };
}

/** Edit Customer reads the id of the contact point in the response. */
const phonePoint = {
  contactPoints: {
    contactPoint: each({ id: digits(examples.contactPointId), type: { phone: { phoneNo: like(phoneNumber) } } }),
  },
};

/** A real ECE keeps the customers whom other interactions make, so these are in none of them. */
const nobodysNumber = '5550199';
const nobodysPsid = '4711000899';

/** Two customers have this one. */
const sharedNumber = '5550177';

const session = state('a user session');
const customer = state('a customer with a phone number', { phoneNumber });

function nobody(states: Situation['states']): Situation {
  return {
    when: 'that nobody has',
    states,
    answer: noContent,
    outcome: 'Not Found',
  };
}

export const customerSearch: readonly Interaction[] = [
  ...inSituations(byPhone, [
    { when: 'that a customer has', states: [session, customer], ...found(phonePoint) },
    ...unusableSessions([customer]),
    internalErrorIn('searchCustomers', [session, customer], 'Internal server error'),
  ]),
  ...inSituations(searchBy(byPhone.title, 'phone', nobodysNumber), [
    nobody([session, state('no customer with the phone number', { phoneNumber: nobodysNumber })]),
  ]),
  ...inSituations(searchBy(byPhone.title, 'phone', sharedNumber), [
    {
      when: 'that two customers have',
      states: [session, state('two customers with the phone number', { phoneNumber: sharedNumber })],
      answer: json(200, { customer: [examples.customerId, '1013'].map((id) => foundCustomer(id)) }),
      outcome: 'onSearchCustomerSuccess',
      outputs: { customerId: examples.customerId, contactPersonId: examples.contactPersonId },
    },
  ]),
  ...inSituations(byAttribute, [
    {
      when: 'that a customer has',
      states: [session, state('a customer with a custom attribute', { attribute: 'facebookpsid', value: psid })],
      ...found({}),
    },
  ]),
  ...inSituations(searchBy(byAttribute.title, 'custom.facebookpsid', nobodysPsid), [nobody([session])]),
  ...inSituations(searchBy('a customer by something that cannot be searched by', 'shoe', '43'), [
    {
      states: [session],
      answer: refusal('400-101', "Unsupported query parameter(s) supplied: 'shoe'."),
      outcome: 'Bad Request',
    },
  ]),
  ...inSituations(searchBy('a customer by an attribute that is not configured', 'custom.shoe', '43'), [
    {
      states: [session],
      answer: refusal('400-101', "Unsupported query parameter(s) supplied: 'custom.shoe'."),
      outcome: 'Bad Request',
    },
  ]),
];
