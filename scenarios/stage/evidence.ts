import { specialEntryPoints } from '../../simulator/faults/special-entry-points.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';

/**
 * What brought an outcome about, from the strongest proof to the weakest:
 * - `rule`: the rules of ECE's world, of the library, or of a server that answers as it should
 * - `wire`: a real connection that hangs, closes or is refused, a name that does not resolve, a certificate
 * - `store`: a real database
 * - `forced`: something that only says the answer: a fault, a setting away from its default, a word in place of a database's
 */
export const causes = ['rule', 'wire', 'store', 'forced'] as const;
export type Cause = (typeof causes)[number];

/** One thing that the client did: a request, or an operation of its chat store. */
export interface Deed {
  readonly kind: 'request to ECE' | 'other request' | 'store';
  /** Whether an answer came, and came whole. */
  answered: boolean;
  /** Whether somebody said the answer in place of ECE or of the database. */
  forced: boolean;
}

/** Faults that change nothing of what ECE answers. */
const harmless = new Set(['delay', 'trickle']);

/** What happened in a run, as far as it tells the cause of an outcome. */
export class Evidence {
  readonly #actions = new Map<string, string>(
    specialEntryPoints.flatMap(({ id, faults }) => faults.map(({ action }) => [`entry-point-${id}`, action.do])),
  );
  readonly #settingsDiffer: boolean;
  /** The fault that fired for the latest call to ECE. */
  #latestFault: string | null = null;
  #latest: Deed | undefined;

  /** @param settingsDiffer whether a setting of the simulator is away from its default */
  constructor(settingsDiffer: boolean) {
    this.#settingsDiffer = settingsDiffer;
  }

  /** Forgets what the client did before. To be called before each call of a node. */
  begin(): void {
    this.#latest = undefined;
    this.#latestFault = null;
  }

  /** Notes what the client does now. The caller tells in the deed how it ended. */
  note(kind: Deed['kind']): Deed {
    this.#latest = { kind, answered: false, forced: false };
    return this.#latest;
  }

  addFault(id: string, action: string): void {
    this.#actions.set(id, action);
  }

  /** @param entry the next one of ECE's journal */
  addEntry({ kind, faultId }: JournalEntry): void {
    if (kind === 'call') this.#latestFault = faultId;
  }

  /** The cause of the outcome that the call has just had: what the client did last decides. */
  get cause(): Cause {
    const deed = this.#latest;
    if (deed?.kind === 'store') return deed.forced ? 'forced' : 'store';
    if (deed?.answered === false) return 'wire';
    const isAnsweredByFault = deed?.kind === 'request to ECE' && this.#latestFaultAnswers;
    return deed?.forced === true || isAnsweredByFault ? 'forced' : this.causeOfEvent;
  }

  /** The cause of an event of a conversation: it follows from what people do at ECE. */
  get causeOfEvent(): Cause {
    return this.#settingsDiffer ? 'forced' : 'rule';
  }

  get #latestFaultAnswers(): boolean {
    return this.#latestFault !== null && !harmless.has(this.#actions.get(this.#latestFault) ?? '');
  }
}
