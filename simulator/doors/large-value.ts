import { isContainer, membersOf } from '../protocol/nesting.ts';

/** Lists, maps, objects and what is in them. Copying, checking or writing so many takes about a millisecond. */
const mostOfSmall = 300;

/** So many bytes are as much work as one of these. */
const bytesOfOne = 256;

/** Whether a value is worked on part by part. A text is one thing, however long. */
export function isLarge(value: unknown): boolean {
  return countUpTo(value, mostOfSmall) >= mostOfSmall;
}

/** How many things a value consists of, as far as `most`. */
function countUpTo(value: unknown, most: number): number {
  if (value instanceof Uint8Array) return 1 + Math.floor(value.byteLength / bytesOfOne);
  if (!isContainer(value)) return 1;
  let count = 1;
  for (const member of membersOf(value)) {
    if (count >= most) break;
    count += countUpTo(member, most - count);
  }
  return count;
}

/** The items in runs that are as long as can be and not large. A run of one item may be large. */
export function* smallRuns<Item>(items: Iterable<Item>): Generator<Item[], void, void> {
  let run: Item[] = [];
  let count = 0;
  for (const item of items) {
    const more = countUpTo(item, mostOfSmall);
    if (count + more > mostOfSmall && run.length > 0) {
      yield run;
      run = [];
      count = 0;
    }
    run.push(item);
    count += more;
  }
  if (run.length > 0) yield run;
}
