import type { StartBody } from '../protocol/schemas/bodies.ts';
import type { CustomerCard } from '../world/customers.ts';
import type { RoutedCall } from './call.ts';
import { readCustomAttributes } from './custom-attributes.ts';
import { refuse } from './refusal-error.ts';

export type CustomerBody = NonNullable<NonNullable<StartBody['activity']>['customer']>;
type ContactBody = NonNullable<CustomerBody['contacts']>['contact'][number];
type PointList = 'email' | 'phone' | 'social';

/** The customer of a start request: spec 6.3. */
export function readCard(call: RoutedCall, body: CustomerBody): CustomerCard {
  const contacts = keepOnePointOfEachKind(call, body.contacts?.contact ?? []);
  return {
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
    customAttributes: readAttributesOfCustomer(call, body),
  };
}

/** The schema lets the customer, its contacts or both hold the attributes. Of two equal names, that of the customer counts. */
function readAttributesOfCustomer(call: RoutedCall, body: CustomerBody): Record<string, string[]> {
  const holders: Pick<CustomerBody, 'customAttributes'>[] = [...(body.contacts?.contact ?? []), body];
  return Object.assign(
    {},
    ...holders.map(({ customAttributes }) => readCustomAttributes(call, 'customer', customAttributes)),
  ) as Record<string, string[]>;
}

/** A customer has at most one e-mail, one phone of each kind and one id of each social network: spec 6.3. */
function keepOnePointOfEachKind(call: RoutedCall, contacts: readonly ContactBody[]): readonly ContactBody[] {
  const rule = call.settings['conversation.start.repeatedContactPoint'];
  if (rule === 'accept') return contacts;
  const seen = new Set<string>();
  const isFirst = (list: PointList, kind: string | undefined, path: string) => {
    const key = JSON.stringify([list, kind]);
    const isRepeated = seen.has(key);
    seen.add(key);
    if (!isRepeated || rule === 'first') return !isRepeated;
    const reason = { rule: `a second contact point of the kind ${kind ?? list}`, wouldWork: 'one of each kind' };
    return refuse('invalidElement', { path }, reason, { status: rule });
  };
  return contacts.map((contact, at) => {
    const pathOf = (list: PointList, point: number) => `activity.customer.contacts.contact[${at}].${list}[${point}]`;
    return {
      ...contact,
      email: contact.email?.filter((_email, point) => isFirst('email', undefined, pathOf('email', point))),
      phone: contact.phone?.filter(({ type }, point) => isFirst('phone', type?.value, pathOf('phone', point))),
      social: contact.social?.filter(({ type }, point) => isFirst('social', type.value, pathOf('social', point))),
    };
  });
}
