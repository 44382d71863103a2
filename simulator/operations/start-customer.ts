import type { SearchAttributeName } from '../protocol/setting-kinds.ts';
import type { Customer, CustomerCard, CustomerKey } from '../world/customers.ts';
import { findCustomers, createCustomerOfConversation } from '../world/customers.ts';
import type { RoutedCall } from './call.ts';
import type { CustomerBody } from './customer-card.ts';
import { readCard } from './customer-card.ts';
import { readParameter } from './query.ts';
import { refuse } from './refusal-error.ts';

/** How the conversation is started: spec 6.1. */
export type StartForm =
  | { readonly form: 'anonymous' }
  | {
      readonly form: 'search';
      readonly attribute: SearchAttribute;
      /** The contact point that the conversation is tied to, where the customer must hold it. */
      readonly contact: SearchAttribute | undefined;
    };

type SearchAttribute =
  | { readonly by: 'email'; readonly name: string }
  | { readonly by: 'phone'; readonly kind?: string; readonly name: string }
  | { readonly by: 'social'; readonly kind: string; readonly name: string }
  | { readonly by: 'custom'; readonly attribute: string; readonly name: string };

export function readStartForm(call: RoutedCall): StartForm {
  const isAnonymous = readAnonymous(call);
  const name = readParameter(call, 'searchContactOnAttribute');
  const attribute = name === undefined ? undefined : readSearchAttribute(call, name);
  const contact = readConversationContact(call, name);
  if (isAnonymous && attribute === undefined) return { form: 'anonymous' };
  if (!isAnonymous && attribute !== undefined) return { form: 'search', attribute, contact };
  const rule = call.settings['conversation.start.queryRule'];
  if (attribute !== undefined && rule !== 'exactly-one') {
    return rule === 'anonymous-first' ? { form: 'anonymous' } : { form: 'search', attribute, contact };
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
    { name: 'anonymousCustomer', values: allowed === 'yes' ? 'yes' : 'yes, no' },
    { rule: `"${value}" is not a legal value`, wouldWork: 'anonymousCustomer=yes' },
  );
}

/** Observed, so no setting removes them: spec 6.1. */
const observedAttributes: readonly SearchAttributeName[] = ['email.emailAddress', 'social.instagramId'];

function readSearchAttribute(call: RoutedCall, name: string): SearchAttribute {
  const allowed = call.settings['conversation.start.searchAttributes'];
  const attribute = parseAttribute(name);
  const isAllowed = attribute?.patterns.some((pattern) => allowed.includes(pattern) || observedAttributes.includes(pattern));
  if (attribute !== undefined && isAllowed === true) return attribute.attribute;
  return refuse(
    'unknownSearchAttribute',
    { value: name },
    { rule: 'no customer can be searched by it', wouldWork: allowed },
    {
      status: call.settings['conversation.start.unknownSearchAttributeStatus'],
    },
  );
}

/** Reads the name of a search attribute. Gives what it stands for, and which names in the setting allow it. */
function parseAttribute(
  name: string,
): { readonly attribute: SearchAttribute; readonly patterns: readonly SearchAttributeName[] } | undefined {
  const [, phoneKind] = /^(home|mobile|office)\.phone$/.exec(name) ?? [];
  const [, social] = /^social\.(\w+)Id$/.exec(name) ?? [];
  const [, custom] = /^custom\.(.+)$/.exec(name) ?? [];
  const own = name as SearchAttributeName;
  if (name === 'email.emailAddress') return { attribute: { by: 'email', name }, patterns: [own] };
  if (phoneKind !== undefined) return { attribute: { by: 'phone', kind: phoneKind, name }, patterns: [own] };
  if (name === 'phone' || name === 'phone.phoneNo') return { attribute: { by: 'phone', name }, patterns: [own] };
  if (social !== undefined) return { attribute: { by: 'social', kind: social, name }, patterns: [own, 'social.<kind>Id'] };
  if (custom !== undefined) return { attribute: { by: 'custom', attribute: custom, name }, patterns: ['custom.<attributeName>'] };
  return undefined;
}

/** The six contact points that the successor's sibling ties an activity to: spec 6.1. */
const contactNames = [
  'email.emailAddress',
  'home.phone',
  'office.phone',
  'social.facebookId',
  'social.twitterId',
  'social.instagramId',
];

/** A public client sends it with the same value as `searchContactOnAttribute`: spec 6.1. */
function readConversationContact(call: RoutedCall, searched: string | undefined): SearchAttribute | undefined {
  const contact = readParameter(call, 'conversationContact');
  if (contact === undefined) return undefined;
  const name = 'conversationContact';
  const rule = call.settings['conversation.start.conversationContact'];
  if (rule === 'refuse')
    refuse('unknownQueryParameter', { name }, { rule: 'the parameter is not supported', wouldWork: 'without it' });
  if (searched === undefined) {
    refuse('invalidQueryValue', { name }, { rule: 'it goes with searchContactOnAttribute only', wouldWork: 'without it' });
  }
  if (rule === 'require-equal' && contact !== searched) {
    refuse(
      'invalidQueryParameter',
      { name, values: searched },
      { rule: 'it must equal searchContactOnAttribute', wouldWork: searched },
    );
  }
  if (rule !== 'checked') return undefined;
  if (contactNames.includes(contact)) return parseAttribute(contact)?.attribute;
  const values = contactNames.join(', ');
  return refuse('invalidQueryParameter', { name, values }, { rule: 'it names no contact point', wouldWork: contactNames });
}

/** The customer of the body, and the key that finds an existing customer; null when there is no key. */
export interface WantedCustomer {
  readonly card: CustomerCard;
  readonly key: CustomerKey | null;
}

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
  if (key === undefined && rule !== 'optional') refuseWithout(form.attribute, body);
  if (form.contact !== undefined && (card === undefined || findKey(card, form.contact) === undefined))
    refuseWithout(form.contact, body);
  return card === undefined ? null : { card, key: key ?? null };
}

function refuseWithout(attribute: SearchAttribute, body: CustomerBody | undefined): never {
  const path = body === undefined ? 'activity.customer' : `activity.customer (${attribute.name})`;
  return refuse(
    'missingElement',
    { path },
    { rule: `the customer must hold ${attribute.name}`, wouldWork: expectedMembers[attribute.by] },
  );
}

const expectedMembers = {
  email: 'contacts.contact[].email[].emailAddress',
  phone: 'contacts.contact[].phone[] with type.value and phoneNo',
  social: 'contacts.contact[].social[] with type.value and socialId',
  custom: 'customAttributes.customAttribute[] with attribName and attribValues',
} as const;

function findKey({ contacts, customAttributes }: CustomerCard, attribute: SearchAttribute): CustomerKey | undefined {
  const value = (() => {
    switch (attribute.by) {
      case 'email':
        return contacts.flatMap(({ emails }) => emails)[0];
      case 'phone':
        return contacts
          .flatMap(({ phones }) => phones)
          .find(({ type }) => attribute.kind === undefined || type === attribute.kind)?.phoneNo;
      case 'social':
        return contacts.flatMap(({ socials }) => socials).find(({ kind }) => kind === attribute.kind)?.id;
      case 'custom':
        return customAttributes[attribute.attribute]?.[0];
    }
  })();
  if (value === undefined) return undefined;
  switch (attribute.by) {
    case 'email':
      return { by: 'email', value };
    case 'phone':
      return { by: 'phone', value, ...(attribute.kind !== undefined && { kind: attribute.kind }) };
    case 'social':
      return { by: 'social', kind: attribute.kind, value };
    case 'custom':
      return { by: 'custom', name: attribute.attribute, value };
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
