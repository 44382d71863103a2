import type { CustomerEditBody } from '../protocol/schemas/bodies.ts';
import type { ContactPerson, Customer, Phone } from '../world/customers.ts';
import { saveCustomer } from '../world/customers.ts';
import { requireAgentConsole } from './authentication.ts';
import type { RoutedCall } from './call.ts';
import { readCustomAttributes } from './custom-attributes.ts';
import { readDetails } from './customer-details.ts';
import type { Operation } from './operation.ts';
import { readNothing } from './operation.ts';
import { refuse } from './refusal-error.ts';

interface Edit {
  readonly body: CustomerEditBody;
  readonly customAttributes: Record<string, string[]>;
}

/** Spec 12.4. When the edit names something unknown, it changes nothing. */
export const editCustomer: Operation<'editCustomer', undefined, Edit> = {
  readQuery: readNothing,
  readContent: (call, body) => ({
    body,
    // Spec 12.4 counts an unknown name among the invalid values.
    customAttributes: readCustomAttributes(call, 'customer', body.customAttributes, call.settings['customer.edit.invalidStatus']),
  }),
  run(call, _query, { body, customAttributes }) {
    refuseConflictBySetting(call);
    const customer = findCustomer(call, body.id);
    requireAgentConsole(call.caller.user, call.settings['customer.edit.forbiddenStatus']);
    const applyContacts = planContactChanges(call, customer, body);
    const replaces = call.settings['customer.edit.merge'] === 'replace';
    customer.details = replaces ? readDetails(body) : { ...customer.details, ...readDetails(body) };
    customer.customAttributes = replaces ? customAttributes : { ...customer.customAttributes, ...customAttributes };
    applyContacts();
    saveCustomer(call.world, customer);
    return { status: 204 };
  },
};

/** The request has no date that ECE could compare, so only a setting leads to a 409: spec 12.4. */
function refuseConflictBySetting(call: RoutedCall): void {
  if (call.settings['customer.edit.conflict'] === 'never') return;
  refuse('staleLastModified', {}, { rule: 'the setting customer.edit.conflict is 409', wouldWork: 'the setting "never"' });
}

function findCustomer(call: RoutedCall, id: string): Customer {
  return (
    call.world.state.customers.get(id) ??
    refuseUnknown(call, id, 'no such customer', [...call.world.state.customers.keys()].slice(-10))
  );
}

function refuseUnknown(call: RoutedCall, id: string, rule: string, wouldWork: string[]): never {
  return refuse('unknownId', { id }, { rule, wouldWork }, { status: call.settings['customer.edit.unknownStatus'] });
}

type PersonBody = NonNullable<CustomerEditBody['contactPersons']>['contactPerson'][number];

/** Finds everything that the edit names. The function returned then makes the changes. */
function planContactChanges(call: RoutedCall, customer: Customer, body: CustomerEditBody): () => void {
  const changes = (body.contactPersons?.contactPerson ?? []).map((personBody) => {
    const person = customer.contactPersons.find(({ id }) => id === personBody.id);
    if (person === undefined) {
      return refuseUnknown(
        call,
        personBody.id,
        'no such contact person of the customer',
        customer.contactPersons.map(({ id }) => id),
      );
    }
    return { person, personBody, phones: planPhoneChanges(call, person, personBody) };
  });
  return () => {
    for (const { person, personBody, phones } of changes) {
      if (personBody.firstName !== undefined) person.firstName = personBody.firstName;
      if (personBody.lastName !== undefined) person.lastName = personBody.lastName;
      for (const { phone, change } of phones) Object.assign(phone, change);
    }
  };
}

function planPhoneChanges(call: RoutedCall, person: ContactPerson, body: PersonBody): { phone: Phone; change: Partial<Phone> }[] {
  const points = body.contactPoints?.contactPoint ?? body.contactPoint ?? [];
  return points.map(({ id, type }) => {
    const point = person.contactPoints.find((candidate) => candidate.id === id);
    if (point?.kind !== 'phone') {
      const phones = person.contactPoints.filter(({ kind }) => kind === 'phone').map((candidate) => candidate.id);
      return refuseUnknown(call, id, 'no such phone of the contact person', phones);
    }
    const { type: kind, ...members } = type.phone;
    return { phone: point.phone, change: removeUndefined({ ...members, ...(kind && { type: kind.value }) }) };
  });
}

function removeUndefined(change: Partial<Record<keyof Phone, string | undefined>>): Partial<Phone> {
  return Object.fromEntries(
    (Object.entries(change) as [string, string | undefined][]).filter(([, value]) => value !== undefined),
  );
}
