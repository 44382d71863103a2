import * as z from 'zod';
import { clockModeSchema } from '../doors/clock.ts';
import { readInput } from '../doors/read-input.ts';
import { worldSchemas } from '../doors/world-schema.ts';
import { InvalidInputError } from '../errors.ts';
import { faultSchemas } from '../faults/fault-schema.ts';
import type { SettingName, SettingValues } from '../protocol/settings.ts';
import { once } from '../protocol/once.ts';
import { settings as settingsTable } from '../protocol/settings.ts';
import type { WorldDefinition } from '../world/definition.ts';
import { firstIdNumbers } from '../world/ids.ts';
import type { InParts } from '../time/give-way.ts';
import { atOnce } from '../time/give-way.ts';
import { readInputInParts } from '../doors/read-input-in-parts.ts';
import { findContradictions } from './consistency.ts';
import type { PartitionSnapshot } from './partition-snapshot.ts';
import { decodeInParts, encodeInParts } from './snapshot-codec.ts';
import { stateSchemas } from './state-schema.ts';

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

/** Ids begin with it, and they must stay numbers that JavaScript can count. */
const highestPartition = 100_000;

/** The members that are read first, one by one: a file that is no snapshot has no version, and in another version the others may differ. */
const formatSchema = once(() => z.object({ format: z.literal(format, 'This file is no snapshot.') }));
const headSchema = once(() =>
  formatSchema().extend({ version: z.literal(version, `This simulator reads version ${version} of snapshots.`) }),
);

const snapshotSchema = once(() => {
  const { allCustomAttributesSchema, queueSchema, worldSchema } = worldSchemas();
  const { faultSchema } = faultSchemas();
  const { stateSchema, dueSchema, time } = stateSchemas();
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
    clock: clockModeSchema(),
    createdWithClock: clockModeSchema(),
  });

  return headSchema().extend({
    scope: z.enum(['all', 'partition']),
    settings: z.record(z.string(), z.unknown()),
    partitions: z.array(partitionSchema).min(1),
  });
});

/** The text of a snapshot, a short part at a time. Settings that have their default value are left out. */
export function writeSnapshotInParts(
  scope: Snapshot['scope'],
  settings: SettingValues,
  partitions: readonly PartitionSnapshot[],
): Generator<string, void, void> {
  return encodeInParts({ format, version, scope, settings: changedSettings(settings), partitions } satisfies Snapshot);
}

function changedSettings(settings: SettingValues): Record<string, unknown> {
  const changed = (Object.keys(settingsTable) as SettingName[]).filter((name) => settings[name] !== settingsTable[name].default);
  return Object.fromEntries(changed.map((name) => [name, settings[name]]));
}

/** @throws {InvalidInputError} when the text is no snapshot of this version, or is not consistent */
export function readSnapshot(text: string): Snapshot {
  return atOnce(readSnapshotInParts(text));
}

/** The same with a stop after each part. What it gives belongs to its caller alone. */
export function* readSnapshotInParts(text: string): InParts<Snapshot> {
  const value = yield* decoded(text);
  for (const schema of [formatSchema(), headSchema()]) readInput(schema, headOf(value), 'The snapshot');
  // A partition is known again by its plan as text, so members stay in their order.
  const snapshot = (yield* readInputInParts(snapshotSchema() as z.ZodType, value, 'The snapshot')) as Snapshot;
  requireOnce(snapshot.partitions);
  for (const [at, partition] of snapshot.partitions.entries()) yield* requireConsistency(partition, at);
  if (snapshot.scope === 'all' && !snapshot.partitions.some(({ name }) => name === 'default')) {
    throw new InvalidInputError([{ path: ['partitions'], message: 'A snapshot of all partitions holds the default one.' }]);
  }
  return snapshot;
}

function* decoded(text: string): InParts<unknown> {
  try {
    return yield* decodeInParts(text);
  } catch (error) {
    throw new InvalidInputError([{ path: [], message: `This is no snapshot: ${(error as Error).message}` }]);
  }
}

/** Without the rest, which takes long to read. */
function headOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { format: givenFormat, version: givenVersion } = value as Readonly<Record<string, unknown>>;
  return { format: givenFormat, version: givenVersion };
}

function* requireConsistency(snapshot: PartitionSnapshot, at: number): InParts<void> {
  const contradictions = yield* findContradictions(snapshot);
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
