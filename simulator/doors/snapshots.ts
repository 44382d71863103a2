import * as z from 'zod';
import type { SettingName } from '../protocol/settings.ts';
import { settings as settingsTable } from '../protocol/settings.ts';
import type { Simulator } from '../simulator.ts';
import type { PartitionSnapshot } from '../snapshots/partition-snapshot.ts';
import { idNumbers } from '../world/ids.ts';
import { clockModeSchema } from './clock.ts';
import { faultSchema } from '../faults/fault-schema.ts';
import { readInput } from './read-input.ts';
import { rejectUnknownId } from './names.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';
import { decode, encode } from '../snapshots/snapshot-codec.ts';

const format = 'ece-simulator-snapshot';
/** Raised when the state of a world changes its form. */
const version = 1;

/** One partition or all of them, with the settings, at a moment. Holds secrets: a file of it is for its owner's eyes. */
export interface Snapshot {
  readonly format: typeof format;
  readonly version: typeof version;
  readonly scope: 'all' | 'partition';
  readonly settings: Readonly<Record<string, unknown>>;
  readonly partitions: readonly PartitionSnapshot[];
}

const time = z.number().min(0);
const faultState = z.object({
  id: z.string().regex(/^fault-\d{1,9}$/),
  seen: z.int().nonnegative(),
  fired: z.int().nonnegative(),
  ...faultSchema.shape,
});

const partitionSchema = z.looseObject({
  name: z.string().min(1),
  number: z.int().nonnegative(),
  seed: z.string(),
  now: time,
  state: z.record(z.string(), z.unknown()),
  ids: z.strictObject(Object.fromEntries(Object.keys(idNumbers()).map((kind) => [kind, z.int().nonnegative()]))),
  agenda: z.array(z.object({ at: time, due: z.looseObject({ kind: z.string() }) })),
  faults: z.array(faultState),
  definition: z.looseObject({ applications: z.array(z.unknown()) }),
  clock: clockModeSchema,
  createdWithClock: clockModeSchema,
});

/** Read first: of another version nothing else has to fit. */
const headSchema = z.object({
  format: z.literal(format, 'This file is no snapshot.'),
  version: z.literal(version, `This simulator reads version ${version} of snapshots.`),
});

const snapshotSchema = headSchema.extend({
  scope: z.enum(['all', 'partition']),
  settings: z.record(z.string(), z.unknown()),
  partitions: z.array(partitionSchema).min(1),
});

const mostSnapshots = 100;
const snapshotName = z.string().regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens and underscores');

/** Named states to come back to, kept in memory; as text they can be written to a file and read by another process. */
export class SnapshotsDoor {
  readonly #simulator: Simulator;
  readonly #kept = new Map<string, string>();

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  list(): string[] {
    return [...this.#kept.keys()];
  }

  /**
   * Keeps the state under a name, in place of what had the name before.
   * @param name 1 to 64 letters, digits, dots, hyphens and underscores
   * @param partition only this one; default: all
   * @throws {InvalidInputError} for another name
   * @throws {UnknownIdError} when there is no such partition
   * @throws {ConflictError} when there are 100 snapshots already
   */
  take(name: string, partition?: string): void {
    this.#keep(name, () => this.export(partition));
  }

  #keep(name: string, state: () => string): void {
    readInput(z.object({ name: snapshotName }), { name });
    if (!this.#kept.has(name) && this.#kept.size >= mostSnapshots)
      throw new ConflictError({ path: [], message: `There are ${mostSnapshots} snapshots already; remove some.` });
    this.#kept.set(name, state());
  }

  /** The state as text. */
  export(partition?: string): string {
    const partitions = partition === undefined ? this.#simulator.partitions : [this.#simulator.partition(partition)];
    return encode({
      format,
      version,
      scope: partition === undefined ? 'all' : 'partition',
      settings: changedSettings(this.#simulator),
      partitions: partitions.map((one) => one.snapshot()),
    } satisfies Snapshot);
  }

  /** @throws {UnknownIdError} when there is no such snapshot */
  get(name: string): string {
    return this.#kept.get(name) ?? rejectUnknownId('snapshot', ['snapshot'], name, this.#kept.keys());
  }

  /** @throws {InvalidInputError} when it is no snapshot of this version, and as {@link take} does */
  put(name: string, text: string): void {
    this.#keep(name, () => {
      read(text);
      return text;
    });
  }

  /** @throws {UnknownIdError} when there is no such snapshot */
  remove(name: string): void {
    this.get(name);
    this.#kept.delete(name);
  }

  /** @throws {UnknownIdError} when there is no such snapshot, and as {@link import} does */
  restore(name: string): void {
    this.import(this.get(name));
  }

  /**
   * Puts the partitions into the state of the snapshot, all or none: those that are missing are created, and one of all partitions
   * removes the others. What is under way is discarded; ids go on counting. On a real clock time has passed meanwhile.
   * @throws {InvalidInputError} when it is no snapshot of this version, or is not consistent
   * @throws {ConflictError} when the number of a partition belongs to another one here
   */
  import(text: string): void {
    const snapshot = read(text);
    this.#simulator.restore(snapshot);
  }
}

function changedSettings({ settings }: Simulator): Record<string, unknown> {
  const changed = (Object.keys(settingsTable) as SettingName[]).filter((name) => settings[name] !== settingsTable[name].default);
  return Object.fromEntries(changed.map((name) => [name, settings[name]]));
}

function read(text: string): Snapshot {
  let value: unknown;
  try {
    value = decode(text);
  } catch (error) {
    throw new InvalidInputError([{ path: [], message: `This is no snapshot: ${(error as Error).message}` }]);
  }
  readInput(headSchema, value, 'The snapshot');
  const snapshot = readInput(snapshotSchema, value, 'The snapshot') as unknown as Snapshot;
  snapshot.partitions.forEach(({ state }, at) => requireState(state, at));
  requireOnce(snapshot.partitions);
  if (snapshot.scope === 'all' && !snapshot.partitions.some(({ name }) => name === 'default')) {
    throw new InvalidInputError([{ path: ['partitions'], message: 'A snapshot of all partitions holds the default one.' }]);
  }
  return snapshot;
}

const maps = [
  'applications',
  'adapters',
  'sessions',
  'entryPoints',
  'queues',
  'agents',
  'users',
  'customers',
  'conversations',
  'attachments',
  'callbackQueues',
  'random',
] as const;

function requireState(state: PartitionSnapshot['state'], at: number): void {
  for (const name of maps) {
    if (state[name] instanceof Map) continue;
    const path = ['partitions', at, 'state', name];
    throw new InvalidInputError([{ path, message: `"${name}" is missing, or not as a snapshot writes it.` }]);
  }
}

function requireOnce(partitions: readonly PartitionSnapshot[]): void {
  partitions.forEach(({ name, number }, at) => {
    const before = partitions.slice(0, at).find((one) => one.name === name || one.number === number);
    if (before === undefined) return;
    const member = before.name === name ? 'name' : 'number';
    const message = `Another partition of the snapshot has the same ${member}.`;
    throw new InvalidInputError([{ path: ['partitions', at, member], message }]);
  });
}
