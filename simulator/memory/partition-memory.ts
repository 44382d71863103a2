import type { WorldMemory } from '../world/memory.ts';
import { worldBuffers } from '../world/memory.ts';
import type { AccountView } from './account.ts';
import { Account } from './account.ts';
import type { Pool } from './pool.ts';

/** What a partition keeps that grows with use. */
export const partitionBuffers = ['journal', 'happenings', ...worldBuffers] as const;
export type PartitionBuffer = (typeof partitionBuffers)[number];

/**
 * The most that one buffer takes of the budget of its partition (decision 25). Together they are more than the whole, because seldom two
 * are full; the budget bounds their sum.
 */
export const shares: Readonly<Record<PartitionBuffer, number>> = {
  journal: 1 / 4,
  happenings: 1 / 16,
  conversations: 1 / 2,
  files: 1 / 2,
  outbox: 1 / 4,
};

export interface MemoryView {
  /** The most bytes. */
  readonly budget: number;
  readonly used: number;
  readonly buffers: readonly AccountView[];
}

/** The memory of one partition. */
export class PartitionMemory {
  /** @internal */
  readonly accounts: Readonly<Record<PartitionBuffer, Account>> & WorldMemory;
  readonly #pool: Pool;

  /** @param tell told of what was dropped */
  constructor(pool: Pool, tell: (buffer: PartitionBuffer, count: number, bytes: number) => void) {
    this.#pool = pool;
    const accounts = partitionBuffers.map((buffer): [PartitionBuffer, Account] => [
      buffer,
      new Account({ buffer, limit: pool.limit * shares[buffer], tell: (count, bytes) => tell(buffer, count, bytes) }, pool),
    ]);
    this.accounts = Object.fromEntries(accounts) as Record<PartitionBuffer, Account>;
  }

  get view(): MemoryView {
    return {
      budget: this.#pool.limit,
      used: this.#pool.used,
      buffers: partitionBuffers.map((buffer) => this.accounts[buffer].view),
    };
  }

  /** @internal */
  close(): void {
    for (const buffer of partitionBuffers) this.accounts[buffer].close();
  }
}
