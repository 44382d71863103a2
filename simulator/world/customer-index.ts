import type { ContactPoint, Customer, CustomerKey, Phone, PhoneMatch } from './customers.ts';

/**
 * Finds customers by contact data and attributes without a walk through all customers. It is derived from the customers, so that no
 * snapshot holds it. Keys from before an edit may remain: {@link CustomerIndex.find} checks what the customer holds now.
 */
export class CustomerIndex {
  readonly #holders = new Map<string, Set<Customer>>();
  /** They get their keys when a customer is next looked for, so that a world with many customers is made quickly. */
  readonly #withoutKeys: Set<Customer>;

  constructor(customers: Iterable<Customer>) {
    this.#withoutKeys = new Set(customers);
  }

  /** Adds a new customer, or the new values of an edited one. */
  add(customer: Customer): void {
    this.#withoutKeys.add(customer);
  }

  #addKeys(): void {
    for (const customer of this.#withoutKeys) this.#addKeysOf(customer);
    this.#withoutKeys.clear();
  }

  #addKeysOf(customer: Customer): void {
    for (const key of keysOf(customer)) {
      const holders = this.#holders.get(key);
      if (holders === undefined) this.#holders.set(key, new Set([customer]));
      else holders.add(customer);
    }
  }

  /** Removes the customer. */
  remove(customer: Customer): void {
    this.#addKeys();
    for (const key of keysOf(customer)) {
      const holders = this.#holders.get(key);
      holders?.delete(customer);
      if (holders?.size === 0) this.#holders.delete(key);
    }
  }

  /** The customers that hold the key now, oldest first. */
  find(key: CustomerKey, phoneMatch: PhoneMatch): Customer[] {
    this.#addKeys();
    const sought = writeKey(key, phoneMatch);
    const holders = [...(this.#holders.get(sought) ?? [])].filter((customer) => keysOf(customer).includes(sought));
    return holders.sort((one, other) => Number(one.id) - Number(other.id));
  }
}

function keysOf({ contactPersons, customAttributes }: Customer): string[] {
  const attributes = Object.entries(customAttributes).flatMap(([name, [value]]) =>
    value === undefined ? [] : [writeKey({ by: 'custom', name, value })],
  );
  return [...contactPersons.flatMap(({ contactPoints }) => contactPoints.flatMap(pointKeys)), ...attributes];
}

function pointKeys(point: ContactPoint): string[] {
  switch (point.kind) {
    case 'phone':
      return phoneKeys(point.phone);
    case 'email':
      return [writeKey({ by: 'email', value: point.emailAddress })];
    case 'social':
      return [writeKey({ by: 'social', kind: point.socialKind, value: point.socialId })];
  }
}

function phoneKeys({ type, phoneNo, countryCode = '' }: Phone): string[] {
  return [
    ...(type === undefined ? [] : [writeKey({ by: 'phone', kind: type, value: phoneNo })]),
    writeKey({ by: 'phone', value: phoneNo }, 'phoneNo'),
    writeKey({ by: 'phone', value: countryCode + phoneNo }, 'country-code-and-number'),
    writeKey({ by: 'phone', value: phoneNo }, 'digits'),
  ];
}

function writeKey(key: CustomerKey, phoneMatch: PhoneMatch = 'phoneNo'): string {
  switch (key.by) {
    case 'email':
      return JSON.stringify(['email', key.value]);
    case 'phone':
      return JSON.stringify([
        phoneMatch,
        phoneMatch === 'digits' ? key.value.replaceAll(/\D/g, '') : key.value,
        ...(key.kind === undefined ? [] : [key.kind]),
      ]);
    case 'social':
      return JSON.stringify(['social', key.kind, key.value]);
    case 'custom':
      return JSON.stringify(['custom', key.name, key.value]);
  }
}
