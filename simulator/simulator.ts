import { type Happening, type WaitOptions } from './doors/happenings.ts';
import { Problem, unknownId } from './doors/problem.ts';
import { type Snapshot, SnapshotsDoor } from './doors/snapshots.ts';
import { Engine } from './http/engine.ts';
import type { AllowedOrigins } from './http/cors.ts';
import type { HttpRequest, Outcome } from './http/exchange.ts';
import { Partition, type PartitionEnvironment, type PartitionPlan } from './partition.ts';
import type { PartitionSnapshot } from './partition-snapshot.ts';
import { changeSettings, defaultSettings, type SettingValues } from './protocol/settings.ts';
import type { ClockMode } from './timekeeper.ts';
import { checkWorld, clockMode, type Configuration, type WorldConfiguration, worldOf } from './configuration.ts';
import type { WorldDefinition } from './world/definition.ts';

export const defaultPartition = 'default';

export interface SimulatorPlan {
  settings: SettingValues;
  seed: string;
  clock: ClockMode;
  definition: WorldDefinition;
  allowedOrigins: AllowedOrigins;
  environment: Omit<PartitionEnvironment, 'settings' | 'base' | 'onDefect'>;
  /** Called with what no rule foresaw: the caller was answered 500. */
  onDefect: (error: unknown) => void;
}

export interface PartitionRequest {
  /** Default: `partition-<number>`. */
  name?: string;
  /** Default: that of the simulator. */
  seed?: string;
  /** Default: that with which the simulator was made. */
  clock?: Configuration['clock'];
  /** Sections of the default world to replace. */
  world?: WorldConfiguration;
}

/** An ECE: partitions behind one protocol. */
export class Simulator {
  /** Where clients reach it, e.g. `http://127.0.0.1:8080`: the base of content URLs. Set by the skin that opens a socket. */
  url: string;
  readonly seed: string;
  readonly snapshots = new SnapshotsDoor(this);
  readonly #engine: Engine;
  readonly #environment: PartitionEnvironment;
  readonly #partitions = new Map<string, Partition>();
  readonly #listeners = new Set<(partition: string, happening: Happening) => void>();
  readonly #closers: (() => Promise<void>)[] = [];
  #closing: Promise<void> | undefined;
  #partitionCount = 0;

  constructor(plan: SimulatorPlan, url: string) {
    this.url = url;
    this.seed = plan.seed;
    this.#environment = {
      ...plan.environment,
      settings: () => this.settings,
      base: () => this.url,
      onDefect: plan.onDefect,
    };
    this.#engine = new Engine(plan.settings, {
      partitions: () => this.#partitions.values(),
      base: () => this.url,
      allowedOrigins: plan.allowedOrigins,
      onDefect: plan.onDefect,
    });
    this.#add(defaultPartition, plan.seed, plan.definition, plan.clock);
  }

  #add(name: string, seed: string, definition: WorldDefinition, clock: ClockMode): Partition {
    return this.#make({ identity: { name, number: this.#partitionCount++, seed }, definition, clock });
  }

  #make(plan: PartitionPlan): Partition {
    const { name } = plan.identity;
    const partition = new Partition(plan, this.#environment);
    partition.happenings.listen((happening) => {
      for (const listener of this.#listeners) listener(name, happening);
    });
    this.#partitions.set(name, partition);
    return partition;
  }

  /**
   * A tenant of its own: applications, entry points, agents, clock, faults and journal that no other partition sees.
   * @throws {Problem} when the name is taken, {@link ConfigurationError} when the world is wrong
   */
  createPartition({ name, seed, clock, world }: PartitionRequest = {}): Partition {
    const given = name ?? `partition-${this.#partitionCount}`;
    if (this.#partitions.has(given)) throw new Problem('invalid', 'name', `There is a partition "${given}" already.`);
    const definition = worldOf(world === undefined ? undefined : checkWorld(world, 'world'));
    return this.#add(given, seed ?? this.seed, definition, clock === undefined ? this.#default.plan.clock : clockMode(clock));
  }

  /** @throws {Problem} when there is no such partition, or it is the default one */
  async removePartition(name: string): Promise<void> {
    const partition = this.partition(name);
    if (name === defaultPartition)
      throw new Problem('impossible', 'partition', 'The default partition stays: calls that no other claims belong to it.');
    this.#partitions.delete(name);
    await partition.close(0);
  }

  get partitions(): readonly Partition[] {
    return [...this.#partitions.values()];
  }

  /** See {@link SnapshotsDoor.import}: all of it, or a {@link Problem} and nothing. */
  restore({ scope, settings, partitions }: Snapshot): void {
    const restoredSettings = changeSettings(defaultSettings, settings);
    partitions.forEach((snapshot, at) => this.#requirePlace(snapshot, at, scope));
    if (scope === 'all') {
      const names = new Set(partitions.map(({ name }) => name));
      for (const name of this.#partitions.keys()) if (!names.has(name)) void this.removePartition(name);
      this.#engine.settings = restoredSettings;
    }
    for (const snapshot of partitions) {
      const partition = this.#partitions.get(snapshot.name) ?? this.#recreate(snapshot);
      partition.restore(snapshot);
    }
  }

  /** A number stands in front of the ids of one partition only. */
  #requirePlace({ name, number }: PartitionSnapshot, at: number, scope: Snapshot['scope']): void {
    const same = this.#partitions.get(name);
    const other = [...this.#partitions.values()].find(
      ({ plan }) => plan.identity.number === number && plan.identity.name !== name,
    );
    if (same !== undefined && same.plan.identity.number !== number) {
      throw new Problem(
        'impossible',
        `partitions[${at}].number`,
        `The partition "${name}" has the number ${same.plan.identity.number} here, ${number} in the snapshot.`,
      );
    }
    if (other !== undefined && scope === 'partition') {
      throw new Problem(
        'impossible',
        `partitions[${at}].number`,
        `The number ${number} is that of the partition "${other.name}" here.`,
      );
    }
  }

  #recreate({ name, number, seed, definition, createdWithClock }: PartitionSnapshot): Partition {
    this.#partitionCount = Math.max(this.#partitionCount, number + 1);
    return this.#make({ identity: { name, number, seed }, definition, clock: createdWithClock });
  }

  /** Every partition back to the state in which it was created. */
  reset(): void {
    for (const partition of this.#partitions.values()) partition.reset();
  }

  get settings(): SettingValues {
    return this.#engine.settings;
  }

  /**
   * Changes some settings for all partitions, at once or not at all.
   * @throws {SettingError} for a name that does not exist or a value that is not implemented
   */
  changeSettings(changes: Readonly<Record<string, unknown>>): void {
    this.#engine.settings = changeSettings(this.settings, changes);
  }

  /** The partition of that name; `default` is there from the beginning. */
  partition(name: string): Partition {
    return this.#partitions.get(name) ?? unknownId('partition', 'partition', name, this.#partitions.keys());
  }

  // The doors of the default partition, for those who need no other.
  get #default(): Partition {
    return this.#partitions.get(defaultPartition)!;
  }
  get clock() {
    return this.#default.clock;
  }
  get applications() {
    return this.#default.applications;
  }
  get entryPoints() {
    return this.#default.entryPoints;
  }
  get agents() {
    return this.#default.agents;
  }
  get conversations() {
    return this.#default.conversations;
  }
  get faults() {
    return this.#default.faults;
  }
  get journal() {
    return this.#default.journal;
  }

  /** See {@link Partition.waitFor}. */
  waitFor(fits: (happening: Happening) => boolean, options?: WaitOptions): Promise<Happening> {
    return this.#default.waitFor(fits, options);
  }

  handle(request: HttpRequest): Promise<Outcome> {
    return this.#engine.handle(request);
  }

  /** Calls `listener` for what happens in any partition, until the returned function is called. */
  listen(listener: (partition: string, happening: Happening) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get isClosing(): boolean {
    return this.#closing !== undefined;
  }

  /** Lets a skin close its socket with the simulator. */
  onClose(closer: () => Promise<void>): void {
    this.#closers.push(closer);
  }

  /** Finishes deliveries that are under way, for `deadlineMs` real milliseconds at most, and stops. */
  close(deadlineMs = 5000): Promise<void> {
    this.#closing ??= (async () => {
      await Promise.all([...this.#partitions.values()].map((partition) => partition.close(deadlineMs)));
      await Promise.all(this.#closers.map((closer) => closer()));
    })();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
