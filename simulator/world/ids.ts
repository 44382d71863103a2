import { Random } from './random.ts';
import type { PartitionIdentity } from './world.ts';

/** How many ids of each kind a partition has given out. They go on counting when the partition is reset. */
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

/** The first number of each kind, near those of published traces (a conversation and a session have UUIDs instead). */
const first: Record<IdKind, number> = {
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

/** Ids of a kind that one partition can give out before it reaches those of the next. */
const idsPerPartition = 10_000_000;

export function idNumbers(): IdNumbers {
  return { ...first };
}

/** The local number of an entry point with the partition's number in front: 1001 is 31001 in partition 3. */
export function entryPointIn(partition: number, localId: number): string {
  return String(partition * 10_000 + localId);
}

/** A name that callers log in with, followed by the partition's number: demo-client is demo-client-3 in partition 3. */
export function loginIn(partition: number, localName: string): string {
  return partition === 0 ? localName : `${localName}-${partition}`;
}

/** Ids of one partition: never given twice, and different from those of every other partition of the simulator. */
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

  /** A lower-case UUID that follows from the partition's seed, name and number and the number of those before it. */
  uuid(kind: IdKind): string {
    return new Random(
      `${this.#identity.seed}/${this.login(this.#identity.name)}/${kind}/${this.#numbers[kind]++}`,
      new Map(),
    ).uuid('id');
  }

  entryPoint(localId: number): string {
    return entryPointIn(this.#identity.number, localId);
  }

  login(localName: string): string {
    return loginIn(this.#identity.number, localName);
  }

  numbers(): IdNumbers {
    return { ...this.#numbers };
  }

  /** Goes on after the higher of these numbers and its own. */
  continueAfter(numbers: IdNumbers): void {
    for (const kind of Object.keys(first) as IdKind[]) this.#numbers[kind] = Math.max(this.#numbers[kind], numbers[kind]);
  }
}
