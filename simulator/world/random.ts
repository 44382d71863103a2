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

/** A version 4 UUID in lower case: the same for the same seed. */
export function makeUuid(seed: string): string {
  const lanes = makeLanes(seed);
  let hex = '';
  while (hex.length < 32) hex += drawUint32(lanes).toString(16).padStart(8, '0');
  const variant = '89ab'[parseInt(hex[16]!, 16) % 4]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function makeSeededState(text: string): RandomState {
  const lanes = makeLanes(text);
  return [lanes[0]!, lanes[1]!, lanes[2]!, lanes[3]!];
}

function makeLanes(text: string): Uint32Array {
  // Every id is seeded anew, and in typed arrays whole numbers of 32 bits take half the time.
  const lanes = Uint32Array.of(0x9e3779b9, 0x243f6a88, 0xb7e15162, 1);
  for (let at = 0, lane = 0; at < text.length; at++) {
    const next = lane === 2 ? 0 : lane + 1;
    const mixed = Math.imul(lanes[lane]! ^ text.charCodeAt(at), 0x01000193);
    lanes[lane] = mixed;
    lanes[next]! ^= (mixed >>> 15) | (mixed << 17);
    lane = next;
  }
  for (let round = 0; round < 15; round++) drawUint32(lanes);
  return lanes;
}

function drawUint32(state: RandomState | Uint32Array): number {
  const [a, b, c, counter] = [state[0], state[1], state[2], state[3]];
  const result = (a + b + counter) >>> 0;
  state[3] = (counter + 1) >>> 0;
  state[0] = (b ^ (b >>> 9)) >>> 0;
  state[1] = (c + (c << 3)) >>> 0;
  state[2] = (((c << 21) | (c >>> 11)) + result) >>> 0;
  return result;
}
