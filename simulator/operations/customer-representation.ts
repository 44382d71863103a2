import { writeElements, xmlDeclaration, xmlText } from '../protocol/xml.ts';
import { contextRootOf } from '../protocol/context-root.ts';
import type { SettingValues } from '../protocol/settings.ts';
import type { ContactPoint, Customer } from '../world/customers.ts';
import { customerName } from '../world/customers.ts';
import type { AnswerBody, RoutedCall } from './call.ts';

/** The JSON members are the setting `customer.search.jsonForm`; the XML elements and namespaces are those of spec 12.3 and 12.4. */
export function makeCustomersBody(
  call: RoutedCall,
  customers: readonly Customer[],
  paginationInfo: Record<string, number>,
): AnswerBody {
  const link = { rel: 'self', href: `${contextRootOf(call.settings)}/ws/v12/interaction/customer?${writeQuery(call)}` };
  const members = customers.map((customer) => customerMembers(customer, call.settings));
  const json = customers.map(({ id, lastModified }, at) => ({
    id,
    lastModified: { date: new Date(lastModified).toISOString() },
    ...members[at],
  }));
  return {
    json:
      call.settings['customer.search.jsonForm'] === 'envelope' ? { link, paginationInfo, customer: json } : { customer: json },
    xml: () => customersXml(members, link),
  };
}

function writeQuery({ query }: RoutedCall): string {
  return [...query].flatMap(([name, values]) => values.map((value) => `${name}=${encodeURIComponent(value)}`)).join('&');
}

type CustomerMembers = ReturnType<typeof customerMembers>;

/** The members that JSON and XML share. Only the JSON has `lastModified`: a public page needs it, and no XML sample has it (spec 12.3). */
function customerMembers(customer: Customer, settings: SettingValues) {
  const { id, type, details, contactPersons, customAttributes } = customer;
  const attributes = Object.entries(customAttributes);
  return {
    id,
    customerName: customerName(customer),
    type: { value: type },
    department: { id: '1000', name: 'Service' },
    ...detailsJson(details),
    ...(contactPersons.length > 0 && {
      contactPersons: {
        contactPerson: contactPersons.map((person) => ({
          id: person.id,
          ...(person.firstName !== undefined && { firstName: person.firstName }),
          ...(person.lastName !== undefined && { lastName: person.lastName }),
          ...pointsJson(person.contactPoints, settings),
        })),
      },
    }),
    ...(attributes.length > 0 && {
      customAttributes: {
        customAttribute: attributes.map(([attribName, values]) => ({
          attribName,
          attribValues: { attribValue: values.map((value) => ({ value })) },
        })),
      },
    }),
  };
}

const enumerations = ['level', 'role', 'howReferred', 'industry'] as const;

function detailsJson(details: Customer['details']): object {
  const { preferredAgent, ...rest } = details;
  const members = Object.entries(rest).map(([name, value]) => [
    name,
    (enumerations as readonly string[]).includes(name) ? { value } : value,
  ]);
  return {
    ...Object.fromEntries(members),
    ...(preferredAgent !== undefined && { preferredAgent: { id: preferredAgent } }),
  } as object;
}

function pointsJson(points: readonly ContactPoint[], settings: SettingValues): object {
  const contactPoint = points.map((point) => ({ id: point.id, type: pointType(point) }));
  return settings['customer.contactPointForm'] === 'wrapped' ? { contactPoints: { contactPoint } } : { contactPoint };
}

function pointType(point: ContactPoint): object {
  switch (point.kind) {
    case 'phone': {
      const { type, ...members } = point.phone;
      return { value: 'phone', phone: { ...(type !== undefined && { type: { value: type } }), ...members } };
    }
    case 'email':
      return { value: 'email', email: { emailAddress: point.emailAddress } };
    case 'social':
      return { value: 'social', social: { type: { value: point.socialKind }, socialId: point.socialId } };
  }
}

const namespaces = {
  '@xmlns': 'http://bindings.egain.com/ws/model/v12/gen/interaction/customer',
  '@xmlns:p': 'http://bindings.egain.com/ws/model/v12/gen/interaction/contactperson',
  '@xmlns:cp': 'http://bindings.egain.com/ws/model/v12/gen/interaction/contactpoint',
  '@xmlns:c': 'http://bindings.egain.com/ws/model/v12/gen/common',
};

function customersXml(customers: CustomerMembers[], link: { rel: string; href: string }): string {
  const customer = customers.map((members) => addPrefixes(members, '') as object);
  return (
    xmlDeclaration +
    writeElements({ customers: { ...namespaces, link: { '@rel': link.rel, '@href': xmlText(link.href) }, customer } })
  );
}

/** The prefix of the namespace that the children of an element belong to; others keep that of their parent. */
const prefixOfChildren: Record<string, string> = {
  contactPersons: 'p:',
  contactPerson: 'p:',
  contactPoints: 'cp:',
  contactPoint: 'cp:',
  customAttributes: 'c:',
};

function addPrefixes(value: unknown, prefix: string, parent = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => addPrefixes(item, prefix, parent));
  if (typeof value !== 'object' || value === null) return xmlText(value as string | number);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) =>
      name === 'id' ? ['@id', member as string] : [prefix + name, addPrefixes(member, prefixOfChildren[name] ?? prefix, name)],
    ),
  );
}
