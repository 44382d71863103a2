import { contextRootOf } from '../protocol/context-root.ts';
import type { CustomerCreateBody } from '../protocol/schemas/bodies.ts';
import type { CustomerCard, CustomerDetails } from '../world/customers.ts';
import { createCustomer as create } from '../world/customers.ts';
import { requireAgentConsole } from './authentication.ts';
import type { RoutedCall } from './call.ts';
import { readCustomAttributes } from './custom-attributes.ts';
import { readDetails } from './customer-details.ts';
import type { Operation } from './operation.ts';
import { readNothing } from './operation.ts';

interface NewCustomer {
  readonly card: CustomerCard;
  readonly details: CustomerDetails;
}

/** Spec 12.5. */
export const createCustomer: Operation<'createCustomer', undefined, NewCustomer> = {
  readQuery: readNothing,
  readContent: (call, body) => ({ card: readCard(call, body), details: readDetails(body) }),
  run(call, _query, { card, details }) {
    requireAgentConsole(call.caller.user);
    const customer = create(call.world, card);
    customer.details = details;
    return { status: 201, headers: { location: `${contextRootOf(call.settings)}/ws/v12/interaction/customer/${customer.id}` } };
  },
};

function readCard(call: RoutedCall, body: CustomerCreateBody): CustomerCard {
  return {
    ...(body.type !== undefined && { type: body.type.value }),
    contacts: (body.contactPersons?.contactPerson ?? []).map((person) => ({
      ...(person.firstName !== undefined && { firstName: person.firstName }),
      ...(person.lastName !== undefined && { lastName: person.lastName }),
      ...readPoints(person.contactPoints?.contactPoint ?? person.contactPoint ?? []),
    })),
    customAttributes: readCustomAttributes(call, 'customer', body.customAttributes),
  };
}

type PersonBody = NonNullable<CustomerCreateBody['contactPersons']>['contactPerson'][number];
type PointBody = NonNullable<PersonBody['contactPoint']>[number];

function readPoints(points: readonly PointBody[]): Pick<CustomerCard['contacts'][number], 'emails' | 'phones' | 'socials'> {
  const types = points.map(({ type }) => type);
  return {
    emails: types.flatMap(({ email }) => email?.emailAddress ?? []),
    phones: types
      .flatMap(({ phone }) => phone ?? [])
      .map(({ type, ...members }) => ({ ...members, ...(type && { type: type.value }) })),
    socials: types.flatMap(({ social }) => (social ? [{ kind: social.type.value, id: social.socialId }] : [])),
  };
}
