import { type Happening, type WaitOptions } from './doors/happenings.ts';
import { unknownId } from './doors/problem.ts';
import { Engine } from './http/engine.ts';
import type { AllowedOrigins } from './http/cors.ts';
import type { HttpRequest, Outcome } from './http/exchange.ts';
import { Partition, type PartitionEnvironment } from './partition.ts';
import { changeSettings, type SettingValues } from './protocol/settings.ts';
import type { ClockMode } from './timekeeper.ts';
import type { WorldDefinition } from './world/definition.ts';

export const defaultPartition = 'default';

export interface SimulatorPlan {
  settings: SettingValues;
  seed: string;
  clock: ClockMode;
  definition: WorldDefinition;
  allowedOrigins: AllowedOrigins;
  environment: Omit<PartitionEnvironment, 'settings' | 'base'>;
  /** Called with what no rule foresaw: the caller was answered 500. */
  onDefect: (error: unknown) => void;
}

/** An ECE: partitions behind one protocol. */
export class Simulator {
  /** Where clients reach it, e.g. `http://127.0.0.1:8080`: the base of content URLs. Set by the skin that opens a socket. */
  url: string;
  readonly seed: string;
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
    this.#environment = { ...plan.environment, settings: () => this.settings, base: () => this.url };
    this.#engine = new Engine(plan.settings, {
      partitions: () => this.#partitions.values(),
      base: () => this.url,
      allowedOrigins: plan.allowedOrigins,
      onDefect: plan.onDefect,
    });
    this.#add(defaultPartition, plan.seed, plan.definition, plan.clock);
  }

  #add(name: string, seed: string, definition: WorldDefinition, clock: ClockMode): Partition {
    const identity = { name, number: this.#partitionCount++, seed };
    const partition = new Partition({ identity, definition, clock }, this.#environment);
    partition.happenings.listen((happening) => {
      for (const listener of this.#listeners) listener(name, happening);
    });
    this.#partitions.set(name, partition);
    return partition;
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
