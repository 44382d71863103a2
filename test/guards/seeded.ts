/** Seeded random choices: the same seed makes the same run. */
export class Seeded {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to `below` - 1 (mulberry32). */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }
}

/** `--count 900 --seed 1` of a command line. */
export function numbersOf(names: readonly string[], defaults: readonly number[]): number[] {
  return names.map((name, at) => {
    const place = process.argv.indexOf(`--${name}`);
    return place < 0 ? defaults[at]! : Number(process.argv[place + 1]);
  });
}
