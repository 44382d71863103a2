import type { Journal, JournalEntry } from './journal.ts';
import type { KeptHappening } from './kept-happening.ts';
import { KeptWorldHappening } from './kept-happening.ts';
import { Latest } from './latest.ts';
import { ConflictError, WaitTimeoutError } from '../errors.ts';
import type { WorldEvent } from '../world/events.ts';
import type { Listener, ReportDefect } from '../world/listeners.ts';
import { Listeners } from '../world/listeners.ts';
import type { MemoryAccount } from '../world/memory.ts';
import type { World } from '../world/world.ts';
import type { InParts } from '../time/give-way.ts';
import { Pauses } from '../time/give-way.ts';
import { realTimers } from '../time/real-timers.ts';

/** Something that happened in a partition: an entry of the journal, or a change of the world. */
export type Happening = {
  /** Increases over both sources and all partitions of a simulator, and goes on after a reset. */
  readonly number: number;
  /** The partition's time, epoch milliseconds. */
  readonly at: number;
} & ({ readonly source: 'journal'; readonly entry: JournalEntry } | { readonly source: 'world'; readonly event: WorldEvent });

export interface WaitOptions {
  /** Real milliseconds. Default 5000. */
  timeoutMs?: number;
  /** Only happenings after this number count. Default 0: those of the past count too. */
  after?: number;
  /** Ends the wait, which is then rejected with the reason of the signal. */
  signal?: AbortSignal;
}

const latestShown = 10;
/** To work out more would take long. */
const searchedAtOnce = 10;

/** One line about what happened. */
export function describeHappening(happening: Happening): string {
  const { number } = happening;
  if (happening.source === 'world') {
    const { type, ...about } = happening.event;
    return `#${number} ${type} ${JSON.stringify(about)}`;
  }
  const { kind, operation, request, answer, problem } = happening.entry;
  return `#${number} ${kind} ${operation ?? ''} ${request.method} ${request.target} -> ${answer?.status ?? problem ?? 'no answer'}`;
}

export interface HappeningsOptions {
  /** How many are kept. */
  readonly capacity: number;
  readonly nextNumber: () => number;
  /** Receives the errors of listeners. Default: `console.error`. */
  readonly onDefect?: ReportDefect;
  /** Bounds the bytes, beside those of the journal. Default: without a bound. */
  readonly account?: MemoryAccount;
}

/** The place of the first happening with a higher number. */
function firstAfter(items: readonly KeptHappening[], number: number): number {
  let from = 0;
  for (let to = items.length; from < to;) {
    const middle = (from + to) >> 1;
    if (items[middle]!.happeningNumber > number) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** How many callers can wait in one partition. */
export const mostWaiting = 1000;

/** What happens in one partition: a stream for listeners, and a way to wait for something. */
export class Happenings {
  readonly #kept: Latest<KeptHappening>;
  readonly #journal: Journal;
  readonly #listeners: Listeners<Happening>;
  readonly #waiting = new Set<(reason: Error) => void>();
  #forgottenUpTo = 0;
  #isClosed = false;
  /** The oldest entry that the journal had when the others were removed here. */
  #journalFrom = 0;

  constructor(world: World, journal: Journal, options: HappeningsOptions) {
    const { capacity, nextNumber, onDefect = (error: unknown) => console.error(error), account } = options;
    this.#listeners = new Listeners(onDefect);
    this.#kept = new Latest({
      most: capacity,
      sizeOf: ({ happeningSize }) => happeningSize,
      account,
      onRemoved: () => (this.#forgottenUpTo = this.#kept.items[0]!.happeningNumber - 1),
    });
    this.#journal = journal;
    const { secrets, clock } = world;
    secrets.addKeeper(() => this.#kept.items[0]?.moment ?? Infinity);
    world.observe((event) => {
      const moment = { number: nextNumber(), at: clock.now(), moment: secrets.moment };
      this.#add(new KeptWorldHappening(moment, event, journal));
    });
    journal.listen((entry) => {
      entry.happeningNumber = nextNumber();
      this.#add(entry);
    });
  }

  #add(kept: KeptHappening): void {
    this.#kept.add(kept);
    if (!this.#listeners.isEmpty) this.#listeners.tell(kept.happening);
    this.#removeGone();
    this.#kept.settle();
  }

  /** What the journal has forgotten must not stay in memory because it stands here too. */
  #removeGone(): void {
    if (this.#journal.keptFrom === this.#journalFrom) return;
    this.#journalFrom = this.#journal.keptFrom;
    const oldest = this.#kept.items.find(({ journalNumber }) => journalNumber !== undefined);
    if (oldest !== undefined && this.#isGone(oldest)) this.#kept.retain((kept) => !this.#isGone(kept));
  }

  #isGone({ journalNumber }: KeptHappening): boolean {
    return journalNumber !== undefined && journalNumber < this.#journal.keptFrom;
  }

  /** The happenings after a number, oldest first, as far as they are kept and were not cleared with the journal. */
  since(number: number, most = Infinity): readonly Happening[] {
    const { items } = this.#kept;
    const found: Happening[] = [];
    for (let at = firstAfter(items, number); at < items.length && found.length < most; at++)
      if (!this.#isGone(items[at]!)) found.push(items[at]!.happening);
    return found;
  }

  #latest(most: number): Happening[] {
    const { items } = this.#kept;
    return items.slice(-most).flatMap((kept) => (this.#isGone(kept) ? [] : [kept.happening]));
  }

  /** In parts, since each happening is worked out when it is first read. What happens between two parts is looked at too. */
  *#searchPast(fits: (happening: Happening) => boolean, after: number): InParts<Happening | undefined> {
    for (let seen = after; ;) {
      const some = this.since(seen, searchedAtOnce);
      const found = some.find(fits);
      if (found !== undefined || some.length === 0) return found;
      seen = some.at(-1)!.number;
      yield;
    }
  }

  /** The number up to which some are kept no longer; 0 when all are. */
  get forgottenUpTo(): number {
    return this.#forgottenUpTo;
  }

  /** How many callers wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  listen(listener: Listener<Happening>): () => void {
    return this.#listeners.add(listener);
  }

  /**
   * Waits for the first happening that fits. One that is past counts too.
   * @throws {WaitTimeoutError} when none comes in time
   * @throws {ConflictError} when the partition ends first, or too many wait; or what `fits` throws
   */
  async waitFor(
    fits: (happening: Happening) => boolean,
    { timeoutMs = 5000, after = 0, signal }: WaitOptions = {},
  ): Promise<Happening> {
    const pauses = new Pauses();
    const search = this.#searchPast(fits, after);
    let part = search.next();
    for (; part.done !== true; part = search.next()) if (pauses.isDue) await pauses.take();
    if (part.value !== undefined) return part.value;
    signal?.throwIfAborted();
    if (this.#isClosed) throw hasEnded();
    if (this.#waiting.size >= mostWaiting)
      throw new ConflictError({ path: [], message: `${mostWaiting} callers wait in this partition already.` });
    const { promise, resolve, reject } = Promise.withResolvers<Happening>();
    const stop = this.listen((happening) => {
      // An error that a condition throws goes to the caller that gave the condition, not to the call or event that it looked at.
      try {
        if (fits(happening)) resolve(happening);
      } catch (error) {
        reject(error);
      }
    });
    const timer = realTimers.setTimeout(
      () => reject(new WaitTimeoutError(timeoutMs, this.#latest(latestShown).map(describeHappening))),
      timeoutMs,
    );
    const abort = () => reject(signal!.reason as Error);
    signal?.addEventListener('abort', abort);
    this.#waiting.add(reject);
    return promise.finally(() => {
      this.#waiting.delete(reject);
      signal?.removeEventListener('abort', abort);
      stop();
      realTimers.clearTimeout(timer);
    });
  }

  clear(): void {
    this.#kept.clear();
  }

  /** Rejects every wait, because nothing more will happen. */
  close(): void {
    this.#isClosed = true;
    for (const reject of this.#waiting) reject(hasEnded());
  }
}

function hasEnded(): ConflictError {
  return new ConflictError({ path: [], message: 'The partition has ended: nothing more will happen.' });
}
