import * as z from 'zod';
import { clockModeSchema } from '../doors/clock.ts';
import { readInput } from '../doors/read-input.ts';
import { allCustomAttributesSchema, queueSchema, worldSchema } from '../doors/world-schema.ts';
import { InvalidInputError } from '../errors.ts';
import { faultSchema } from '../faults/fault-schema.ts';
import type { SettingName, SettingValues } from '../protocol/settings.ts';
import { settings as settingsTable } from '../protocol/settings.ts';
import type { WorldDefinition } from '../world/definition.ts';
import { firstIdNumbers } from '../world/ids.ts';
import { findContradictions } from './consistency.ts';
import type { PartitionSnapshot } from './partition-snapshot.ts';
import { decode, encode } from './snapshot-codec.ts';
import { dueSchema, stateSchema, time } from './state-schema.ts';

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

const faultState = z
  .strictObject({
    id: z.string().regex(/^fault-\d{1,9}$/),
    seen: z.int().nonnegative(),
    fired: z.int().nonnegative(),
    ...faultSchema.shape,
  })
  .superRefine(({ id: _, seen: _seen, fired: _fired, ...fault }, context) => {
    for (const { path, message } of faultSchema.safeParse(fault).error?.issues ?? [])
      context.addIssue({ code: 'custom', path, message });
  });

/** Ids begin with it, and they must stay numbers that JavaScript can count. */
const highestPartition = 100_000;
const idNumber = z.int().min(0).max(1_000_000_000_000);

/** All sections, and nothing that the configuration would not allow. */
const definitionSchema = z.strictObject({
  applications: worldSchema.shape.applications.unwrap(),
  // The default world leaves it out.
  queues: z.array(z.strictObject({ ...queueSchema.shape, department: queueSchema.shape.department.unwrap().optional() })),
  entryPoints: worldSchema.shape.entryPoints.unwrap(),
  agents: worldSchema.shape.agents.unwrap(),
  users: worldSchema.shape.users.unwrap(),
  customers: worldSchema.shape.customers.unwrap(),
  customAttributes: allCustomAttributesSchema,
  specialEntryPoints: z.boolean(),
  chats: worldSchema.shape.chats.unwrap(),
}) satisfies z.ZodType<WorldDefinition>;

const partitionSchema = z.strictObject({
  name: z.string().regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, hyphens and underscores'),
  number: z.int().min(0).max(highestPartition),
  seed: z.string(),
  now: time,
  state: stateSchema,
  ids: z.strictObject(Object.fromEntries(Object.keys(firstIdNumbers()).map((kind) => [kind, idNumber]))),
  agenda: z.array(z.strictObject({ at: time, due: dueSchema })),
  faults: z.array(faultState),
  definition: definitionSchema,
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
  readInput(headSchema, headOf(value), 'The snapshot');
  // A partition is known again by its plan as text, so members stay in their order.
  const snapshot = inOrderOf(value, readInput(snapshotSchema, value, 'The snapshot')) as Snapshot;
  requireOnce(snapshot.partitions);
  snapshot.partitions.forEach(requireConsistency);
  if (snapshot.scope === 'all' && !snapshot.partitions.some(({ name }) => name === 'default')) {
    throw new InvalidInputError([{ path: ['partitions'], message: 'A snapshot of all partitions holds the default one.' }]);
  }
  return snapshot;
}

/** Without the rest, which takes long to read. */
function headOf(value: unknown): unknown {
  if (!isPlain(value)) return value;
  return { format: value['format'], version: value['version'] };
}

/** What a schema has read, with its members in the order in which they were given. */
function inOrderOf(given: unknown, read: unknown): unknown {
  if (Array.isArray(read)) return read.map((item, at) => inOrderOf((given as unknown[])[at], item));
  if (read instanceof Map)
    return new Map([...read].map(([key, value]) => [key, inOrderOf((given as ReadonlyMap<unknown, unknown>).get(key), value)]));
  if (!isPlain(read) || !isPlain(given)) return read;
  const names = new Set([...Object.keys(given), ...Object.keys(read)]);
  return Object.fromEntries(
    [...names].filter((name) => Object.hasOwn(read, name)).map((name) => [name, inOrderOf(given[name], read[name])]),
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

function requireConsistency(snapshot: PartitionSnapshot, at: number): void {
  const contradictions = findContradictions(snapshot);
  if (contradictions.length === 0) return;
  throw new InvalidInputError(contradictions.map(({ path, ...rest }) => ({ ...rest, path: ['partitions', at, ...path] })));
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
