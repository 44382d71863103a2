import { changeSettings } from '../doors/change-settings.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';
import type { PartitionEnvironment, PartitionPlan } from '../partition.ts';
import { Partition } from '../partition.ts';
import type { Partitions } from '../partitions.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { defaultSettings } from '../protocol/settings.ts';
import type { InParts } from '../time/give-way.ts';
import { copyInParts } from './copy.ts';
import type { PartitionSnapshot } from './partition-snapshot.ts';
import type { Snapshot } from './snapshot.ts';

export interface SettingsHolder {
  settings: SettingValues;
}

/**
 * Puts the partitions into the state of the snapshot, and with a snapshot of all partitions the settings too. It stops after each part of
 * the preparation; what it changes it changes in one piece at the end.
 * @param snapshot belongs to the partitions from then on
 * @throws {InvalidInputError} or {ConflictError}, and then nothing was changed
 */
export function* restoreSnapshot(
  { scope, settings, partitions: snapshots }: Snapshot,
  holder: SettingsHolder,
  partitions: Partitions,
): InParts<void> {
  const restoredSettings = changeSettings(defaultSettings, settings);
  requireSameNumbers(scope, snapshots, partitions);
  for (const [at, snapshot] of snapshots.entries()) yield* tryOut(snapshot, at, partitions.environment);
  // Meanwhile partitions may have come and gone.
  requireSameNumbers(scope, snapshots, partitions);
  if (scope === 'all') {
    removeOthers(snapshots, partitions);
    holder.settings = restoredSettings;
  }
  for (const snapshot of snapshots) findOrReplace(snapshot, partitions).restore(snapshot);
}

function requireSameNumbers(scope: Snapshot['scope'], snapshots: readonly PartitionSnapshot[], partitions: Partitions): void {
  if (scope === 'partition') for (const snapshot of snapshots) requireSameNumber(snapshot, partitions);
}

/** The ids of a partition start with its number, so no two partitions may have the same one. */
function requireSameNumber({ name, number }: PartitionSnapshot, partitions: Partitions): void {
  const other = partitions.list().find(({ plan: { identity } }) => (identity.name === name) !== (identity.number === number));
  if (other === undefined) return;
  const { identity } = other.plan;
  const message = `Here the number of the partition "${identity.name}" is ${identity.number}; in the snapshot "${name}" has ${number}.`;
  throw new ConflictError({ path: ['partitions', 0, 'number'], message });
}

/** Restores into a partition that is thrown away, so that an error shows before anything is replaced. */
function* tryOut(snapshot: PartitionSnapshot, at: number, environment: PartitionEnvironment): InParts<void> {
  const copy = yield* copyInParts(snapshot);
  const noFetch = () => Promise.reject(new Error('a snapshot is tried out'));
  try {
    const trial = new Partition(planOf(snapshot), { ...environment, memory: environment.memory.forTrial(), fetch: noFetch });
    trial.restore(copy);
    trial.entryPoints.list();
    void trial.close(0);
  } catch (error) {
    const message = `The partition is not consistent: ${(error as Error).message}`;
    throw new InvalidInputError([{ path: ['partitions', at], message }]);
  }
}

function removeOthers(snapshots: readonly PartitionSnapshot[], partitions: Partitions): void {
  const names = new Set(snapshots.map(({ name }) => name));
  for (const { name } of partitions.list()) if (!names.has(name)) void partitions.remove(name);
}

/** The partition of that name. One that was created with another plan is replaced. */
function findOrReplace(snapshot: PartitionSnapshot, partitions: Partitions): Partition {
  const plan = planOf(snapshot);
  const existing = partitions.list().find(({ name }) => name === snapshot.name);
  return existing !== undefined && isSamePlan(existing.plan, plan) ? existing : partitions.add(plan);
}

function isSamePlan(one: PartitionPlan, other: PartitionPlan): boolean {
  const [here, there] = [one, other].map(({ identity, definition, clock }) => JSON.stringify([identity, definition, clock]));
  return here === there;
}

function planOf({ name, number, seed, definition, createdWithClock }: PartitionSnapshot): PartitionPlan {
  return { identity: { name, number, seed }, definition, clock: createdWithClock };
}
