import type { MemoryAccount, Relieve } from '../world/memory.ts';
import type { Pool } from './pool.ts';

/** What is known of an account. Sizes are in bytes. */
export interface AccountView {
  readonly buffer: string;
  readonly used: number;
  readonly limit: number;
  /** How many things were dropped to make room, since the beginning, and their bytes. */
  readonly dropped: number;
  readonly droppedBytes: number;
}

export interface AccountOptions {
  readonly buffer: string;
  /** The most bytes. */
  readonly limit: number;
  /** Told of what was dropped. */
  readonly tell?: (count: number, bytes: number) => void;
}

/** A tenth more is freed than must be, so that it is not for each thing that is added. */
const slack = 0.1;

/** The bytes of one buffer, which count in its pool too. */
export class Account implements MemoryAccount {
  readonly #options: AccountOptions;
  readonly #pool: Pool;
  #used = 0;
  #dropped = 0;
  #droppedBytes = 0;
  #isClosed = false;
  /** Beyond this, some are dropped. It is more than the limit when nothing could be dropped the last time. */
  #threshold: number;
  #relieve: Relieve = () => undefined;

  constructor(options: AccountOptions, pool: Pool) {
    this.#options = options;
    this.#pool = pool;
    this.#threshold = options.limit;
    pool.add(this);
  }

  get used(): number {
    return this.#used;
  }

  get view(): AccountView {
    const { buffer, limit } = this.#options;
    return { buffer, used: this.#used, limit, dropped: this.#dropped, droppedBytes: this.#droppedBytes };
  }

  onPressure(relieve: Relieve): void {
    this.#relieve = relieve;
  }

  grow(bytes: number): void {
    if (this.#isClosed) return;
    this.#used += bytes;
    this.#pool.count(bytes);
  }

  settle(): void {
    const { limit } = this.#options;
    if (this.#used > this.#threshold) {
      this.relieve(this.#used - limit * (1 - slack), this.#used - limit);
      this.#threshold = Math.max(limit, this.#used * (1 + slack));
    }
    this.#pool.settle();
  }

  shrink(bytes: number): void {
    if (this.#isClosed) return;
    this.#used -= bytes;
    this.#pool.count(-bytes);
    if (this.#used < this.#options.limit) this.#threshold = this.#options.limit;
  }

  restart(bytes: number): void {
    this.shrink(this.#used);
    this.grow(bytes);
  }

  drop(count: number, bytes: number): void {
    if (count === 0) return;
    this.shrink(bytes);
    this.#dropped += count;
    this.#droppedBytes += bytes;
    this.#options.tell?.(count, bytes);
  }

  /** Asks whoever keeps the things to drop some. */
  relieve(bytes: number, atLeast: number): void {
    this.#relieve(bytes, atLeast);
  }

  makeRoom(bytes: number): boolean {
    const surplus = this.#used + bytes - this.#options.limit;
    if (surplus > 0) this.relieve(surplus, surplus);
    return this.#used + bytes <= this.#options.limit && this.#pool.makeRoom(bytes);
  }

  /** Gives everything back. */
  close(): void {
    this.shrink(this.#used);
    this.#isClosed = true;
    this.#pool.remove(this);
  }
}
