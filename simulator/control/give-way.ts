import { realTimers } from '../time/real-timers.ts';

/** The longest that a part of a long work lasts: other calls wait for it. */
const longestPartMs = 10;

function afterOthers(): Promise<void> {
  const { setImmediate = (task: () => void) => realTimers.setTimeout(task, 0) } = realTimers;
  return new Promise((resolve) => void setImmediate(resolve));
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
