import type { Happening, WaitOptions } from './journal/happenings.ts';
import { rejectUnknownId } from './doors/names.ts';
import { ConflictError, InvalidInputError } from './errors.ts';
import type { Snapshot } from './doors/snapshots.ts';
import { SnapshotsDoor } from './doors/snapshots.ts';
import { Engine } from './http/engine.ts';
import type { AllowedOrigins } from './http/cors.ts';
import type { HttpRequest, ExchangeEnd } from './http/exchange.ts';
import type { PartitionEnvironment, PartitionPlan } from './partition.ts';
import { Partition } from './partition.ts';
import type { PartitionSnapshot } from './snapshots/partition-snapshot.ts';
import type { SettingValues } from './protocol/settings.ts';
import { changeSettings } from './doors/change-settings.ts';
import { defaultSettings } from './protocol/settings.ts';
import type { ClockMode } from './time/timekeeper.ts';
import type { PartitionRequest } from './configuration/configuration.ts';
import { clockMode, partitionRequestSchema } from './configuration/configuration.ts';
import { readInput } from './doors/read-input.ts';
import type { CheckedWorld } from './doors/world-schema.ts';
import { rescheduleIdleTimeouts } from './world/conversation-end.ts';
import type { WorldDefinition } from './world/definition.ts';
import { idNumbers, Ids } from './world/ids.ts';
import { loginsOf } from './world/world.ts';

export const defaultPartition = 'default';
/** Each call looks for its own among them. */
const mostPartitions = 1000;

export interface SimulatorPlan {
  settings: SettingValues;
  seed: string;
  clock: ClockMode;
  /** The world of the default partition. */
  definition: WorldDefinition;
  /** The default world with the sections that are given in place of its own. */
  makeWorld: (given: CheckedWorld | undefined) => WorldDefinition;
  allowedOrigins: AllowedOrigins;
  environment: Omit<PartitionEnvironment, 'settings' | 'base' | 'nextHappening' | 'onDefect' | 'logins'>;
  /** Called with what no rule foresaw: the caller was answered 500. */
  onDefect: (error: unknown) => void;
}

/** An ECE: partitions behind one protocol. */
export class Simulator {
  /** Where clients reach it, e.g. `http://127.0.0.1:8080`: the base of content URLs. Set by the skin that opens a socket. */
  url: string;
  /** The state of one partition or of all, to be taken and brought back. */
  readonly snapshots = new SnapshotsDoor(this);
  readonly #engine: Engine;
  readonly #environment: PartitionEnvironment;
  readonly #makeWorld: SimulatorPlan['makeWorld'];
  readonly #partitions = new Map<string, Partition>();
  readonly #listeners = new Set<(partition: string, happening: Happening) => void>();
  readonly #closers: (() => Promise<void>)[] = [];
  #closing: Promise<void> | undefined;
  #partitionCount = 0;
  #happeningCount = 0;

  constructor(plan: SimulatorPlan, url: string) {
    this.url = url;
    this.#makeWorld = plan.makeWorld;
    this.#environment = {
      ...plan.environment,
      settings: () => this.settings,
      base: () => this.url,
      nextHappening: () => ++this.#happeningCount,
      logins: () => this.partitions.flatMap(({ world }) => loginsOf(world)),
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
   * @throws {InvalidInputError} when the request is wrong or the name is taken
   * @throws {ConflictError} when there are 1000 partitions already
   * @throws {ConfigurationError} when a name in the world refers to nothing
   */
  createPartition(request: PartitionRequest = {}): Partition {
    const { name = this.#freeName(), seed = this.seed, clock, world } = readInput(partitionRequestSchema, request);
    if (this.#partitions.has(name))
      throw new InvalidInputError([{ path: ['name'], message: `There is a partition "${name}" already.` }]);
    if (this.#partitions.size >= mostPartitions)
      throw new ConflictError({ path: [], message: `There are ${mostPartitions} partitions already; remove some.` });
    const definition = this.#makeWorld(world);
    this.#requireFreeLogins(definition);
    return this.#add(name, seed, definition, clock === undefined ? this.#default.plan.clock : clockMode(clock));
  }

  #freeName(): string {
    let number = this.#partitionCount;
    while (this.#partitions.has(`partition-${number}`)) number++;
    return `partition-${number}`;
  }

  /** A call finds its partition by the name that it logs in with. */
  #requireFreeLogins({ applications, users }: WorldDefinition): void {
    const ids = new Ids({ name: '', number: this.#partitionCount, seed: '' }, idNumbers());
    const wanted = [...applications.map(({ key }) => ids.login(key)), ...users.map(({ userName }) => ids.login(userName))];
    for (const { name, world } of this.#partitions.values()) {
      const taken = loginsOf(world);
      const login = wanted.find((one) => taken.includes(one));
      if (login !== undefined)
        throw new InvalidInputError([{ path: ['world'], message: `"${login}" logs in to the partition "${name}" already.` }]);
    }
  }

  /** @throws {UnknownIdError} when there is no such partition; {ConflictError} when it is the default one */
  async removePartition(name: string): Promise<void> {
    const partition = this.partition(name);
    if (name === defaultPartition)
      throw new ConflictError({
        path: ['partition'],
        message: 'The default partition stays: it takes the calls that belong to no other.',
      });
    this.#partitions.delete(name);
    await partition.close(0);
  }

  /** In the order in which they were made; the default one first. */
  get partitions(): readonly Partition[] {
    return [...this.#partitions.values()];
  }

  /** See {@link SnapshotsDoor.import}: all of it, or an error and nothing. */
  restore({ scope, settings, partitions }: Snapshot): void {
    const restoredSettings = changeSettings(defaultSettings, settings);
    if (scope === 'partition') for (const snapshot of partitions) this.#requirePlace(snapshot);
    partitions.forEach((snapshot, at) => this.#tryOut(snapshot, at));
    if (scope === 'all') {
      const names = new Set(partitions.map(({ name }) => name));
      for (const name of this.#partitions.keys()) if (!names.has(name)) void this.removePartition(name);
      this.#engine.settings = restoredSettings;
    }
    for (const snapshot of partitions) this.#place(snapshot).restore(snapshot);
  }

  /** A number stands in front of the ids of one partition only. */
  #requirePlace({ name, number }: PartitionSnapshot): void {
    const other = this.partitions.find(({ plan: { identity } }) => (identity.name === name) !== (identity.number === number));
    if (other === undefined) return;
    const { identity } = other.plan;
    const message = `Here the number of the partition "${identity.name}" is ${identity.number}; in the snapshot "${name}" has ${number}.`;
    throw new ConflictError({ path: ['partitions', 0, 'number'], message });
  }

  /** Whatever the state lacks shows before anything is replaced. */
  #tryOut(snapshot: PartitionSnapshot, at: number): void {
    const environment = { ...this.#environment, fetch: () => Promise.reject(new Error('a snapshot is tried out')) };
    try {
      const trial = new Partition(planOf(snapshot), environment);
      trial.restore(snapshot);
      trial.entryPoints.list();
      void trial.close(0);
    } catch (error) {
      const message = `The partition is not consistent: ${(error as Error).message}`;
      throw new InvalidInputError([{ path: ['partitions', at], message }]);
    }
  }

  /** The partition of that name; one that began otherwise makes room. */
  #place(snapshot: PartitionSnapshot): Partition {
    const plan = planOf(snapshot);
    const existing = this.#partitions.get(snapshot.name);
    if (existing !== undefined && JSON.stringify(existing.plan) === JSON.stringify(plan)) return existing;
    void existing?.close(0);
    this.#partitionCount = Math.max(this.#partitionCount, snapshot.number + 1);
    return this.#make(plan);
  }

  /** Every partition back to the state in which it was created. */
  reset(): void {
    for (const partition of this.#partitions.values()) partition.reset();
  }

  /** The values in force, of every setting. */
  get settings(): SettingValues {
    return this.#engine.settings;
  }

  /**
   * Changes some settings for all partitions, at once or not at all.
   * @throws {SettingError} for a name that does not exist or a value that is not implemented
   */
  changeSettings(changes: Readonly<Record<string, unknown>>): void {
    this.#engine.settings = changeSettings(this.settings, changes);
    if ('conversation.idleTimeoutSeconds' in changes) for (const { world } of this.partitions) rescheduleIdleTimeouts(world);
  }

  /**
   * The partition of that name; `default` is there from the beginning.
   * @throws {UnknownIdError} when there is none
   */
  partition(name: string): Partition {
    return this.#partitions.get(name) ?? rejectUnknownId('partition', ['partition'], name, this.#partitions.keys());
  }

  /** That of the default partition. */
  get seed(): string {
    return this.#default.plan.identity.seed;
  }

  // The doors of the default partition, for those who need no other.
  get #default(): Partition {
    return this.#partitions.get(defaultPartition)!;
  }
  /** The time of the default partition: see {@link Partition}. */
  get clock() {
    return this.#default.clock;
  }
  /** The client applications of the default partition. */
  get applications() {
    return this.#default.applications;
  }
  /** The entry points of the default partition. */
  get entryPoints() {
    return this.#default.entryPoints;
  }
  /** The agents of the default partition. */
  get agents() {
    return this.#default.agents;
  }
  /** The conversations of the default partition, and the desks of their agents. */
  get conversations() {
    return this.#default.conversations;
  }
  /** The queues of the default partition. */
  get queues() {
    return this.#default.queues;
  }
  /** The users of the default partition. */
  get users() {
    return this.#default.users;
  }
  /** The customers of the default partition. */
  get customers() {
    return this.#default.customers;
  }
  /** The tokens and sessions of the default partition. */
  get sessions() {
    return this.#default.sessions;
  }
  /** The failures on demand of the default partition. */
  get faults() {
    return this.#default.faults;
  }
  /** What was called and sent in the default partition. */
  get journal() {
    return this.#default.journal;
  }

  /** See {@link Partition.waitFor}. */
  waitFor(fits: (happening: Happening) => boolean, options?: WaitOptions): Promise<Happening> {
    return this.#default.waitFor(fits, options);
  }

  /** One API call, for skins. Never rejects: what no rule foresaw is answered 500. */
  handle(request: HttpRequest): Promise<ExchangeEnd> {
    return this.#engine.handle(request);
  }

  /** What happened in any partition after that number, oldest first, as far as it is kept. */
  since(number: number): { partition: string; happening: Happening }[] {
    return this.partitions
      .flatMap(({ name, happenings }) => happenings.since(number).map((happening) => ({ partition: name, happening })))
      .sort((one, other) => one.happening.number - other.happening.number);
  }

  /** Calls `listener` for what happens in any partition, until the returned function is called. */
  listen(listener: (partition: string, happening: Happening) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** True from the first {@link close}. */
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

function planOf({ name, number, seed, definition, createdWithClock }: PartitionSnapshot): PartitionPlan {
  return { identity: { name, number, seed }, definition, clock: createdWithClock };
}
