import type { Ece } from './ece.ts';
import { guestUser } from './ece.ts';
import type { Probes } from './probe.ts';
import { statuses } from './probe.ts';
import { attribute } from './start.ts';

interface Customer {
  readonly id: string;
  readonly pin?: string;
  readonly contactPersons: { readonly contactPerson: readonly [ContactPerson] };
  readonly customAttributes?: { readonly customAttribute: readonly { readonly attribName: string }[] };
}
interface ContactPerson {
  readonly id: string;
  readonly contactPoints?: { readonly contactPoint: readonly [{ readonly id: string }] };
  readonly contactPoint?: readonly [{ readonly id: string }];
}

/** A customer who is in the world from the beginning. */
const ann = {
  customers: [
    {
      contacts: [{ firstName: 'Ann', lastName: 'Lee', phones: [{ phoneNo: '555-0100', countryCode: '1' }] }],
      customAttributes: { smsclusterid: ['c1'] },
    },
  ],
};
const options = { world: ann };

async function findAnn(ece: Ece): Promise<Customer> {
  const { json } = await ece.searchCustomers('custom.smsclusterid=c1');
  return (json as { customer: [Customer] }).customer[0];
}

export const customer = {
  'customer.search.phoneMatch': {
    options,
    observe: async (ece) => {
      const outcome = async (phone: string) => (await ece.searchCustomers(`phone=${phone}`)).outcome;
      return { number: await outcome('555-0100'), withCountryCode: await outcome('1555-0100'), digits: await outcome('5550100') };
    },
    seen: [
      ['phoneNo', { number: 200, withCountryCode: 204, digits: 204 }],
      ['country-code-and-number', { number: 204, withCountryCode: 200, digits: 204 }],
      ['digits', { number: 200, withCountryCode: 204, digits: 200 }],
    ],
  },
  'customer.search.activity': {
    observe: async (ece) => {
      const query = 'searchContactOnAttribute=custom.smsclusterid';
      const started = await ece.start({ query, activity: { customer: { customAttributes: attribute('smsclusterid', 'c2') } } });
      const { activity } = started.json as { activity: { id: string } };
      const search = async (id: string) =>
        (await ece.searchCustomers(`activity=${encodeURIComponent(JSON.stringify({ id }))}`)).outcome;
      return { known: await search(activity.id), unknown: await search('0') };
    },
    seen: [
      ['unsupported', { known: '400-101', unknown: '400-101' }],
      ['supported', { known: 200, unknown: 204 }],
    ],
  },
  'customer.search.jsonForm': {
    options,
    observe: async (ece) => Object.keys((await ece.searchCustomers('phone=555-0100')).json as object),
    seen: [
      ['envelope', ['link', 'paginationInfo', 'customer']],
      ['bare', ['customer']],
    ],
  },
  'customer.contactPointForm': {
    options,
    observe: async (ece) => {
      const { id, contactPersons } = await findAnn(ece);
      const [person] = contactPersons.contactPerson;
      const [point] = (person.contactPoints?.contactPoint ?? person.contactPoint)!;
      const changed = { id: point.id, type: { phone: { phoneNo: '555-0199' } } };
      const edit = (points: object) =>
        ece.editCustomer({ id, contactPersons: { contactPerson: [{ id: person.id, ...points }] } });
      const found = async () => (await ece.searchCustomers('phone=555-0199')).status === 200;
      await edit({ contactPoint: [changed] });
      const flat = await found();
      await edit({ contactPoint: [{ ...changed, type: { phone: { phoneNo: '555-0100' } } }] });
      await edit({ contactPoints: { contactPoint: [changed] } });
      return { shown: Object.keys(person), flat, wrapped: await found() };
    },
    seen: [
      ['wrapped', { shown: ['id', 'firstName', 'lastName', 'contactPoints'], flat: false, wrapped: true }],
      ['flat', { shown: ['id', 'firstName', 'lastName', 'contactPoint'], flat: true, wrapped: false }],
    ],
  },
  'customer.edit.merge': {
    options,
    observe: async (ece) => {
      const { id } = await findAnn(ece);
      await ece.editCustomer({ id, pin: '1234' });
      await ece.editCustomer({ id, customAttributes: attribute('facebookpsid', 'f1') });
      const { json } = await ece.searchCustomers('phone=555-0100');
      const [edited] = (json as { customer: [Customer] }).customer;
      return [edited.pin, edited.customAttributes?.customAttribute.map(({ attribName }) => attribName)];
    },
    seen: [
      ['merge', ['1234', ['smsclusterid', 'facebookpsid']]],
      ['replace', [undefined, ['facebookpsid']]],
    ],
  },
  'customer.edit.invalidStatus': {
    options,
    observe: async (ece) => {
      const { id } = await findAnn(ece);
      const outcome = async (body: object) => (await ece.editCustomer({ id, ...body })).outcome;
      return {
        longPin: await outcome({ pin: '1'.repeat(256) }),
        unknownAttribute: await outcome({ customAttributes: attribute('foo', 'bar') }),
      };
    },
    seen: [
      [400, { longPin: '400-358', unknownAttribute: '400-916' }],
      [422, { longPin: '422-358', unknownAttribute: '422-916' }],
    ],
  },
  'customer.edit.forbiddenStatus': {
    options,
    observe: async (ece) => (await ece.editCustomer({ id: (await findAnn(ece)).id }, await ece.session(guestUser))).outcome,
    seen: statuses('178', 403, 401),
  },
  'customer.edit.unknownStatus': {
    options,
    observe: async (ece) => {
      const { id } = await findAnn(ece);
      return {
        customer: (await ece.editCustomer({ id: '0' })).outcome,
        person: (await ece.editCustomer({ id, contactPersons: { contactPerson: [{ id: '0' }] } })).outcome,
      };
    },
    seen: [
      [404, { customer: '404-101', person: '404-101' }],
      [400, { customer: '400-901', person: '400-901' }],
    ],
  },
  'customer.edit.conflict': {
    options,
    observe: async (ece) => (await ece.editCustomer({ id: (await findAnn(ece)).id, pin: '1' })).outcome,
    seen: [
      ['never', 204],
      [409, '409-100'],
    ],
  },
  'customAttributes.unknownNameStatus': {
    observe: async (ece) => (await ece.start({ activity: { customAttributes: attribute('foo', 'bar') } })).outcome,
    seen: [
      [400, '400-916'],
      ['ignore', 201],
    ],
  },
  'customAttributes.illegalCharacterStatus': {
    observe: async (ece) => (await ece.start({ activity: { customAttributes: attribute('chathistory', 'a+b') } })).outcome,
    seen: statuses('917', 400, 500),
  },
  'customAttributes.activityDefaults': {
    observe: async (ece) => {
      const outcomes: Record<string, unknown> = {};
      for (const name of ['activity_test_string1', 'chathistory', 'language']) {
        outcomes[name] = (await ece.start({ activity: { customAttributes: attribute(name, 'text') } })).outcome;
      }
      return outcomes;
    },
    seen: [
      [['activity_test_string1', 'chathistory'], { activity_test_string1: 201, chathistory: 201, language: '400-916' }],
      [['chathistory', 'language'], { activity_test_string1: '400-916', chathistory: 201, language: 201 }],
    ],
  },
} satisfies Probes;
