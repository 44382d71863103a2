/** The state of one stream of random numbers: four unsigned 32-bit numbers of the generator sfc32. */
export type RandomState = [number, number, number, number];

/**
 * Seeded random numbers. Each purpose has a stream of its own, so that a draw for one purpose never changes the numbers of another.
 * The states are plain data, which a snapshot holds.
 */
export class Random {
  readonly #seed: string;
  readonly #states: Map<string, RandomState>;

  constructor(seed: string, states: Map<string, RandomState>) {
    this.#seed = seed;
    this.#states = states;
  }

  /** A whole number from 0 to 4294967295. */
  uint32(purpose: string): number {
    let state = this.#states.get(purpose);
    if (state === undefined) this.#states.set(purpose, (state = makeSeededState(`${this.#seed}/${purpose}`)));
    return drawUint32(state);
  }

  /** A number from `low` (included) to `high` (excluded). */
  between(purpose: string, low: number, high: number): number {
    return low + (this.uint32(purpose) / 4294967296) * (high - low);
  }

  pick<Item>(purpose: string, items: readonly [Item, ...Item[]]): Item {
    return items[Math.floor(this.between(purpose, 0, items.length))]!;
  }
}

/** Two hexadecimal digits for each byte. */
const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A version 4 UUID in lower case: the same for the same seed. */
export function makeUuid(seed: string): string {
  const state = makeSeededState(seed);
  const [one, two, three, four] = [drawUint32(state), drawUint32(state), drawUint32(state), drawUint32(state)];
  const version = (two & 0xffff0fff) | 0x4000;
  const variant = (three & 0x3fffffff) | 0x80000000;
  return `${hexOf(one >>> 16)}${hexOf(one)}-${hexOf(two >>> 16)}-${hexOf(version)}-${hexOf(variant >>> 16)}-${hexOf(three)}${hexOf(four >>> 16)}${hexOf(four)}`;
}

/** Of the lower 16 bits. */
function hexOf(number: number): string {
  return hexOfByte[(number >>> 8) & 0xff]! + hexOfByte[number & 0xff]!;
}

/** Every id is seeded anew. In local variables whole numbers of 32 bits take a fraction of the time. */
function makeSeededState(text: string): RandomState {
  let [a, b, c, counter] = [0x9e3779b9 | 0, 0x243f6a88, 0xb7e15162 | 0, 1];
  for (let at = 0; at < text.length; at++) {
    const mixed = Math.imul(a ^ text.charCodeAt(at), 0x01000193);
    a = b ^ ((mixed >>> 15) | (mixed << 17));
    b = c;
    c = mixed;
  }
  // The lanes have taken turns, and come back to their places.
  for (let turns = text.length; turns % 3 !== 0; turns++) [a, b, c] = [b, c, a];
  for (let round = 0; round < 15; round++) {
    const result = (a + b + counter) | 0;
    counter++;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
  }
  return [a >>> 0, b >>> 0, c >>> 0, counter >>> 0];
}

function drawUint32(state: RandomState): number {
  // One by one: taking the array apart iterates over it.
  const a = state[0];
  const b = state[1];
  const c = state[2];
  const counter = state[3];
  const result = (a + b + counter) >>> 0;
  state[3] = (counter + 1) >>> 0;
  state[0] = (b ^ (b >>> 9)) >>> 0;
  state[1] = (c + (c << 3)) >>> 0;
  state[2] = (((c << 21) | (c >>> 11)) + result) >>> 0;
  return result;
}
