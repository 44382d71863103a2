import * as z from 'zod';
import { clockModeSchema } from '../doors/clock.ts';
import { readInput } from '../doors/read-input.ts';
import { InvalidInputError } from '../errors.ts';
import { faultSchema } from '../faults/fault-schema.ts';
import type { SettingName, SettingValues } from '../protocol/settings.ts';
import { settings as settingsTable } from '../protocol/settings.ts';
import { firstIdNumbers } from '../world/ids.ts';
import type { PartitionSnapshot } from './partition-snapshot.ts';
import { decode, encode } from './snapshot-codec.ts';

const format = 'ece-simulator-snapshot';
/** Raised when the state of a world changes its form. */
const version = 2;

/** One partition or all of them, with the settings, at a moment. It holds secrets, so only its owner may read a file of it. */
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
  ids: z.strictObject(Object.fromEntries(Object.keys(firstIdNumbers()).map((kind) => [kind, z.int().nonnegative()]))),
  agenda: z.array(z.object({ at: time, due: z.looseObject({ kind: z.string() }) })),
  faults: z.array(faultState),
  definition: z.looseObject({ applications: z.array(z.unknown()) }),
  clock: clockModeSchema,
  createdWithClock: clockModeSchema,
});

/** The members that are read first: in another version, the others may differ. */
const headSchema = z.object({
  format: z.literal(format, 'This file is no snapshot.'),
  version: z.literal(version, `This simulator reads version ${version} of snapshots.`),
});

const snapshotSchema = headSchema.extend({
  scope: z.enum(['all', 'partition']),
  settings: z.record(z.string(), z.unknown()),
  partitions: z.array(partitionSchema).min(1),
});

/** The text of a snapshot. Settings that have their default value are left out. */
export function writeSnapshot(
  scope: Snapshot['scope'],
  settings: SettingValues,
  partitions: readonly PartitionSnapshot[],
): string {
  return encode({ format, version, scope, settings: changedSettings(settings), partitions } satisfies Snapshot);
}

function changedSettings(settings: SettingValues): Record<string, unknown> {
  const changed = (Object.keys(settingsTable) as SettingName[]).filter((name) => settings[name] !== settingsTable[name].default);
  return Object.fromEntries(changed.map((name) => [name, settings[name]]));
}

/** @throws {InvalidInputError} when the text is no snapshot of this version, or is not consistent */
export function readSnapshot(text: string): Snapshot {
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
