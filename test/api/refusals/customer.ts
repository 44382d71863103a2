import { createCall, editCall, logInCall, logOutCall, searchCall } from '../../../simulator/testing/calls.ts';
import type { Call } from '../../../simulator/testing/exchange.ts';
import { withHeaders, withoutHeader } from '../../../simulator/testing/exchange.ts';
import { createJson, editJson } from '../../../simulator/testing/samples.ts';
import type { ContactCentre } from '../contact-centre.ts';
import type { RefusalCase } from './case.ts';
import { refused } from './case.ts';

/** Spec 12.1 and 12.2. */
const userSession: RefusalCase[] = [
  refused('logIn', 'missingElement', {
    when: 'no password',
    source: 'spec 12.1',
    relies: ['user.loginBadRequestStatus', 'user.loginErrorForm'],
    spoil: (call) => ({ ...call, body: '{"username":"demo-user"}' }),
    fill: { path: 'password' },
  }),
  refused('logIn', 'missingElement', {
    when: 'no user name',
    source: 'spec 12.1',
    relies: ['user.loginBadRequestStatus', 'user.loginErrorForm', 'user.loginFields'],
    spoil: (call) => ({ ...call, body: '{"password":"demo-password"}' }),
    fill: { path: 'username' },
  }),
  refused('logIn', 'elementEmpty', {
    when: 'an empty password',
    source: 'spec 12.1',
    relies: ['user.loginBadRequestStatus', 'user.loginErrorForm'],
    spoil: (call) => ({ ...call, body: '{"username":"demo-user","password":""}' }),
    fill: { path: 'password' },
  }),
  refused('logIn', 'invalidElement', {
    when: 'a password that is a number',
    source: 'spec 12.1',
    relies: ['user.loginBadRequestStatus', 'user.loginErrorForm'],
    spoil: (call) => ({ ...call, body: '{"username":"demo-user","password":5}' }),
    fill: { path: 'password' },
  }),
  refused('logIn', 'invalidQueryParameter', {
    when: 'forceLogin is not yes',
    source: 'spec 12.1',
    relies: ['user.loginErrorForm'],
    provoke: () => Promise.resolve(logInCall(undefined, '?forceLogin=no')),
    fill: { name: 'forceLogin', values: 'yes' },
  }),
  refused('logIn', 'invalidQueryValue', {
    when: 'forceLogin twice',
    source: 'spec 12.1',
    relies: ['user.loginErrorForm'],
    provoke: () => Promise.resolve(logInCall(undefined, '?forceLogin=yes&forceLogin=yes')),
    fill: { name: 'forceLogin' },
  }),
  refused('logIn', 'badCredentials', {
    when: 'a wrong password',
    source: 'spec 12.1',
    relies: ['user.loginErrorForm'],
    provoke: () => Promise.resolve(logInCall({ username: 'demo-user', password: 'guess' })),
  }),
  refused('logIn', 'badCredentials', {
    when: 'an unknown user',
    source: 'spec 12.1',
    relies: ['user.loginErrorForm'],
    provoke: () => Promise.resolve(logInCall({ username: 'nobody', password: 'demo-password' })),
  }),
  refused('logIn', 'sessionLimit', {
    when: 'a sixth session without forceLogin=yes',
    source: 'spec 12.1',
    relies: ['user.loginLimitStatus', 'user.loginErrorForm'],
    async provoke(centre) {
      for (let session = 0; session < 5; session++) await centre.logIn();
      return logInCall();
    },
  }),
  refused('logOut', 'badUserSession', {
    when: 'no X-egain-session header',
    source: 'spec 12.2',
    spoil: (call) => withoutHeader(call, 'x-egain-session'),
  }),
  refused('logOut', 'badUserSession', {
    when: 'an X-egain-session header that is blank',
    source: 'spec 12.2',
    spoil: (call) => withHeaders(call, { 'x-egain-session': ' ' }),
  }),
  refused('logOut', 'badUserSession', {
    when: 'the session is unknown',
    source: 'spec 12.2',
    spoil: (call) => withHeaders(call, { 'x-egain-session': 'nothing' }),
  }),
  refused('logOut', 'badUserSession', {
    when: 'the session was logged out before',
    source: 'spec 12.2',
    async provoke(centre) {
      const call = logOutCall(await centre.logIn());
      await centre.call(call);
      return call;
    },
  }),
  refused('logOut', 'unsupportedLanguage', {
    when: 'a language that ECE does not have',
    source: 'spec 12.2',
    spoil: (call) => withHeaders(call, { 'accept-language': 'xx-XX' }),
  }),
];

function search(query: string) {
  return async (centre: ContactCentre) => searchCall(await centre.logIn(), query);
}

const badSearchValues = [
  ['a page of size 0', 'phone=1&$pagesize=0', '$pagesize'],
  ['a page of size 76', 'phone=1&$pagesize=76', '$pagesize'],
  ['a page number that is none', 'phone=1&$pagenum=x', '$pagenum'],
  ['a range of size 76', 'phone=1&$rangesize=76', '$rangesize'],
  ['an empty criterion', 'phone=', 'phone'],
  ['a criterion that is given twice', 'phone=1&phone=2', 'phone'],
] as const;

const valuesOfAList = [
  ['an order that is none', 'phone=1&$sort=id&$order=up', { name: '$order', values: 'asc, desc' }],
  ['an attribute that cannot be sorted by', 'phone=1&$sort=pin', { name: '$sort', values: 'id, customerName' }],
] as const;

/** Spec 12.3. */
const searching: RefusalCase[] = [
  refused('searchCustomers', 'userNotPermitted', {
    when: 'the user may not view the agent console',
    source: 'spec 12.3',
    provoke: async (centre) => searchCall(await centre.logIn('guest-user', 'guest-password'), 'phone=5550100'),
    fill: { action: 'View Agent Console' },
  }),
  refused('searchCustomers', 'searchCriterionMissing', {
    when: 'no criterion',
    source: 'spec 12.3',
    provoke: search('$pagesize=5'),
  }),
  ...badSearchValues.map(([when, query, name]) =>
    refused('searchCustomers', 'invalidQueryValue', { when, source: 'spec 12.3', provoke: search(query), fill: { name } }),
  ),
  ...valuesOfAList.map(([when, query, fill]) =>
    refused('searchCustomers', 'invalidQueryParameter', { when, source: 'spec 12.3', provoke: search(query), fill }),
  ),
  refused('searchCustomers', 'unknownQueryParameter', {
    when: 'a custom attribute that is not configured',
    source: 'spec 12.3',
    provoke: search('custom.foo=1'),
    fill: { name: 'custom.foo' },
  }),
  refused('searchCustomers', 'unknownQueryParameter', {
    when: 'a search by activity',
    source: 'spec 12.3',
    relies: ['customer.search.activity'],
    provoke: search('activity=%7B%22id%22%3A%222041%22%7D'),
    fill: { name: 'activity' },
  }),
  refused('searchCustomers', 'invalidQueryValue', {
    when: 'an activity without an id, and the setting reads it',
    source: 'spec 12.3',
    relies: ['customer.search.activity'],
    world: { settings: { 'customer.search.activity': 'supported' } },
    provoke: search('activity=%7B%7D'),
    fill: { name: 'activity' },
  }),
  refused('searchCustomers', 'orderWithoutSort', {
    when: '$order without $sort',
    source: 'spec 12.3',
    provoke: search('phone=1&$order=asc'),
  }),
  refused('searchCustomers', 'queryCombination', {
    when: 'pages mixed with ranges',
    source: 'spec 12.3',
    provoke: search('phone=1&$pagenum=1&$rangesize=5'),
  }),
];

function edited(change: (edit: string) => string) {
  return (call: Call) => ({ ...call, body: change(call.body as string) });
}
function withMember(member: object) {
  return edited((edit) => JSON.stringify({ ...(JSON.parse(edit) as object), ...member }));
}

const badEditValues = [
  ['a pin of 256 characters', 'elementTooLong', { pin: 'x'.repeat(256) }, { path: 'pin', limit: '255' }],
  ['a role that is none', 'invalidElement', { role: { value: 'Friend' } }, { path: 'role.value' }],
  ['a way of referral that is none', 'invalidElement', { howReferred: { value: 'Radio' } }, { path: 'howReferred.value' }],
  [
    'a market segment of 51 characters',
    'elementTooLong',
    { marketSegment: 'x'.repeat(51) },
    { path: 'marketSegment', limit: '50' },
  ],
  [
    'entitlements of 1025 characters',
    'elementTooLong',
    { entitlements: 'x'.repeat(1025) },
    { path: 'entitlements', limit: '1024' },
  ],
  [
    'two contact persons',
    'invalidElement',
    { contactPersons: { contactPerson: [{ id: '2001' }, { id: '2002' }] } },
    { path: 'contactPersons.contactPerson' },
  ],
] as const;

function phone(member: object) {
  return withMember({
    contactPersons: {
      contactPerson: [{ id: '2001', contactPoints: { contactPoint: [{ id: '3001', type: { phone: member } }] } }],
    },
  });
}
const phonePath = 'contactPersons.contactPerson[0].contactPoints.contactPoint[0].type.phone';
const badPhones = [
  ['a phone number of 41 characters', 'elementTooLong', { phoneNo: '5'.repeat(41) }, { path: 'phoneNo', limit: '40' }],
  ['a country code of 10 digits', 'invalidElement', { countryCode: '1234567890' }, { path: 'countryCode' }],
  ['a country code that is no number', 'invalidElement', { countryCode: '+1' }, { path: 'countryCode' }],
  ['an area code of 11 characters', 'elementTooLong', { areaCode: '12345678901' }, { path: 'areaCode', limit: '10' }],
  ['an extension of 11 characters', 'elementTooLong', { extension: '12345678901' }, { path: 'extension', limit: '10' }],
] as const;

/** Spec 12.4. */
const editing: RefusalCase[] = [
  refused('editCustomer', 'userNotPermitted', {
    when: 'the user may not view the agent console',
    source: 'spec 12.4',
    relies: ['customer.edit.forbiddenStatus'],
    provoke: async (centre) => editCall(await centre.logIn('guest-user', 'guest-password'), editJson),
    fill: { action: 'View Agent Console' },
  }),
  refused('editCustomer', 'missingElement', {
    when: 'no id',
    source: 'spec 12.4',
    spoil: edited((edit) => edit.replace('"id":"1012",', '')),
    fill: { path: 'id' },
  }),
  refused('editCustomer', 'elementEmpty', {
    when: 'an empty id',
    source: 'spec 12.4',
    spoil: withMember({ id: '' }),
    fill: { path: 'id' },
  }),
  ...badEditValues.map(([when, refusal, member, fill]) =>
    refused('editCustomer', refusal, {
      when,
      source: 'spec 12.4',
      relies: ['customer.edit.invalidStatus'],
      spoil: withMember(member),
      fill,
    }),
  ),
  ...badPhones.map(([when, refusal, member, fill]) =>
    refused('editCustomer', refusal, {
      when,
      source: 'spec 12.4',
      relies: ['customer.edit.invalidStatus', 'customer.contactPointForm'],
      spoil: phone(member),
      fill: { ...fill, path: `${phonePath}.${fill.path}` },
    }),
  ),
  refused('editCustomer', 'unknownCustomAttribute', {
    when: 'a custom attribute that is not configured',
    source: 'spec 12.4',
    relies: ['customAttributes.unknownNameStatus'],
    spoil: edited((edit) => edit.replace('smsclusterid', 'foo')),
    fill: { attribName: 'foo' },
  }),
  refused('editCustomer', 'illegalCustomAttributeCharacter', {
    when: 'a + in a custom attribute',
    source: 'spec 6.3',
    relies: ['customAttributes.illegalCharacterStatus'],
    spoil: edited((edit) => edit.replace('"c1"', '"c+1"')),
    fill: { attribName: 'smsclusterid' },
  }),
  ...(
    [
      ['the customer is unknown', '1012', '9'],
      ['the contact person is unknown', '2001', '8'],
      ['the contact point is unknown', '3001', '7'],
    ] as const
  ).map(([when, known, id]) =>
    refused('editCustomer', 'unknownId', {
      when,
      source: 'spec 12.4',
      relies: ['customer.edit.unknownStatus'],
      spoil: edited((edit) => edit.replace(`"${known}"`, `"${id}"`)),
      fill: { id },
    }),
  ),
  refused('editCustomer', 'staleLastModified', {
    when: 'the setting brings it about',
    source: 'spec 12.4',
    relies: ['customer.edit.conflict'],
    world: { settings: { 'customer.edit.conflict': 409 } },
  }),
];

const pointPath = 'contactPersons.contactPerson[0].contactPoints.contactPoint';

/** Spec 12.5. */
const creating: RefusalCase[] = [
  refused('createCustomer', 'userNotPermitted', {
    when: 'the user may not view the agent console',
    source: 'spec 12.5',
    provoke: async (centre) => createCall(await centre.logIn('guest-user', 'guest-password'), createJson),
    fill: { action: 'View Agent Console' },
  }),
  refused('createCustomer', 'elementEmpty', {
    when: 'an empty phone number',
    source: 'spec 12.5',
    relies: ['customer.contactPointForm'],
    spoil: edited((body) => body.replace('"phoneNo":"5550199"', '"phoneNo":""')),
    fill: { path: `${pointPath}[0].type.phone.phoneNo` },
  }),
  refused('createCustomer', 'elementTooLong', {
    when: 'a phone number of 41 characters',
    source: 'spec 12.5',
    relies: ['customer.contactPointForm'],
    spoil: edited((body) => body.replace('5550199', '5'.repeat(41))),
    fill: { path: `${pointPath}[0].type.phone.phoneNo`, limit: '40' },
  }),
  refused('createCustomer', 'missingElement', {
    when: 'a phone without a number',
    source: 'spec 12.5',
    relies: ['customer.contactPointForm'],
    spoil: edited((body) => body.replace('"phoneNo":"5550199",', '')),
    fill: { path: `${pointPath}[0].type.phone.phoneNo` },
  }),
  refused('createCustomer', 'invalidElement', {
    when: 'a country code that is no number',
    source: 'spec 12.5',
    relies: ['customer.contactPointForm'],
    spoil: edited((body) => body.replace('"countryCode":"1"', '"countryCode":"+1"')),
    fill: { path: `${pointPath}[0].type.phone.countryCode` },
  }),
  refused('createCustomer', 'invalidElement', {
    when: 'an e-mail address that is none',
    source: 'spec 12.5',
    relies: ['customer.contactPointForm'],
    spoil: edited((body) => body.replace('bea@example.com', 'bea')),
    fill: { path: `${pointPath}[1].type.email.emailAddress` },
  }),
  refused('createCustomer', 'unknownCustomAttribute', {
    when: 'a custom attribute that is not configured',
    source: 'spec 12.5',
    relies: ['customAttributes.unknownNameStatus'],
    spoil: edited((body) => body.replace('smsclusterid', 'foo')),
    fill: { attribName: 'foo' },
  }),
  refused('createCustomer', 'illegalCustomAttributeCharacter', {
    when: 'a + in a custom attribute',
    source: 'spec 6.3',
    relies: ['customAttributes.illegalCharacterStatus'],
    spoil: edited((body) => body.replace('"c9"', '"c+9"')),
    fill: { attribName: 'smsclusterid' },
  }),
];

export const customerCases: RefusalCase[] = [...userSession, ...searching, ...editing, ...creating];
