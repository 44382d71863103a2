import type { Partition } from './partition.ts';

/** The doors of a partition that its simulator has too. */
const doorNames = [
  'agents',
  'applications',
  'clock',
  'conversations',
  'customers',
  'entryPoints',
  'faults',
  'journal',
  'queueHistory',
  'queues',
  'sessions',
  'users',
] as const satisfies readonly (keyof Partition)[];

abstract class PartitionOwner {
  abstract partition(name: string): Partition;
}

// Getters, not fields, because restoring a snapshot can replace the partition.
for (const name of doorNames) {
  Object.defineProperty(PartitionOwner.prototype, name, {
    get(this: PartitionOwner) {
      return this.partition('default')[name];
    },
  });
}

type DefaultDoors = Pick<Partition, (typeof doorNames)[number]>;

/** The base of a class that has partitions: the doors of its default one, for callers that need no other. */
export const OwnerWithDefaultDoors = PartitionOwner as abstract new () => PartitionOwner & DefaultDoors;
