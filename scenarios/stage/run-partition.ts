import { randomUUID } from 'node:crypto';
import type { ControlAnswers, ControlClient } from '../../simulator/control/client-types.ts';
import type { CheckedWorld } from '../../simulator/doors/world-schema.ts';
import { makeEntryPointId, makeLogin } from '../../simulator/world/ids.ts';
import { StepFailedError } from './step-failed-error.ts';
import type { PartitionAccess, ScenarioSimulator } from './scenario-simulator.ts';

interface Application {
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What the control API says about a new partition. */
interface PartitionView {
  readonly name: string;
  readonly number: number;
  readonly applications: readonly Application[];
  readonly entryPoints: readonly { readonly id: string; readonly localId: number }[];
  readonly users: readonly { readonly userName: string; readonly password: string }[];
}

/** The partition of one run. It translates the names of the scenario's world into those of the partition. */
export class RunPartition {
  readonly access: PartitionAccess;
  readonly #view: PartitionView;
  readonly #simulator: ScenarioSimulator;
  readonly #applicationName: string | undefined;
  /** By client id. */
  readonly #removed = new Map<string, ControlAnswers['Application']>();
  /** Name of the snapshot of the partition. */
  #backup: string | undefined;

  private constructor(simulator: ScenarioSimulator, view: PartitionView, applicationName: string | undefined) {
    this.access = simulator.accessPartition(view.name);
    this.#simulator = simulator;
    this.#view = view;
    this.#applicationName = applicationName;
  }

  /** @param applicationName the application that the client uses; default: the first of the world */
  static async create(
    simulator: ScenarioSimulator,
    { seed, world, applicationName }: { seed: string; world: CheckedWorld; applicationName: string | undefined },
  ): Promise<RunPartition> {
    const view = await simulator.control.post('/partitions', { body: { seed, clock: 'manual', world } });
    return new RunPartition(simulator, view, applicationName);
  }

  /** A partition in which a flow runs by itself. It stays. */
  static async existing(simulator: ScenarioSimulator, name: string): Promise<RunPartition> {
    const view = await simulator.control.get('/partitions/{partition}', { params: { partition: name } });
    return new RunPartition(simulator, view, undefined);
  }

  get name(): string {
    return this.#view.name;
  }

  get control(): ControlClient<'partition'> {
    return this.access.control;
  }

  get firstUser(): PartitionView['users'][number] | undefined {
    return this.#view.users[0];
  }

  /** The id of an entry point in the partition. Numbers of up to four digits are those of the world; other ids stay as they are. */
  entryPointId(id: string | number): string {
    const local = String(id);
    return /^[1-9]\d{0,3}$/.test(local) ? makeEntryPointId(this.#view.number, Number(local)) : local;
  }

  /** The same value, with the numbers of the story's world in place of the partition's ids of entry points. */
  withLocalNumbers<Value>(value: Value): Value {
    if (typeof value === 'string') return this.#replaceIds(value) as Value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((member: unknown) => this.withLocalNumbers(member)) as Value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, this.withLocalNumbers(member as unknown)]),
    ) as Value;
  }

  #replaceIds(text: string): string {
    const { number, entryPoints } = this.#view;
    if (!text.includes(String(number))) return text;
    return text.replaceAll(/(?<!\d)\d{5,}(?!\d)/g, (id) => String(entryPoints.find((one) => one.id === id)?.localId ?? id));
  }

  /** @throws {StepFailedError} when no application has the name */
  application(name?: string): Application {
    const { applications } = this.#view;
    const wanted = name ?? this.#applicationName;
    const found = wanted === undefined ? applications[0] : applications.find((one) => one.name === wanted);
    if (found !== undefined) return found;
    throw new StepFailedError(`an application "${wanted}"`, applications.map((one) => one.name).join(', '));
  }

  async removeApplication(name?: string): Promise<void> {
    const params = { application: this.application(name).clientId };
    this.#removed.set(params.application, await this.control.get('/applications/{application}', { params }));
    await this.control.delete('/applications/{application}', { params });
  }

  /**
   * Adds the application as it was when it was removed.
   * @throws {StepFailedError} when it was not removed
   */
  async registerAgain(name?: string): Promise<void> {
    const { clientId, name: known } = this.application(name);
    const removed = this.#removed.get(clientId);
    if (removed === undefined) throw new StepFailedError(`that "${known}" was removed`, 'that it was not');
    const { id: _, ...application } = removed;
    const local = clientId.slice(0, clientId.length - makeLogin(this.#view.number, '').length);
    await this.control.request('POST', '/applications', { ...application, clientId: local });
  }

  /** Keeps the state of this partition alone, in place of what was kept before. */
  async save(): Promise<void> {
    this.#backup ??= `scenario-${randomUUID()}`;
    await this.#simulator.control.post('/snapshots', { body: { name: this.#backup, partition: this.name } });
  }

  /** @throws {StepFailedError} when nothing was kept */
  async restore(): Promise<void> {
    if (this.#backup === undefined) throw new StepFailedError('a backup', 'none that was made');
    await this.#simulator.control.post('/snapshots/{snapshot}/restore', { params: { snapshot: this.#backup } });
  }

  async forgetBackup(): Promise<void> {
    if (this.#backup === undefined) return;
    await this.#simulator.control.delete('/snapshots/{snapshot}', { params: { snapshot: this.#backup } });
    this.#backup = undefined;
  }

  /** The login of a user of the world: in the partition a number follows it. Other names stay as they are. */
  userName(name: string): string {
    const login = makeLogin(this.#view.number, name);
    return this.#view.users.some(({ userName }) => userName === login) ? login : name;
  }

  async delete(): Promise<void> {
    await this.forgetBackup();
    await this.#simulator.control.delete('/partitions/{partition}', { params: { partition: this.#view.name } });
  }
}
