import type { MemoryAccount } from '../world/memory.ts';
import { unlimitedAccount } from '../world/memory.ts';

export interface LatestOptions<Item> {
  /** How many are kept. */
  readonly most: number;
  /** Bytes of an item. */
  readonly sizeOf: (item: Item) => number;
  readonly account?: MemoryAccount | undefined;
  /** Told when old ones were removed. */
  readonly onRemoved?: () => void;
}

/** The latest of many things, oldest first: bounded in number, and in bytes by their account. */
export class Latest<Item> {
  readonly #options: LatestOptions<Item>;
  readonly #account: MemoryAccount;
  #items: Item[] = [];
  #size = 0;

  constructor(options: LatestOptions<Item>) {
    this.#options = options;
    this.#account = options.account ?? unlimitedAccount;
    this.#account.onPressure((bytes) => this.#dropBytes(bytes));
  }

  /** Old ones stay until {@link settle} is called. */
  add(item: Item): void {
    this.#items.push(item);
    this.changeSize(this.#options.sizeOf(item));
  }

  /** Removes old ones if there are too many. Many are removed at once, so that an item costs the same however many there are. */
  settle(): void {
    const { most } = this.#options;
    if (this.#items.length > most * 1.1) this.#remove(this.#items.length - most, (size) => this.#account.shrink(size));
    this.#account.settle();
  }

  /** The size of an item has changed. */
  changeSize(by: number): void {
    this.#size += by;
    this.#account.grow(by);
  }

  /** Drops the oldest, as many as that many bytes take; the latest one stays. */
  #dropBytes(bytes: number): void {
    let count = 0;
    for (let freed = 0; freed < bytes && count < this.#items.length - 1; count++)
      freed += this.#options.sizeOf(this.#items[count]!);
    this.#remove(count, (size) => this.#account.drop(count, size));
  }

  #remove(count: number, giveBack: (bytes: number) => void): void {
    if (count === 0) return;
    const size = this.#items.slice(0, count).reduce((sum, item) => sum + this.#options.sizeOf(item), 0);
    this.#items = this.#items.slice(count);
    this.#size -= size;
    this.#options.onRemoved?.();
    giveBack(size);
  }

  /** Removes those that do not fit. */
  retain(fits: (item: Item) => boolean): void {
    this.#items = this.#items.filter(fits);
    const size = this.#items.reduce((sum, item) => sum + this.#options.sizeOf(item), 0);
    this.#account.shrink(this.#size - size);
    this.#size = size;
  }

  get items(): readonly Item[] {
    const { most } = this.#options;
    return this.#items.length > most ? this.#items.slice(-most) : this.#items;
  }

  clear(): void {
    this.#items = [];
    this.#account.shrink(this.#size);
    this.#size = 0;
  }
}
