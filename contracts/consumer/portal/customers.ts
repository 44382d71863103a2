import type { Format } from '../answers.ts';
import { json, noContent, sessionHeaders } from '../answers.ts';
import type { Answer, Body } from '../interaction.ts';
import { state } from '../interaction.ts';
import { examples, given, text } from '../templates.ts';
import {
  ann,
  annExists,
  annFound,
  annsEmail,
  annsPsid,
  attribute,
  bob,
  bobExists,
  bobFound,
  bobFoundInXml,
  bobsEmail,
  details,
  sharedNumber,
} from './customer-examples.ts';
import type { PortalCall, PortalInteraction } from './portal-interaction.ts';
import { exchange, failing, invalidElement, missingElement, refused } from './portal-interaction.ts';

/** Customers as a back office keeps them: pages of a search, new customers, changes that no node makes (spec 12.3 to 12.5). */

const path = '/system/ws/v12/interaction/customer';
const session = state('a user session');

function headers(format: Format, body?: Body) {
  const type = `application/${format}`;
  return { ...sessionHeaders(), Accept: type, ...(body && { 'Content-Type': type }) };
}

type Query = Readonly<Record<string, string>>;

function search(query: Query, format: Format = 'json'): PortalCall {
  const asked = Object.entries(query).map(([name, value]) => `${name} ${value}`);
  return {
    title: `searches customers by ${asked.join(', ')}${format === 'xml' ? ', in XML' : ''}`,
    operation: 'searchCustomers',
    request: { method: 'GET', path, query, headers: headers(format) },
    ask: (portal) => portal.findCustomers(query, format),
  };
}

const names = { ann: 'Ann Lee', bob: 'Bob' };
type Name = keyof typeof names;

/** The customers that the search shows of those who exist: Ann, and Bob, who was created later. */
function shows(query: Query, shown: readonly Name[], pagination: object, count = shown.length) {
  const customer = shown.map((name) => (name === 'ann' ? annFound : bobFound));
  // Pact sends the parameters in the order of their names.
  const sent = Object.keys(query).sort();
  const href = `${path}?${sent.map((name) => `${name}=${encodeURIComponent(query[name]!)}`).join('&')}`;
  const answer = json(200, { link: { rel: 'self', href }, paginationInfo: { count, ...pagination }, customer });
  return exchange(
    search(query),
    [session, annExists, bobExists],
    answer,
    shown.map((name) => names[name]),
  );
}

const onePage = { pagenum: 1, pagesize: 25 };
const ofBoth = { phone: sharedNumber };

function partOfBoth(query: Query, shown: readonly Name[], pagination: object = onePage) {
  return shows({ ...ofBoth, ...query }, shown, pagination, 2);
}

function showsNobody(query: Query) {
  return exchange(search(query), [session, annExists, bobExists], noContent, []);
}

function refusedSearch(query: Query, code: `${number}-${number}`, message: string) {
  return refused(search(query), [session], code, message);
}

function supported(name: string, values: string) {
  return `Unsupported value for query parameter '${name}'. Only the following values are supported: '${values}'.`;
}

function invalidValue(name: string) {
  return `Invalid value provided for query parameter: '${name}'.`;
}

const searches: readonly PortalInteraction[] = [
  shows({ email: annsEmail }, ['ann'], onePage),
  exchange(search({ email: bobsEmail }, 'xml'), [session, annExists, bobExists], bobFoundInXml, ['Bob']),
  shows({ 'custom.facebookpsid': annsPsid, $attribute: 'all' }, ['ann'], onePage),
  shows({ ...ofBoth, email: bobsEmail }, ['bob'], onePage),
  showsNobody({ ...ofBoth, email: 'eve@lee.example' }),
  partOfBoth({ $pagenum: '1', $pagesize: '75' }, ['ann', 'bob'], { pagenum: 1, pagesize: 75 }),
  partOfBoth({ $pagenum: '2', $pagesize: '1' }, ['bob'], { pagenum: 2, pagesize: 1 }),
  showsNobody({ ...ofBoth, $pagenum: '2' }),
  partOfBoth({ $rangestart: '2' }, ['bob'], { rangestart: 2, rangesize: 25 }),
  partOfBoth({ $rangesize: '1' }, ['ann'], { rangestart: 1, rangesize: 1 }),
  partOfBoth({ $sort: 'id' }, ['ann', 'bob']),
  partOfBoth({ $sort: 'id', $order: 'desc' }, ['bob', 'ann']),
  partOfBoth({ $sort: 'customerName', $order: 'asc' }, ['ann', 'bob']),
  partOfBoth({ $sort: 'customerName', $order: 'desc' }, ['bob', 'ann']),
  refusedSearch({ ...ofBoth, $sort: 'shoe' }, '400-102', supported('$sort', 'id, customerName')),
  refusedSearch({ ...ofBoth, $sort: 'id', $order: 'up' }, '400-102', supported('$order', 'asc, desc')),
  refusedSearch({ ...ofBoth, $pagenum: '0' }, '400-244', invalidValue('$pagenum')),
  refusedSearch({ ...ofBoth, $pagesize: '76' }, '400-244', invalidValue('$pagesize')),
  refusedSearch({ ...ofBoth, $rangesize: 'all' }, '400-244', invalidValue('$rangesize')),
  refusedSearch({ email: '' }, '400-244', invalidValue('email')),
  refusedSearch({ ...ofBoth, $pagenum: '1', $rangesize: '5' }, '400-120', 'Unsupported combination of query parameters.'),
  refusedSearch({ ...ofBoth, $order: 'asc' }, '400-124', "Query parameter '$order' requires '$sort'."),
  refusedSearch({ $sort: 'id' }, '400-245', 'At least one search criterion is required.'),
  refusedSearch({ activity: '{"id":"2041"}' }, '400-101', "Unsupported query parameter(s) supplied: 'activity'."),
];

function add(title: string, customer: object | string): PortalCall {
  const [format, body] =
    typeof customer === 'string' ? (['xml', { plainXml: customer }] as const) : (['json', { json: customer }] as const);
  return {
    title: `adds a customer ${title}`,
    operation: 'createCustomer',
    request: { method: 'POST', path, headers: headers(format, body), body },
    ask: (portal) => portal.addCustomer(customer, format),
  };
}

function change(title: string, members: object): PortalCall {
  const body = { json: { id: given('{customerId}'), ...members } };
  return {
    title: `changes ${title}`,
    operation: 'editCustomer',
    request: { method: 'PUT', path, headers: headers('json', body), body },
    ask: (portal) => portal.changeCustomer({ id: examples.customerId, ...members }),
  };
}

function withPhone(phone: object) {
  return { contactPersons: { contactPerson: [{ contactPoints: { contactPoint: [{ type: { phone } }] } }] } };
}
function tooLong(name: string, limit: number) {
  return `Value of the following attribute exceeds ${limit} characters: '${name}'.`;
}

const added: Answer = {
  status: 201,
  headers: { Location: text(new RegExp(`${path}/\\d+`), `${path}/${examples.customerId}`) },
};
const phoneNo = 'contactPersons.contactPerson[0].contactPoints.contactPoint[0].type.phone.phoneNo';
const ofPin = add('with a PIN', { pin: '4711' });
const ofAnn = [session, annExists];

const kept: readonly PortalInteraction[] = [
  exchange(add('with all members', ann), [session], added, examples.customerId),
  exchange(add('with few members, in XML', bob), [session], added, examples.customerId),
  exchange(add('without members', {}), [session], added, examples.customerId),
  refused(add('of an unknown role', { role: { value: 'Boss' } }), [session], '400-152', invalidElement('role.value')),
  refused(add('with a PIN of 256', { pin: '1'.repeat(256) }), [session], '400-358', tooLong('pin', 255)),
  refused(add('with a phone without number', withPhone({ countryCode: '1' })), [session], '400-146', missingElement(phoneNo)),
  refused(
    add('with an empty number', withPhone({ phoneNo: '' })),
    [session],
    '400-387',
    `Value of the following attribute must not be empty: '${phoneNo}'.`,
  ),
  refused(add('with a shoe size', attribute('shoe', '43')), [session], '400-916', 'Custom attribute is not configured: shoe'),
  refused(
    add('with a character that ECE forbids', attribute('facebookpsid', '4711+')),
    [session],
    '400-917',
    'Value of the custom attribute contains characters that are not allowed: facebookpsid',
  ),
  refused(
    { ...ofPin, title: `${ofPin.title} with a session that has ended` },
    [state('a user session that has ended')],
    '401-101',
    "Invalid or expired 'X-egain-session' header provided. New login is required.",
  ),
  refused(
    { ...ofPin, title: `${ofPin.title} by a clerk without permission` },
    [state('a session of a user without permission')],
    '403-178',
    'User is not allowed to perform the following action: View Agent Console.',
  ),
  failing(ofPin, [session]),
  exchange(change('all that a customer is', details), ofAnn, noContent, 'changed'),
  refused(
    change('the name of a stranger', { contactPersons: { contactPerson: [{ id: '999999', firstName: 'Eve' }] } }),
    ofAnn,
    '404-101',
    'The following id does not exist: 999999',
  ),
  refused(
    change('a market segment to one of 51', { marketSegment: 'S'.repeat(51) }),
    ofAnn,
    '400-358',
    tooLong('marketSegment', 50),
  ),
];

export const portalCustomers: readonly PortalInteraction[] = [...searches, ...kept];
