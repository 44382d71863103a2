/** Something that is due at a time. Plain data, so that a snapshot can hold it; `kind` names the room that handles it. */
export interface Due {
  readonly kind: string;
  readonly [member: string]: unknown;
}

interface Appointment {
  readonly at: number;
  readonly order: number;
  readonly due: Due | (() => void);
}

export type Agenda = readonly { readonly at: number; readonly due: Due }[];

/** Takes back what was scheduled; harmless when it has happened. */
export type Cancel = () => void;

/**
 * The clock of one partition. It never reads the machine's time: whoever owns it says what time it is (`source`) and calls
 * {@link Clock.runNext} when something is due. Times are epoch milliseconds.
 */
export class Clock {
  readonly #source: () => number;
  readonly #handlers = new Map<string, (due: Due) => void>();
  #appointments: Appointment[] = [];
  #order = 0;
  #latest: number;
  #life = 0;
  /** Called when the time of the next appointment may have changed. */
  onChange: () => void = () => undefined;

  constructor(source: () => number) {
    this.#source = source;
    this.#latest = source();
  }

  /** The time now. Never goes back, even when the source does. */
  now(): number {
    this.#latest = Math.max(this.#latest, this.#source());
    return this.#latest;
  }

  /** Counts the restarts: what was begun in an earlier life of the partition counts no more. */
  get life(): number {
    return this.#life;
  }

  /** Says which function handles what is due of this kind. */
  handle(kind: string, handler: (due: Due) => void): void {
    this.#handlers.set(kind, handler);
  }

  /** Schedules data, which a snapshot keeps, or a function, which it leaves out (a request that waits). */
  schedule(delayMs: number, due: Due | (() => void)): Cancel {
    return this.#enter(this.now() + Math.max(0, delayMs), due);
  }

  #enter(at: number, due: Due | (() => void)): Cancel {
    const appointment = { at, order: this.#order++, due };
    const place = this.#placeOf(appointment);
    this.#appointments.splice(place, 0, appointment);
    if (place === 0) this.onChange();
    return () => this.#cancel(appointment);
  }

  #placeOf({ at, order }: Appointment): number {
    let low = 0;
    let high = this.#appointments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#appointments[middle]!;
      if (other.at < at || (other.at === at && other.order < order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #cancel(appointment: Appointment): void {
    const place = this.#placeOf(appointment);
    if (this.#appointments[place] === appointment) this.#appointments.splice(place, 1);
  }

  /** When the next thing is due, or undefined when nothing is. */
  nextDue(): number | undefined {
    return this.#appointments[0]?.at;
  }

  /** Does the next thing that is due at or before `until`; false when there is none. */
  runNext(until: number): boolean {
    const next = this.#appointments[0];
    if (next === undefined || next.at > until) return false;
    this.#appointments.shift();
    this.#latest = Math.max(this.#latest, next.at);
    if (typeof next.due === 'function') next.due();
    else this.#handlers.get(next.due.kind)?.(next.due);
    return true;
  }

  /**
   * Begins another life: forgets the agenda in favour of this one, and lets the time be what the source says, even earlier. Functions
   * need not wait any longer: they run when the caller is done.
   */
  restart(agenda: Agenda = []): void {
    const waiting = this.#appointments.flatMap(({ due }) => (typeof due === 'function' ? [due] : []));
    this.#life++;
    this.#latest = this.#source();
    this.#appointments = [];
    for (const { at, due } of agenda) this.#enter(at, due);
    this.onChange();
    for (const goOn of waiting) queueMicrotask(goOn);
  }

  /** Every appointment that is data, in order. */
  agenda(): Agenda {
    return this.#appointments.flatMap(({ at, due }) => (typeof due === 'function' ? [] : [{ at, due }]));
  }
}
