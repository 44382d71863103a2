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

/** Does a work with pauses in which other calls are answered. */
export async function withPauses<Result>(work: InParts<Result>): Promise<Result> {
  let startedAt = realTimers.elapsed();
  for (;;) {
    const part = work.next();
    if (part.done === true) return part.value;
    if (realTimers.elapsed() - startedAt < longestPartMs) continue;
    await afterOthers();
    startedAt = realTimers.elapsed();
  }
}

/** The items of a long work, with pauses in which other calls are answered. Each item must be a short work. */
export async function* givingWay<Item>(items: Iterable<Item>): AsyncGenerator<Item, void> {
  let startedAt = realTimers.elapsed();
  for (const item of items) {
    yield item;
    if (realTimers.elapsed() - startedAt < longestPartMs) continue;
    await afterOthers();
    startedAt = realTimers.elapsed();
  }
}

/** The items that fit, found with pauses. */
export async function filterGivingWay<Item>(items: Iterable<Item>, fits: (item: Item) => boolean): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of givingWay(items)) if (fits(item)) found.push(item);
  return found;
}
