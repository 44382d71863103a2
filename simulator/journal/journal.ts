import type { ErrorKey, Reason } from '../protocol/errors.ts';
import type { OperationId } from '../protocol/operations.ts';
import { KnownSecrets } from '../world/known-secrets.ts';
import type { Listener, ReportDefect } from '../world/listeners.ts';
import { Listeners } from '../world/listeners.ts';
import type { MemoryAccount } from '../world/memory.ts';
import type { Conceal } from './concealing.ts';
import { makeConceal, replaceAddress } from './concealing.ts';
import type { EntryOwner, ExchangeRecord } from './kept-entry.ts';
import { KeptEntry } from './kept-entry.ts';
import type { Concealer } from './kept-happening.ts';
import { Latest } from './latest.ts';
import { ExchangeCounts } from '../metrics/exchange-counts.ts';

/** A request or an answer in the journal: secrets and tokens are masked, long texts are cut. */
export interface RecordedMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RecordedRequest extends RecordedMessage {
  readonly method: string;
  /** The path and query of a call; the whole URL of a request that the simulator sends. */
  readonly target: string;
}

export interface RecordedAnswer extends RecordedMessage {
  readonly status: number;
}

/** One API call, or one thing the simulator sent: a callback, a token request for it, the fetch of a customer's file. */
export interface JournalEntry {
  /** Counts from 1 in each partition. */
  readonly number: number;
  /** The partition's time, epoch milliseconds. */
  readonly at: number;
  readonly kind: 'call' | 'callback' | 'callback-token' | 'file';
  /** Null when path and method are no operation, and for requests of the simulator. */
  readonly operation: OperationId | null;
  /** Name of the application or user, if known. */
  readonly who: string | null;
  readonly entryPointId: string | null;
  readonly conversationIds: readonly string[];
  readonly request: RecordedRequest;
  /** Null when no answer came or was given. */
  readonly answer: RecordedAnswer | null;
  /** Why no answer came, or what was wrong with it, in a sentence. */
  readonly problem: string | null;
  /** The private half of a refusal. */
  readonly refusal: { readonly key: ErrorKey; readonly reason: Reason } | null;
  /** The first fault that fired for the call. */
  readonly faultId: string | null;
}

export interface JournalOptions {
  /** The secrets to be masked. */
  secrets?: KnownSecrets;
  /** The address of the simulator, which differs from run to run. */
  base?: () => string;
  /** Receives the errors of listeners. */
  onDefect?: ReportDefect;
  /** Bounds the bytes. Default: without a bound. */
  account?: MemoryAccount;
}

/** An escape such as `\u0061` has six characters for one; a character of three bytes has nine in a URL. */
const longestEncoding = 9;

/**
 * The latest entries of a partition. Each is kept as it came, and worked out when it is first read: only then secrets are masked, and
 * long texts cut. Durations are real time and kept apart, so that equal runs have equal journals.
 */
export class Journal implements EntryOwner, Concealer {
  readonly secrets: KnownSecrets;
  readonly #entries: Latest<KeptEntry>;
  readonly #base: () => string;
  /** Masks the secrets of the partition in a text of any kind. */
  readonly conceal: Conceal;
  readonly #durations = new WeakMap<JournalEntry, number>();
  readonly #listeners: Listeners<KeptEntry>;
  /** How many there were of each kind, kept or not. */
  readonly counts = new ExchangeCounts();
  #count = 0;
  #keptFrom = 1;

  constructor(capacity: number, options: JournalOptions = {}) {
    const { secrets = new KnownSecrets(), base = () => '', onDefect = (error) => console.error(error) } = options;
    this.#listeners = new Listeners(onDefect);
    this.#entries = new Latest({
      most: capacity,
      sizeOf: ({ size }) => size,
      account: options.account,
      onRemoved: () => (this.#keptFrom = this.#entries.items[0]!.number),
    });
    this.secrets = secrets;
    this.#base = base;
    this.conceal = makeConceal(secrets);
    secrets.addKeeper(() => this.#entries.items[0]?.moment ?? Infinity);
  }

  record(record: ExchangeRecord): KeptEntry {
    this.counts.add(record);
    const { moment } = this.secrets;
    const recording = { number: ++this.#count, base: this.#base(), moment, margin: this.margin };
    const kept = new KeptEntry(record, recording, this);
    this.#entries.add(kept);
    this.#listeners.tell(kept);
    this.#entries.settle();
    return kept;
  }

  /** Oldest first. Those that nobody has read before are worked out now: {@link entriesAfter} does so one by one. */
  get entries(): readonly JournalEntry[] {
    return this.#entries.items.map(({ entry }) => entry);
  }

  /** The entries with a higher number, oldest first, each worked out when it is asked for. */
  *entriesAfter(number: number): Generator<JournalEntry, void> {
    for (const kept of this.#entries.items) if (kept.number > number) yield kept.entry;
  }

  /** UTF-16 code units that are kept behind the bound of a text: the length of the longest secret in its longest encoding. */
  get margin(): number {
    return this.secrets.longest * longestEncoding;
  }

  show(text: string, base: string): string {
    return replaceAddress(this.conceal(text), base);
  }

  workedOut(kept: KeptEntry, entry: JournalEntry, sizeBefore: number): void {
    this.#durations.set(entry, kept.durationMs);
    if (kept.number >= this.#keptFrom) this.#entries.changeSize(kept.size - sizeBefore);
  }

  /** Wall-clock milliseconds from request to answer. */
  durationOf(entry: JournalEntry): number {
    return this.#durations.get(entry) ?? 0;
  }

  /** Calls `listener` with each entry, which costs something only when its `entry` is read. */
  listen(listener: Listener<KeptEntry>): () => void {
    return this.#listeners.add(listener);
  }

  /** Entries with a lower number are gone. */
  get keptFrom(): number {
    return this.#keptFrom;
  }

  /** Forgets the entries. Numbers go on, so that a client can ask for the entries after a number. */
  clear(): void {
    this.#entries.clear();
    this.#keptFrom = this.#count + 1;
  }

  /** Starts again with number 1. */
  restart(): void {
    this.#entries.clear();
    this.#count = 0;
    this.#keptFrom = 1;
  }
}
