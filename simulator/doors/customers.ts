import type * as z from 'zod';
import type { ContactPoint, Customer, CustomerKey } from '../world/customers.ts';
import { createCustomer, findCustomers, removeCustomer } from '../world/customers.ts';
import type { World } from '../world/world.ts';
import { readInput } from './read-input.ts';
import { latestKeys, rejectUnknownId } from './names.ts';
import type { WorldSchemas } from './world-schema.ts';
import { worldSchemas } from './world-schema.ts';

/** The customers of a partition. Conversations create them; users search and edit them. */
export class CustomersDoor {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** @param key only customers that have exactly this key */
  list(key?: CustomerKey): readonly Customer[] {
    return key === undefined ? [...this.#world.state.customers.values()] : findCustomers(this.#world, key);
  }

  /** @throws {UnknownIdError} when there is no such customer */
  get(id: string): Customer {
    const { customers } = this.#world.state;
    return customers.get(id) ?? rejectUnknownId('customer', ['customer'], id, latestKeys(customers));
  }

  /** First and last name, or else another value of the first contact person; null when there is none. */
  nameOf(id: string): string | null {
    const [person] = this.#world.state.customers.get(id)?.contactPersons ?? [];
    if (person === undefined) return null;
    const name = [person.firstName, person.lastName].filter((part) => part !== undefined && part !== '').join(' ');
    const [point] = person.contactPoints;
    return name !== '' ? name : point === undefined ? null : addressOf(point);
  }

  /** @throws {InvalidInputError} for a wrong value; {UnknownIdError} for a custom attribute that is not configured */
  add(card: z.input<WorldSchemas['customerSchema']>): Customer {
    const checked = readInput(worldSchemas().customerSchema, card);
    const configured = this.#world.state.customAttributes.customer;
    const unknown = Object.keys(checked.customAttributes).find((name) => !configured.includes(name));
    if (unknown !== undefined)
      rejectUnknownId('custom attribute of customers', ['customAttributes', unknown], unknown, configured);
    return createCustomer(this.#world, checked);
  }

  /** The conversations of the customer become anonymous and keep the messages. @throws {UnknownIdError} when there is no such customer */
  remove(id: string): void {
    removeCustomer(this.#world, this.get(id));
  }
}

function addressOf(point: ContactPoint): string {
  if (point.kind === 'phone') return point.phone.phoneNo;
  return point.kind === 'email' ? point.emailAddress : point.socialId;
}
