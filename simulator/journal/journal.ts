import type { Conceal } from './concealing.ts';
import { Latest } from './latest.ts';
import type { ErrorKey, Reason } from '../protocol/errors.ts';
import type { OperationId } from '../protocol/operations.ts';
import type { Listener, ReportDefect } from '../world/listeners.ts';
import { Listeners } from '../world/listeners.ts';

/** A request or an answer in the journal: secrets and tokens are masked, long bodies are cut. */
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

/** An entry without its number, which the journal gives. */
export type JournalRecord = Omit<JournalEntry, 'number'> & { readonly durationMs: number };

/** The most characters of bodies that a journal keeps. */
const mostCharacters = 64_000_000;

/** Characters of the bodies of an entry. */
export function sizeOfEntry({ request, answer }: JournalEntry): number {
  return request.body.length + (answer?.body.length ?? 0);
}

/** The latest entries of a partition. Durations are real time and kept apart, so that equal runs have equal journals. */
export class Journal {
  readonly #entries: Latest<JournalEntry>;
  readonly #conceal: Conceal;
  readonly #durations = new WeakMap<JournalEntry, number>();
  readonly #listeners: Listeners<JournalEntry>;
  #count = 0;
  #clearedUpTo = 0;

  /**
   * @param conceal changes texts that hold secrets, or that differ from run to run
   * @param onDefect receives the errors of listeners
   */
  constructor(
    capacity: number,
    conceal: Conceal = () => (text) => text,
    onDefect: ReportDefect = (error) => console.error(error),
  ) {
    this.#listeners = new Listeners(onDefect);
    this.#entries = new Latest(capacity, mostCharacters, sizeOfEntry);
    this.#conceal = conceal;
  }

  record({ durationMs, ...record }: JournalRecord): JournalEntry {
    const entry: JournalEntry = { number: ++this.#count, ...(changeTexts(record, this.#conceal()) as typeof record) };
    this.#durations.set(entry, durationMs);
    this.#entries.add(entry);
    this.#listeners.tell(entry);
    return entry;
  }

  /** Oldest first. */
  get entries(): readonly JournalEntry[] {
    return this.#entries.items;
  }

  /** Wall-clock milliseconds from request to answer. */
  durationOf(entry: JournalEntry): number {
    return this.#durations.get(entry) ?? 0;
  }

  listen(listener: Listener<JournalEntry>): () => void {
    return this.#listeners.add(listener);
  }

  /** Whether the entry has been cleared away. */
  isCleared({ number }: JournalEntry): boolean {
    return number <= this.#clearedUpTo;
  }

  /** Forgets the entries. Numbers go on, so that a client can ask for the entries after a number. */
  clear(): void {
    this.#entries.clear();
    this.#clearedUpTo = this.#count;
  }

  /** Starts again with number 1. */
  restart(): void {
    this.#entries.clear();
    this.#count = this.#clearedUpTo = 0;
  }
}

function changeTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((member) => changeTexts(member, change));
  // A loop is faster than Object.entries, and every call runs it.
  const changed: Record<string, unknown> = {};
  for (const name of Object.keys(value)) changed[name] = changeTexts((value as Record<string, unknown>)[name], change);
  return changed;
}
