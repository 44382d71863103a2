import type { ExchangeRecord } from '../journal/kept-entry.ts';

/** How many exchanges of one kind, call and status there were, and how long they took together. */
export interface ExchangeCount {
  readonly kind: ExchangeRecord['kind'];
  /** Null when path and method are no operation, and for requests of the simulator. */
  readonly operation: ExchangeRecord['operation'];
  /** Null when no answer came or was given. */
  readonly status: number | null;
  count: number;
  durationMs: number;
}

/** Counts the exchanges of a partition. It grows with the kinds of answers, not with their number, and goes on after a reset. */
export class ExchangeCounts {
  /** By operation, or kind where there is none, and by status. */
  readonly #counts = new Map<string, Map<number | null, ExchangeCount>>();

  add({ kind, operation, answer, durationMs }: ExchangeRecord): void {
    const status = answer?.status ?? null;
    const name = operation ?? kind;
    const ofName = this.#counts.get(name) ?? new Map<number | null, ExchangeCount>();
    if (ofName.size === 0) this.#counts.set(name, ofName);
    const known = ofName.get(status);
    if (known === undefined) ofName.set(status, { kind, operation, status, count: 1, durationMs });
    else {
      known.count++;
      known.durationMs += durationMs;
    }
  }

  get all(): ExchangeCount[] {
    return [...this.#counts.values()].flatMap((ofName) => [...ofName.values()]);
  }
}
