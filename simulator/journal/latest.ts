/** The latest of many things: bounded in number, and in size where each is large. Oldest first. */
export class Latest<Item> {
  readonly #most: number;
  readonly #mostSize: number;
  readonly #sizeOf: (item: Item) => number;
  #items: Item[] = [];
  #size = 0;

  /** @param mostSize in the unit of `sizeOf` */
  constructor(most: number, mostSize: number, sizeOf: (item: Item) => number) {
    this.#most = most;
    this.#mostSize = mostSize;
    this.#sizeOf = sizeOf;
  }

  /** Whether old ones were removed. Many are removed at once, so that an item costs the same however many there are. */
  add(item: Item): boolean {
    this.#items.push(item);
    this.#size += this.#sizeOf(item);
    const isFull = this.#items.length > this.#most * 1.1 || this.#size > this.#mostSize * 1.1;
    if (isFull) this.#cut();
    return isFull;
  }

  /** The size of an item has changed. */
  changeSize(by: number): void {
    this.#size += by;
  }

  /** Removes those that do not fit. */
  retain(fits: (item: Item) => boolean): void {
    this.#items = this.#items.filter(fits);
    this.#size = this.#items.reduce((size, item) => size + this.#sizeOf(item), 0);
  }

  #cut(): void {
    let from = Math.max(0, this.#items.length - this.#most);
    const dropped = this.#items.slice(0, from).reduce((size, item) => size + this.#sizeOf(item), 0);
    for (this.#size -= dropped; this.#size > this.#mostSize && from < this.#items.length - 1; from++)
      this.#size -= this.#sizeOf(this.#items[from]!);
    this.#items = this.#items.slice(from);
  }

  get items(): readonly Item[] {
    return this.#items.length > this.#most ? this.#items.slice(-this.#most) : this.#items;
  }

  clear(): void {
    this.#items = [];
    this.#size = 0;
  }
}
