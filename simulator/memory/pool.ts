import type { Account } from './account.ts';

/** A tenth more is freed than must be, so that it is not for each thing that is added. */
const slack = 0.1;

/** The bytes of several accounts together. When there are too many, the largest account drops some first. */
export class Pool {
  /** The most bytes. */
  readonly limit: number;
  readonly #parent: Pool | undefined;
  readonly #accounts = new Set<Account>();
  #used = 0;
  #threshold: number;
  #isRelieving = false;

  /** @param parent the pool that counts these bytes too */
  constructor(limit: number, parent?: Pool) {
    this.limit = limit;
    this.#threshold = limit;
    this.#parent = parent;
  }

  get used(): number {
    return this.#used;
  }

  add(account: Account): void {
    this.#accounts.add(account);
    this.#parent?.add(account);
  }

  remove(account: Account): void {
    this.#accounts.delete(account);
    this.#parent?.remove(account);
  }

  count(bytes: number): void {
    this.#used += bytes;
    if (this.#used < this.limit) this.#threshold = this.limit;
    this.#parent?.count(bytes);
  }

  /** Lets accounts drop some when there is too much. */
  settle(): void {
    if (this.#used > this.#threshold) {
      this.#free(this.#used - this.limit * (1 - slack), this.#used - this.limit);
      this.#threshold = Math.max(this.limit, this.#used * (1 + slack));
    }
    this.#parent?.settle();
  }

  makeRoom(bytes: number): boolean {
    const surplus = this.#used + bytes - this.limit;
    if (surplus > 0) this.#free(surplus, surplus);
    return this.#used + bytes <= this.limit && (this.#parent?.makeRoom(bytes) ?? true);
  }

  /** What is told of the one account can let another one grow meanwhile. */
  #free(bytes: number, atLeast: number): void {
    if (this.#isRelieving) return;
    this.#isRelieving = true;
    const before = this.#used;
    for (const account of [...this.#accounts].sort((one, other) => other.used - one.used)) {
      const freed = before - this.#used;
      if (freed >= atLeast) break;
      account.relieve(bytes - freed, atLeast - freed);
    }
    this.#isRelieving = false;
  }
}
