import { realTimers } from './real-timers.ts';

/** The longest that a part of a long work lasts: other calls wait for it. */
const longestPartMs = 10;

/** A long work that stops between its parts, each of which must be short. */
export type InParts<Result> = Generator<void, Result, void>;

function afterOthers(): Promise<void> {
  const { setImmediate = (task: () => void) => realTimers.setTimeout(task, 0) } = realTimers;
  return new Promise((resolve) => void setImmediate(resolve));
}

/** Does all parts of a work without a pause. */
export function atOnce<Result>(work: InParts<Result>): Result {
  for (;;) {
    const part = work.next();
    if (part.done === true) return part.value;
  }
}

/** Tells a long work when others have waited long enough. */
export class Pauses {
  #startedAt = realTimers.elapsed();

  get isDue(): boolean {
    return realTimers.elapsed() - this.#startedAt >= longestPartMs;
  }

  /** Others are answered meanwhile. */
  async take(): Promise<void> {
    await afterOthers();
    this.#startedAt = realTimers.elapsed();
  }
}

/** Does a work with pauses in which other calls are answered. */
export async function withPauses<Result>(work: InParts<Result>): Promise<Result> {
  const pauses = new Pauses();
  for (;;) {
    const part = work.next();
    if (part.done === true) return part.value;
    if (pauses.isDue) await pauses.take();
  }
}

/** The items of a long work, with pauses in which other calls are answered. Each item must be a short work. */
export async function* givingWay<Item>(items: Iterable<Item>): AsyncGenerator<Item, void> {
  const pauses = new Pauses();
  for (const item of items) {
    yield item;
    if (pauses.isDue) await pauses.take();
  }
}

/** The items that fit, found with pauses. */
export async function filterGivingWay<Item>(items: Iterable<Item>, fits: (item: Item) => boolean): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of givingWay(items)) if (fits(item)) found.push(item);
  return found;
}
