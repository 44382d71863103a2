import type { CheckedPartitionRequest } from './configuration/configuration.ts';
import { clockMode } from './configuration/configuration.ts';
import { rejectUnknownId } from './doors/names.ts';
import type { GivenWorld } from './doors/world-schema.ts';
import { ConflictError, InvalidInputError } from './errors.ts';
import type { Happening } from './journal/happenings.ts';
import type { PartitionEnvironment, PartitionPlan } from './partition.ts';
import { Partition } from './partition.ts';
import type { InParts } from './time/give-way.ts';
import { atOnce } from './time/give-way.ts';
import type { WorldDefinition } from './world/definition.ts';
import { firstIdNumbers, Ids } from './world/ids.ts';
import { Listeners } from './world/listeners.ts';
import { loginsOf } from './world/world.ts';

const defaultPartition = 'default';
/** Each call looks for its own partition among them. */
export const mostPartitions = 1000;

/** The default world with the sections that are given in place of its own. */
export type MakeWorld = (given: GivenWorld | undefined) => WorldDefinition;
export type SharedEnvironment = Omit<PartitionEnvironment, 'nextHappening' | 'logins'>;
/** The default partition, as it begins. */
export type FirstPartition = Omit<PartitionPlan, 'identity'> & { seed: string };
export interface HappeningOfPartition {
  readonly partition: string;
  readonly happening: Happening;
}
export interface SinceOptions {
  /** Only those of this partition. */
  partition?: string | undefined;
  /** The earliest of them, at most so many. */
  most?: number;
}
export type HappeningListener = (partition: string, happening: Happening) => void;

/** The partitions of one simulator; `default` is always among them. */
export class Partitions {
  /** What new partitions share with those that exist. */
  readonly environment: PartitionEnvironment;
  readonly #makeWorld: MakeWorld;
  readonly #byName = new Map<string, Partition>();
  readonly #listeners: Listeners<{ partition: string; happening: Happening }>;
  #hearing: (() => void)[] = [];
  /** How many partitions there have been: the number of the next one. */
  #count = 0;
  #happeningCount = 0;

  constructor({ seed, ...plan }: FirstPartition, environment: SharedEnvironment, makeWorld: MakeWorld) {
    this.#makeWorld = makeWorld;
    this.#listeners = new Listeners(environment.onDefect);
    this.environment = {
      ...environment,
      nextHappening: () => ++this.#happeningCount,
      logins: () => this.list().flatMap(({ world }) => loginsOf(world)),
    };
    this.add({ identity: { name: defaultPartition, number: 0, seed }, ...plan });
  }

  get default(): Partition {
    return this.#byName.get(defaultPartition)!;
  }

  get size(): number {
    return this.#byName.size;
  }

  /** In the order in which they were made; the default one first. */
  list(): readonly Partition[] {
    return [...this.#byName.values()];
  }

  /** The same without a copy, for each call. */
  values(): Iterable<Partition> {
    return this.#byName.values();
  }

  /** @throws {UnknownIdError} when there is none of that name */
  get(name: string): Partition {
    return this.#byName.get(name) ?? rejectUnknownId('partition', ['partition'], name, this.#byName.keys());
  }

  /** Makes the partition; it takes the place of one with the same name. */
  add(plan: PartitionPlan): Partition {
    void this.#byName.get(plan.identity.name)?.close(0);
    const partition = this.#make(plan);
    atOnce(partition.populate());
    return this.#open(partition);
  }

  /** A partition that is in no list yet. Its number is taken from now on. */
  #make(plan: PartitionPlan): Partition {
    this.#count = Math.max(this.#count, plan.identity.number + 1);
    return new Partition(plan, this.environment);
  }

  #open(partition: Partition): Partition {
    this.#byName.set(partition.name, partition);
    if (!this.#listeners.isEmpty) this.#hear(partition);
    return partition;
  }

  /**
   * Makes the partition of a checked request. It stops after each part of the work, and others meet the partition only when it is complete.
   * @throws {InvalidInputError} when the name is taken
   * @throws {ConflictError} when there are 1000 partitions already
   * @throws {ConfigurationError} when a name in the world refers to nothing
   */
  *create({ name = this.#freeName(), seed, clock, world }: CheckedPartitionRequest): InParts<Partition> {
    const { plan } = this.default;
    const definition = this.#makeWorld(world);
    const number = this.#count;
    this.#requireRoom(name, number, definition);
    const partition = this.#make({
      identity: { name, number, seed: seed ?? plan.identity.seed },
      definition,
      clock: clock === undefined ? plan.clock : clockMode(clock),
    });
    try {
      yield* partition.populate();
      // Meanwhile others may have been made.
      this.#requireRoom(name, number, definition);
    } catch (error) {
      void partition.close(0);
      throw error;
    }
    return this.#open(partition);
  }

  #requireRoom(name: string, number: number, definition: WorldDefinition): void {
    if (this.#byName.has(name))
      throw new InvalidInputError([{ path: ['name'], message: `There is a partition "${name}" already.` }]);
    if (this.#byName.size >= mostPartitions)
      throw new ConflictError({ path: [], message: `There are ${mostPartitions} partitions already; remove some.` });
    this.#requireFreeLogins(number, definition);
  }

  #freeName(): string {
    let number = this.#count;
    while (this.#byName.has(`partition-${number}`)) number++;
    return `partition-${number}`;
  }

  /** A call finds its partition by the name that it logs in with. */
  #requireFreeLogins(number: number, { applications, users }: WorldDefinition): void {
    const ids = new Ids({ name: '', number, seed: '' }, firstIdNumbers());
    const wanted = [...applications.map(({ key }) => ids.login(key)), ...users.map(({ userName }) => ids.login(userName))];
    for (const { name, world } of this.#byName.values()) {
      const taken = loginsOf(world);
      const login = wanted.find((one) => taken.includes(one));
      if (login !== undefined)
        throw new InvalidInputError([{ path: ['world'], message: `"${login}" logs in to the partition "${name}" already.` }]);
    }
  }

  /** @throws {UnknownIdError} when there is no such partition; {ConflictError} when it is the default one */
  async remove(name: string): Promise<void> {
    const partition = this.get(name);
    if (name === defaultPartition) {
      const message = 'The default partition stays: it takes the calls that belong to no other.';
      throw new ConflictError({ path: ['partition'], message });
    }
    this.#byName.delete(name);
    await partition.close(0);
  }

  /** What happened in any partition after that number, oldest first, as far as it is kept. */
  since(number: number, { partition, most = Infinity }: SinceOptions = {}): HappeningOfPartition[] {
    const chosen = partition === undefined ? this.list() : [this.get(partition)];
    const found = chosen.flatMap(({ name, happenings }) =>
      happenings.since(number, most).map((happening) => ({ partition: name, happening })),
    );
    return found.sort((one, other) => one.happening.number - other.happening.number).slice(0, most);
  }

  /** The number of what happened last in any partition. */
  get latestHappening(): number {
    return this.#happeningCount;
  }

  /** The number up to which some of what happened is kept no longer, in one partition or in any. */
  forgottenUpTo(partition?: string): number {
    const chosen = partition === undefined ? this.list() : [this.get(partition)];
    return Math.max(...chosen.map(({ happenings }) => happenings.forgottenUpTo));
  }

  /** Calls `listener` for what happens in any partition, until the returned function is called. */
  listen(listener: HappeningListener): () => void {
    const isFirst = this.#listeners.isEmpty;
    const remove = this.#listeners.add(({ partition, happening }) => listener(partition, happening));
    if (isFirst) for (const partition of this.#byName.values()) this.#hear(partition);
    return () => {
      remove();
      if (!this.#listeners.isEmpty) return;
      for (const stop of this.#hearing.splice(0)) stop();
    };
  }

  /** A partition is heard only while there is a listener: whoever is told reads what happened, and reading costs time. */
  #hear({ name, happenings }: Partition): void {
    this.#hearing.push(happenings.listen((happening) => this.#listeners.tell({ partition: name, happening })));
  }
}
