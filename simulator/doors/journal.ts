import type { Journal, JournalEntry } from '../journal/journal.ts';
import type { EntryFilter } from './happening-filter.ts';
import { entryFilterSchema, entryFits } from './happening-filter.ts';
import { readInput } from './read-input.ts';

/** What was called and sent in a partition, with secrets masked. Each entry is worked out when it is first read. */
export class JournalDoor {
  readonly #journal: Journal;
  readonly #fullEntryPointId: (id: string) => string;

  /** @param fullEntryPointId gives the id that clients send for one that the world defines */
  constructor(journal: Journal, fullEntryPointId: (id: string) => string) {
    this.#journal = journal;
    this.#fullEntryPointId = fullEntryPointId;
  }

  /** All entries that are kept, oldest first. */
  get entries(): readonly JournalEntry[] {
    return this.#journal.entries;
  }

  /**
   * The entries that fit, oldest first.
   * @example simulator.journal.list({ operation: 'sendMessage', status: 401 })
   * @throws {InvalidInputError} for a member that there is not, or a wrong value
   */
  list(filter: EntryFilter = {}): JournalEntry[] {
    return this.entries.filter(this.test(filter));
  }

  /** Whether an entry fits. @throws {InvalidInputError} as {@link list} does */
  test(filter: EntryFilter): (entry: JournalEntry) => boolean {
    const { entryPoint, ...rest } = readInput(entryFilterSchema(), filter);
    const wanted = { ...rest, ...(entryPoint !== undefined && { entryPoint: this.#fullEntryPointId(entryPoint) }) };
    return (entry) => entryFits(entry, wanted);
  }

  /** The entries with a higher number, oldest first, each worked out when it is asked for. */
  entriesAfter(number: number): Iterable<JournalEntry> {
    return this.#journal.entriesAfter(number);
  }

  /** Real milliseconds from request to answer. */
  durationOf(entry: JournalEntry): number {
    return this.#journal.durationOf(entry);
  }

  /** Entries with a lower number are gone. */
  get keptFrom(): number {
    return this.#journal.keptFrom;
  }

  /** Forgets the entries. Numbers go on. */
  clear(): void {
    this.#journal.clear();
  }
}
