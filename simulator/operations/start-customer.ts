import type { StartBody } from '../protocol/schemas/bodies.ts';
import type { Customer, CustomerCard, CustomerKey } from '../world/customers.ts';
import { findCustomers, createCustomerOfConversation } from '../world/customers.ts';
import type { RoutedCall } from './call.ts';
import { readCustomAttributes } from './custom-attributes.ts';
import { readParameter } from './query.ts';
import { refuse } from './refusal-error.ts';

/** How the conversation is started: spec 6.1. */
export type StartForm = { readonly form: 'anonymous' } | { readonly form: 'search'; readonly attribute: SearchAttribute };

type SearchAttribute =
  | { readonly by: 'email' | 'phone'; readonly name: string }
  | { readonly by: 'social'; readonly kind: string; readonly name: string }
  | { readonly by: 'custom'; readonly attribute: string; readonly name: string };

export function readStartForm(call: RoutedCall): StartForm {
  const isAnonymous = readAnonymous(call);
  const name = readParameter(call, 'searchContactOnAttribute');
  const attribute = name === undefined ? undefined : readSearchAttribute(call, name);
  checkConversationContact(call, name);
  if (isAnonymous && attribute === undefined) return { form: 'anonymous' };
  if (!isAnonymous && attribute !== undefined) return { form: 'search', attribute };
  const rule = call.settings['conversation.start.queryRule'];
  if (attribute !== undefined && rule !== 'exactly-one') {
    return rule === 'anonymous-first' ? { form: 'anonymous' } : { form: 'search', attribute };
  }
  return refuse(
    'startQueryRule',
    {},
    {
      rule: attribute === undefined ? 'neither form of start is asked for' : 'both forms of start are asked for',
      wouldWork: ['anonymousCustomer=yes', 'searchContactOnAttribute=email.emailAddress'],
    },
  );
}

function readAnonymous(call: RoutedCall): boolean {
  const value = readParameter(call, 'anonymousCustomer');
  const allowed = call.settings['conversation.start.anonymousValues'];
  if (value === undefined || value === 'yes') return value === 'yes';
  if (value === 'no' && allowed !== 'yes') return false;
  if (allowed === 'any') return true;
  return refuse(
    'invalidQueryParameter',
    { name: 'anonymousCustomer' },
    { rule: `"${value}" is not a legal value`, wouldWork: 'anonymousCustomer=yes' },
  );
}

function readSearchAttribute(call: RoutedCall, name: string): SearchAttribute {
  const allowed = call.settings['conversation.start.searchAttributes'];
  const social = /^social\.(\w+)Id$/.exec(name)?.[1];
  const custom = /^custom\.(.+)$/.exec(name)?.[1];
  if (name === 'email.emailAddress' && allowed.includes(name)) return { by: 'email', name };
  if ((name === 'phone' || name === 'phone.phoneNo') && allowed.includes(name)) return { by: 'phone', name };
  // Observed with `instagram` (spec 6.1); the other kinds follow its pattern.
  if (social !== undefined && (social === 'instagram' || allowed.includes('social.<kind>Id')))
    return { by: 'social', kind: social, name };
  if (custom !== undefined && allowed.includes('custom.<attributeName>')) return { by: 'custom', attribute: custom, name };
  return refuse(
    'unknownSearchAttribute',
    { value: name },
    { rule: 'no customer can be searched by it', wouldWork: allowed },
    {
      status: call.settings['conversation.start.unknownSearchAttributeStatus'],
    },
  );
}

/** A public client sends it with the same value as `searchContactOnAttribute`: spec 6.1. */
function checkConversationContact(call: RoutedCall, searched: string | undefined): void {
  const contact = readParameter(call, 'conversationContact');
  if (contact === undefined) return;
  const name = 'conversationContact';
  const rule = call.settings['conversation.start.conversationContact'];
  if (rule === 'refuse')
    refuse('unknownQueryParameter', { name }, { rule: 'the parameter is not supported', wouldWork: 'without it' });
  if (searched === undefined) {
    refuse('invalidQueryParameter', { name }, { rule: 'it goes with searchContactOnAttribute only', wouldWork: 'without it' });
  }
  readSearchAttribute(call, contact);
  if (rule === 'require-equal' && contact !== searched) {
    refuse('invalidQueryParameter', { name }, { rule: 'it must equal searchContactOnAttribute', wouldWork: searched });
  }
}

/** The customer of the body, and the key by which an existing one is found; null when there is no key. */
export interface WantedCustomer {
  readonly card: CustomerCard;
  readonly key: CustomerKey | null;
}

type CustomerBody = NonNullable<NonNullable<StartBody['activity']>['customer']>;

export function readWantedCustomer(call: RoutedCall, form: StartForm, body: CustomerBody | undefined): WantedCustomer | null {
  const rule = call.settings['conversation.start.customerRule'];
  if (form.form === 'anonymous') {
    if (body !== undefined && rule === 'refused-when-anonymous') {
      refuse(
        'invalidElement',
        { path: 'activity.customer' },
        { rule: 'an anonymous conversation has no customer', wouldWork: 'without it' },
      );
    }
    return null;
  }
  const card = body === undefined ? undefined : readCard(call, body);
  const key = card === undefined ? undefined : findKey(card, form.attribute);
  if (key === undefined && rule !== 'optional') {
    const path = body === undefined ? 'activity.customer' : `activity.customer (${form.attribute.name})`;
    refuse(
      'missingElement',
      { path },
      { rule: `the customer must hold ${form.attribute.name}`, wouldWork: expectedMembers[form.attribute.by] },
    );
  }
  return card === undefined ? null : { card, key: key ?? null };
}

const expectedMembers = {
  email: 'contacts.contact[].email[].emailAddress',
  phone: 'contacts.contact[].phone[].phoneNo',
  social: 'contacts.contact[].social[] with type.value and socialId',
  custom: 'customAttributes.customAttribute[] with attribName and attribValues',
} as const;

function readCard(call: RoutedCall, body: CustomerBody): CustomerCard {
  const contacts = body.contacts?.contact ?? [];
  // The setting says whether the customer or its contacts hold them.
  const holders: Pick<CustomerBody, 'customAttributes'>[] =
    call.settings['conversation.start.customerCustomAttributes'] === 'customer' ? [body] : contacts;
  const customAttributes = Object.assign(
    {},
    ...holders.map(({ customAttributes }) => readCustomAttributes(call, 'customer', customAttributes)),
  ) as Record<string, string[]>;
  return {
    ...(body.type !== undefined && { type: body.type.value }),
    contacts: contacts.map((contact) => ({
      ...(contact.firstName !== undefined && { firstName: contact.firstName }),
      ...(contact.lastName !== undefined && { lastName: contact.lastName }),
      emails: (contact.email ?? []).map(({ emailAddress }) => emailAddress),
      socials: (contact.social ?? []).map(({ type, socialId }) => ({ kind: type.value, id: socialId })),
      phones: (contact.phone ?? []).map(({ type, phoneNo, countryCode, areaCode, extension }) => ({
        phoneNo,
        ...(type !== undefined && { type: type.value }),
        ...(countryCode !== undefined && { countryCode }),
        ...(areaCode !== undefined && { areaCode }),
        ...(extension !== undefined && { extension }),
      })),
    })),
    customAttributes,
  };
}

function findKey({ contacts, customAttributes }: CustomerCard, attribute: SearchAttribute): CustomerKey | undefined {
  const value = (() => {
    switch (attribute.by) {
      case 'email':
        return contacts.flatMap(({ emails }) => emails)[0];
      case 'phone':
        return contacts.flatMap(({ phones }) => phones)[0]?.phoneNo;
      case 'social':
        return contacts.flatMap(({ socials }) => socials).find(({ kind }) => kind === attribute.kind)?.id;
      case 'custom':
        return customAttributes[attribute.attribute]?.[0];
    }
  })();
  if (value === undefined) return undefined;
  switch (attribute.by) {
    case 'social':
      return { by: 'social', kind: attribute.kind, value };
    case 'custom':
      return { by: 'custom', name: attribute.attribute, value };
    default:
      return { by: attribute.by, value };
  }
}

/** The customer found by the key, or a new one: spec 6.1 and 6.4. */
export function findOrCreateCustomer(call: RoutedCall, { card, key }: WantedCustomer): Customer {
  const found = key === null ? [] : findCustomers(call.world, key);
  const match = call.settings['conversation.start.match'];
  if (found.length > 1 && match === 400) {
    refuse(
      'severalCustomersMatch',
      {},
      { rule: 'the searched attribute is not unique', wouldWork: 'an attribute of one customer only' },
    );
  }
  return (match === 'newest' ? found.at(-1) : found[0]) ?? createCustomerOfConversation(call.world, card);
}
