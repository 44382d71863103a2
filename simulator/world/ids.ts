import { makeUuid } from './random.ts';
import type { PartitionIdentity } from './world.ts';

/** The next number of each kind of id in a partition. A reset does not change them. */
export interface IdNumbers {
  activity: number;
  message: number;
  attachment: number;
  customer: number;
  contactPerson: number;
  contactPoint: number;
  application: number;
  adapter: number;
  queue: number;
  agent: number;
  user: number;
  conversation: number;
  session: number;
}
export type IdKind = keyof IdNumbers;

/** The first number of each kind, as in published traces. For conversations and sessions, the number only seeds a UUID. */
const firstNumbers: Record<IdKind, number> = {
  activity: 2041,
  message: 3_118_908_847,
  attachment: 4711,
  customer: 1012,
  contactPerson: 2001,
  contactPoint: 3001,
  application: 101,
  adapter: 201,
  queue: 301,
  agent: 1005,
  user: 601,
  conversation: 1,
  session: 1,
};

/** How far apart the ids of two partitions are. */
export const idsPerPartition = 10_000_000;

export function firstIdNumbers(): IdNumbers {
  return { ...firstNumbers };
}

/** The id of an entry point: its local number after the partition's number. 1001 is 31001 in partition 3. */
export function makeEntryPointId(partition: number, localId: number): string {
  return String(partition * 10_000 + localId);
}

/** A client key or user name: its local name before the partition's number. demo-client is demo-client-3 in partition 3. */
export function makeLogin(partition: number, localName: string): string {
  return partition === 0 ? localName : `${localName}-${partition}`;
}

/** Makes the ids of one partition. No other id of the simulator is the same. */
export class Ids {
  readonly #identity: PartitionIdentity;
  #numbers: IdNumbers;

  constructor(identity: PartitionIdentity, numbers: IdNumbers) {
    this.#identity = identity;
    this.#numbers = numbers;
  }

  /** A string of digits: spec 2.2. */
  next(kind: IdKind): string {
    return String(this.#identity.number * idsPerPartition + this.#numbers[kind]++);
  }

  /** A lower-case UUID. It depends on the partition's seed, name and number and on how many were made before it. */
  uuid(kind: IdKind): string {
    return makeUuid(`${this.#identity.seed}/${this.login(this.#identity.name)}/${kind}/${this.#numbers[kind]++}/id`);
  }

  /** A lower-case UUID that belongs to an id: the same each time. */
  uuidOf(kind: IdKind, id: string): string {
    return makeUuid(`${this.#identity.seed}/${this.login(this.#identity.name)}/${kind}/of ${id}/id`);
  }

  entryPoint(localId: number): string {
    return makeEntryPointId(this.#identity.number, localId);
  }

  /** The id that the world defines, of an entry point that clients name so: 31001 is 1001 in partition 3. */
  localEntryPoint(id: string): number {
    return Number(id) - this.#identity.number * 10_000;
  }

  /** The id that clients send, of an entry point that is named by it or by its local id. */
  fullEntryPoint(id: string): string {
    return /^[1-9]\d{0,3}$/.test(id) ? this.entryPoint(Number(id)) : id;
  }

  login(localName: string): string {
    return makeLogin(this.#identity.number, localName);
  }

  numbers(): IdNumbers {
    return { ...this.#numbers };
  }

  /** Continues, for each kind, with the higher one of the given number and its own. */
  continueAfter(numbers: IdNumbers): void {
    for (const kind of Object.keys(firstNumbers) as IdKind[]) this.#numbers[kind] = Math.max(this.#numbers[kind], numbers[kind]);
  }
}
