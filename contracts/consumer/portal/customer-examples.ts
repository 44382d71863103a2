import { plainXml } from '../answers.ts';
import type { Answer } from '../interaction.ts';
import { state } from '../interaction.ts';
import { digits, examples, text } from '../templates.ts';

/** Two customers of the portal: Ann with all that a customer can have, in JSON, and Bob with little, in XML (spec 12.3 to 12.5). */

const { customerId, contactPersonId, contactPointId, lastModifiedDate } = examples;

export const annsEmail = 'ann@lee.example';
export const bobsEmail = 'bob@lee.example';
export const sharedNumber = '5550130';
export const annsPsid = '4711000820';

export function attribute(name: string, value: string) {
  return { customAttributes: { customAttribute: [{ attribName: name, attribValues: { attribValue: [{ value }] } }] } };
}

/** What the calls that edit and create a customer have in common. */
export const details = {
  level: { value: 'gold' },
  role: { value: 'Reseller' },
  pin: '4711',
  howReferred: { value: 'Partner' },
  industry: { value: 'Retail' },
  marketSegment: 'Small shops',
  preferredAgent: { id: '1001' },
  entitlements: 'Support by phone',
};

const annsPhone = { type: { value: 'office' }, phoneNo: sharedNumber, countryCode: '1', areaCode: '40', extension: '7' };
const annsPoints = [
  { type: { value: 'phone', phone: annsPhone } },
  { type: { value: 'email', email: { emailAddress: annsEmail } } },
  { type: { value: 'social', social: { type: { value: 'instagram' }, socialId: 'ann_lee' } } },
];

function person(members: object, contactPoint: readonly object[]) {
  return { contactPersons: { contactPerson: [{ ...members, contactPoints: { contactPoint } }] } };
}

export const ann = {
  type: { value: 'corporate' },
  ...person({ firstName: 'Ann', lastName: 'Lee' }, annsPoints),
  ...details,
  ...attribute('facebookpsid', annsPsid),
};

const common = 'http://bindings.egain.com/ws/model/v12/gen';
const uris = {
  '': `${common}/interaction/customer`,
  p: `${common}/interaction/contactperson`,
  cp: `${common}/interaction/contactpoint`,
  c: `${common}/common`,
};
const namespaces = Object.entries(uris)
  .map(([prefix, uri]) => `xmlns${prefix && ':'}${prefix}="${uri}"`)
  .join(' ');

export const bob =
  `<customer ${namespaces}><type><value>group</value></type><contactPersons><p:contactPerson><p:firstName>Bob</p:firstName><p:contactPoints>` +
  `<cp:contactPoint><cp:type><cp:email><cp:emailAddress>${bobsEmail}</cp:emailAddress></cp:email></cp:type></cp:contactPoint>` +
  `<cp:contactPoint><cp:type><cp:phone><cp:phoneNo>${sharedNumber}</cp:phoneNo></cp:phone></cp:type></cp:contactPoint>` +
  '</p:contactPoints></p:contactPerson></contactPersons><pin>4712</pin></customer>';

export const annExists = state('a customer who was created', { email: annsEmail, body: JSON.stringify(ann) });
export const bobExists = state('a customer who was created', { email: bobsEmail, body: bob });

function found(customerName: string, members: object, personMembers: object, points: readonly object[]) {
  return {
    ...members,
    id: digits(customerId),
    lastModified: { date: text(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, lastModifiedDate) },
    customerName,
    department: { id: '1000', name: 'Service' },
    ...person(
      { id: digits(contactPersonId), ...personMembers },
      points.map((point) => ({ id: digits(contactPointId), ...point })),
    ),
  };
}

export const annFound = found('Ann Lee', ann, { firstName: 'Ann', lastName: 'Lee' }, annsPoints);
export const bobFound = found('Bob', { type: { value: 'group' }, pin: '4712' }, { firstName: 'Bob' }, [
  { type: { value: 'phone', phone: { phoneNo: sharedNumber } } },
  { type: { value: 'email', email: { emailAddress: bobsEmail } } },
]);

/** `customer`, `p:contactPerson` and so on, as Pact names elements in a path. */
function pathOf(...names: readonly string[]): string {
  const steps = names.map((name) => {
    const [local = '', prefix = ''] = name.split(':').reverse();
    return local.startsWith('@') ? local : `${uris[prefix as keyof typeof uris]}:${local}`;
  });
  return `$${steps.map((step) => `['${step}']`).join('')}`;
}

const personPath = ['customers', 'customer', 'contactPersons', 'p:contactPerson'];

function pointOfBob(kind: string, value: string): string {
  return `<cp:contactPoint id="${contactPointId}"><cp:type><cp:value>${kind}</cp:value>${value}</cp:type></cp:contactPoint>`;
}

export const bobFoundInXml: Answer = plainXml(200, {
  plainXml:
    `<customers ${namespaces}><link rel="self" href="/system/ws/v12/interaction/customer?email=bob%40lee.example"/>` +
    `<customer id="${customerId}"><customerName>Bob</customerName><type><value>group</value></type>` +
    '<department id="1000"><name>Service</name></department><pin>4712</pin>' +
    `<contactPersons><p:contactPerson id="${contactPersonId}"><p:firstName>Bob</p:firstName><p:contactPoints>` +
    pointOfBob('phone', `<cp:phone><cp:phoneNo>${sharedNumber}</cp:phoneNo></cp:phone>`) +
    pointOfBob('email', `<cp:email><cp:emailAddress>${bobsEmail}</cp:emailAddress></cp:email>`) +
    '</p:contactPoints></p:contactPerson></contactPersons></customer></customers>',
  rules: {
    [pathOf('customers', 'customer', '@id')]: digits(customerId),
    [pathOf(...personPath, '@id')]: digits(contactPersonId),
    [pathOf(...personPath, 'p:contactPoints', 'cp:contactPoint', '@id')]: digits(contactPointId),
  },
});
