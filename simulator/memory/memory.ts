import { Account } from './account.ts';
import type { MemoryView, PartitionBuffer } from './partition-memory.ts';
import { PartitionMemory } from './partition-memory.ts';
import { Pool } from './pool.ts';

/** What the snapshots that are kept may take of the budget of the simulator (decision 25). */
export const shareOfSnapshots = 1 / 2;
/** Bytes, when no budget is given. */
export const standardBudget = 512_000_000;

/** The memory of a simulator: what its partitions keep, and its snapshots. */
export class Memory {
  readonly snapshots: Account;
  readonly #pool: Pool;
  readonly #partitionBudget: number;

  /**
   * @param budget the most bytes of all together
   * @param partitionBudget the most of one partition
   */
  constructor(budget = standardBudget, partitionBudget = budget) {
    this.#pool = new Pool(budget);
    this.#partitionBudget = Math.min(budget, partitionBudget);
    this.snapshots = new Account({ buffer: 'snapshots', limit: budget * shareOfSnapshots }, this.#pool);
  }

  openPartition(tell: (buffer: PartitionBuffer, count: number, bytes: number) => void): PartitionMemory {
    return new PartitionMemory(new Pool(this.#partitionBudget, this.#pool), tell);
  }

  /** The same memory for a partition that is tried out and thrown away: it takes no room from others. */
  forTrial(): Memory {
    return new Memory(Infinity);
  }

  get view(): MemoryView {
    return { budget: this.#pool.limit, used: this.#pool.used, buffers: [this.snapshots.view] };
  }
}
