import type { SettingValues } from '../protocol/settings.ts';
import type { World } from './world.ts';

/** Spec 12.4, with the lengths given there. */
export interface Phone {
  /** home, office, mobile, fax or pager. */
  type?: string;
  phoneNo: string;
  countryCode?: string;
  areaCode?: string;
  extension?: string;
}

/** A way to reach a contact person. */
export type ContactPoint = { readonly id: string } & (
  | { readonly kind: 'phone'; phone: Phone }
  | { readonly kind: 'email'; emailAddress: string }
  | { readonly kind: 'social'; socialKind: string; socialId: string }
);

export interface ContactPerson {
  readonly id: string;
  firstName?: string;
  lastName?: string;
  contactPoints: ContactPoint[];
}

/** Members of a customer that Edit Customer may change and Customer Search shows: spec 12.4. */
export interface CustomerDetails {
  level?: string;
  role?: string;
  pin?: string;
  howReferred?: string;
  industry?: string;
  marketSegment?: string;
  preferredAgent?: string;
  entitlements?: string;
}

/** Spec 12.3. */
export interface Customer {
  readonly id: string;
  type: string;
  details: CustomerDetails;
  contactPersons: ContactPerson[];
  /** Values by the attribute's name. */
  customAttributes: Record<string, readonly string[]>;
  /** Epoch milliseconds; later after each edit. */
  lastModified: number;
  /** Created by a start request, not by the administrator. */
  isFromConversation?: true;
}

/** The data of a customer in a start request, a definition or a test. */
export interface CustomerCard {
  type?: string;
  contacts: {
    firstName?: string;
    lastName?: string;
    emails: string[];
    phones: Phone[];
    socials: { kind: string; id: string }[];
  }[];
  customAttributes: Record<string, readonly string[]>;
}

/** What a customer is looked up by: spec 6.1. */
export type CustomerKey =
  | { readonly by: 'email'; readonly value: string }
  | { readonly by: 'phone'; readonly kind?: string; readonly value: string }
  | { readonly by: 'social'; readonly kind: string; readonly value: string }
  | { readonly by: 'custom'; readonly name: string; readonly value: string };

/** How phone numbers are compared; Customer Search has the setting `customer.search.phoneMatch`. */
export type PhoneMatch = SettingValues['customer.search.phoneMatch'];

/** The customers that match exactly, oldest first: spec 6.1 and 12.3. */
export function findCustomers(world: World, key: CustomerKey, phoneMatch: PhoneMatch = 'phoneNo'): Customer[] {
  return world.customersByKey.find(key, phoneMatch);
}

/** Saves an edited customer: it is found by its new values, and `lastModified` becomes later. Call it after every edit. */
export function saveCustomer(world: World, customer: Customer): void {
  customer.lastModified = Math.max(world.clock.now(), customer.lastModified + 1);
  world.customersByKey.add(customer);
}

export function createCustomer(world: World, card: CustomerCard): Customer {
  const customer: Customer = {
    id: world.ids.next('customer'),
    type: card.type ?? 'individual',
    details: {},
    contactPersons: card.contacts.map((contact) => ({
      id: world.ids.next('contactPerson'),
      ...(contact.firstName !== undefined && { firstName: contact.firstName }),
      ...(contact.lastName !== undefined && { lastName: contact.lastName }),
      contactPoints: [
        ...contact.phones.map((phone) => ({ id: world.ids.next('contactPoint'), kind: 'phone' as const, phone: { ...phone } })),
        ...contact.emails.map((emailAddress) => ({ id: world.ids.next('contactPoint'), kind: 'email' as const, emailAddress })),
        ...contact.socials.map(({ kind, id }) => ({
          id: world.ids.next('contactPoint'),
          kind: 'social' as const,
          socialKind: kind,
          socialId: id,
        })),
      ],
    })),
    customAttributes: card.customAttributes,
    lastModified: world.clock.now(),
  };
  world.state.customers.set(customer.id, customer);
  world.customersByKey.add(customer);
  return customer;
}

/** Removes the customer. Its conversations become anonymous, and keep what was said. */
export function removeCustomer(world: World, customer: Customer): void {
  for (const conversation of world.state.conversations.values())
    if (conversation.customerId === customer.id) conversation.customerId = null;
  world.conversationIndex.forgetCustomer(customer.id);
  forget(world, customer);
}

function forget(world: World, customer: Customer): void {
  world.state.customers.delete(customer.id);
  world.customersByKey.remove(customer);
}

/** Most customers that are kept. Those of the definition and those with a conversation stay; the oldest others are removed first. */
export const customersKept = 100_000;
/** Customers are removed in bulk: a start must not walk through all of them. */
const customersBetweenCleanings = 1000;

/** Creates a customer for a start request that found none; such a customer is always `individual`: spec 6.1. */
export function createCustomerOfConversation(world: World, card: CustomerCard): Customer {
  const customer = createCustomer(world, { ...card, type: 'individual' });
  customer.isFromConversation = true;
  if (world.state.customers.size > customersKept && world.state.customers.size % customersBetweenCleanings === 0)
    forgetOldest(world);
  return customer;
}

function forgetOldest(world: World): void {
  const { customers, conversations } = world.state;
  const withConversation = new Set([...conversations.values()].map(({ customerId }) => customerId));
  const forgettable = [...customers.values()].filter(
    ({ id, isFromConversation }) => isFromConversation === true && !withConversation.has(id),
  );
  for (const customer of forgettable.slice(0, Math.max(0, customers.size - customersKept))) {
    forget(world, customer);
  }
}

export function customerName({ contactPersons }: Customer): string {
  const person = contactPersons[0];
  return [person?.firstName, person?.lastName].filter((part) => part !== undefined).join(' ');
}
