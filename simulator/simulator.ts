import type { CheckedPartitionRequest, PartitionRequest } from './configuration/configuration.ts';
import { partitionRequestSchema } from './configuration/configuration.ts';
import { OwnerWithDefaultDoors } from './default-doors.ts';
import { changeSettings } from './doors/change-settings.ts';
import type { HappeningFilter } from './doors/happening-filter.ts';
import { readInput } from './doors/read-input.ts';
import { SnapshotsDoor } from './doors/snapshots.ts';
import type { Address } from './http/address.ts';
import type { AllowedOrigins } from './http/cors.ts';
import type { EceServer } from './http/ece-server.ts';
import { Engine } from './http/engine.ts';
import type { ExchangeEnd, HttpRequest } from './http/exchange.ts';
import type { Happening, WaitOptions } from './journal/happenings.ts';
import type { Memory } from './memory/memory.ts';
import type { MemoryView } from './memory/partition-memory.ts';
import type { Partition } from './partition.ts';
import type {
  FirstPartition,
  HappeningListener,
  HappeningOfPartition,
  MakeWorld,
  SharedEnvironment,
  SinceOptions,
} from './partitions.ts';
import { Partitions } from './partitions.ts';
import type { SettingName, SettingValues } from './protocol/settings.ts';
import { atOnce, withPauses } from './time/give-way.ts';
import { realTimers } from './time/real-timers.ts';
import { rescheduleIdleTimeouts } from './world/conversation-end.ts';
import type { Conversation } from './world/conversations.ts';

/** Real milliseconds in which the connections end at least. */
const forConnectionsMs = 1000;

export interface SimulatorPlan {
  settings: SettingValues;
  first: FirstPartition;
  makeWorld: MakeWorld;
  allowedOrigins: AllowedOrigins;
  environment: Omit<SharedEnvironment, 'settings' | 'base' | 'baseFor' | 'onDefect'>;
  /** Called with what no rule foresaw: the caller was answered 500. */
  onDefect: (error: unknown) => void;
  /** Called with the name of each setting that is read. */
  onSettingRead?: ((name: SettingName) => void) | undefined;
}

/** An ECE: partitions behind one protocol. The doors `agents`, `clock` and so on are those of the default partition. */
export class Simulator extends OwnerWithDefaultDoors implements EceServer {
  readonly address: Address;
  /** The state of one partition or of all, to be taken and brought back. */
  readonly snapshots: SnapshotsDoor;
  readonly #engine: Engine;
  readonly #partitions: Partitions;
  readonly #closers: ((deadlineMs: number) => Promise<void>)[] = [];
  readonly #memory: Memory;
  #closing: Promise<void> | undefined;

  /** @internal */
  constructor(plan: SimulatorPlan, address: Address) {
    super();
    const { settings, first, makeWorld, allowedOrigins, environment, onDefect, onSettingRead } = plan;
    this.address = address;
    this.#engine = new Engine(settings, {
      partitions: () => this.#partitions,
      address,
      allowedOrigins,
      onDefect,
      onSettingRead,
    });
    const base = () => address.url;
    const baseFor = (conversation: Conversation | undefined) => address.urlFor(conversation);
    const shared = { ...environment, settings: () => this.settings, base, baseFor, onDefect };
    this.#partitions = new Partitions(first, shared, makeWorld);
    this.snapshots = new SnapshotsDoor(this.#engine, this.#partitions, environment.memory.snapshots);
    this.#memory = environment.memory;
  }

  /** Where clients reach it, e.g. `http://127.0.0.1:8080`. Set it where they do so at another URL: content URLs then begin with that one. */
  get url(): string {
    return this.address.url;
  }

  set url(url: string) {
    this.address.publicUrl = url;
  }

  /**
   * A tenant of its own: applications, entry points, agents, clock, faults and journal that no other partition sees.
   * @throws {InvalidInputError} when the request is wrong or the name is taken
   * @throws {ConflictError} when there are 1000 partitions already
   * @throws {ConfigurationError} when a name in the world refers to nothing
   */
  createPartition(request: PartitionRequest = {}): Partition {
    return atOnce(this.#partitions.create(readInput(partitionRequestSchema(), request)));
  }

  /** The same with pauses in which other calls are answered, for a request that is checked already. @internal */
  createPartitionWithPauses(request: CheckedPartitionRequest): Promise<Partition> {
    return withPauses(this.#partitions.create(request));
  }

  /** @throws {UnknownIdError} when there is no such partition; {ConflictError} when it is the default one */
  removePartition(name: string): Promise<void> {
    return this.#partitions.remove(name);
  }

  /** In the order in which they were made; the default one first. */
  get partitions(): readonly Partition[] {
    return this.#partitions.list();
  }

  /**
   * The partition of that name; `default` is there from the beginning.
   * @throws {UnknownIdError} when there is none
   */
  partition(name: string): Partition {
    return this.#partitions.get(name);
  }

  /** Every partition back to the state in which it was created. */
  reset(): void {
    for (const partition of this.partitions) partition.reset();
  }

  /** The memory budget, what of it is used, and what was dropped. Partitions have their own: `partition.memory.view`. */
  get memory(): MemoryView {
    return this.#memory.view;
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
    this.#engine.settings = changeSettings(this.#engine.unwatchedSettings, changes);
    if ('conversation.idleTimeoutSeconds' in changes) for (const { world } of this.partitions) rescheduleIdleTimeouts(world);
  }

  /** The seed of the default partition. */
  get seed(): string {
    return this.#partitions.default.plan.identity.seed;
  }

  /** Waits for something in the default partition: see {@link Partition.waitFor}. */
  waitFor(awaited: HappeningFilter | ((happening: Happening) => boolean), options?: WaitOptions): Promise<Happening> {
    return this.#partitions.default.waitFor(awaited, options);
  }

  handle(request: HttpRequest): ExchangeEnd | Promise<ExchangeEnd> {
    return this.#engine.handle(request);
  }

  /** What happened in any partition after that number, oldest first, as far as it is kept. */
  since(number: number, options?: SinceOptions): HappeningOfPartition[] {
    return this.#partitions.since(number, options);
  }

  /** The number of what happened last in any partition. */
  get latestHappening(): number {
    return this.#partitions.latestHappening;
  }

  /** The number up to which some of what happened is kept no longer, in one partition or in any; 0 when all is. */
  forgottenUpTo(partition?: string): number {
    return this.#partitions.forgottenUpTo(partition);
  }

  /** Calls `listener` for what happens in any partition, until the returned function is called. */
  listen(listener: HappeningListener): () => void {
    return this.#partitions.listen(listener);
  }

  /** True from the first {@link close}. */
  get isClosing(): boolean {
    return this.#closing !== undefined;
  }

  /** Lets a skin close its sockets with the simulator, within `deadlineMs` real milliseconds. @internal */
  onClose(closer: (deadlineMs: number) => Promise<void>): void {
    this.#closers.push(closer);
  }

  /**
   * Finishes the calls and deliveries that are under way, for `deadlineMs` real milliseconds at most, and stops. The connections of a socket
   * have a second more.
   */
  close(deadlineMs = 5000): Promise<void> {
    this.#closing ??= (async () => {
      const deadline = realTimers.elapsed() + deadlineMs + forConnectionsMs;
      await Promise.all(this.partitions.map((partition) => partition.close(deadlineMs)));
      await Promise.all(this.#closers.map((closer) => closer(Math.max(forConnectionsMs, deadline - realTimers.elapsed()))));
    })();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
