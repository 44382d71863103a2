/** A task for a later time. It is plain data, so that a snapshot can hold it; `kind` selects its handler. */
export interface Due {
  readonly kind: string;
  readonly [member: string]: unknown;
}

interface ScheduledTask {
  readonly at: number;
  readonly order: number;
  readonly due: Due | (() => void);
}

/** The scheduled tasks in order; `at` is an instant. */
export type Agenda = readonly { readonly at: number; readonly due: Due }[];

/** How many tasks that have run are kept at least, before the list is cleaned. */
const mostRunKept = 64;

/** Cancels a scheduled task; does nothing when it has run. */
export type Cancel = () => void;

/**
 * The clock of one partition. It never reads the machine's time: its owner gives the time (`source`) and calls
 * {@link Clock.runNext} when something is due.
 *
 * It has two hands, in epoch milliseconds. {@link Clock.now} is for people and clients. {@link Clock.instant} is for whatever lasts a
 * certain time. They are the same until somebody sets the machine's time, or the machine sleeps: that changes `now` alone.
 */
export class Clock {
  readonly #source: () => number;
  readonly #leap: () => number;
  readonly #handlers = new Map<string, (due: Due) => void>();
  /** In order. Those before `#first` have run: to take them out one by one would move all the others each time. */
  #tasks: ScheduledTask[] = [];
  #first = 0;
  #order = 0;
  #latest: number;
  #life = 0;
  /** Called when the time of the next task may have changed. */
  onChange: () => void = () => undefined;

  /**
   * @param source the instant
   * @param leap milliseconds by which the machine's time has leapt
   */
  constructor(source: () => number, leap: () => number = () => 0) {
    this.#source = source;
    this.#leap = leap;
    this.#latest = source();
  }

  /** The time to show and to send. It leaps when the machine's time does, also back. */
  now(): number {
    return this.shown(this.instant());
  }

  /** The time from which lives, limits and pauses are measured. It never leaps, and is never earlier than before. */
  instant(): number {
    this.#latest = Math.max(this.#latest, this.#source());
    return this.#latest;
  }

  /** What `now` says at an instant. */
  shown(instant: number): number {
    return instant + this.#leap();
  }

  /** How often the clock was restarted. A result that belongs to an earlier life must be ignored. */
  get life(): number {
    return this.#life;
  }

  /** Sets the function that runs the tasks of this kind. */
  handle(kind: string, handler: (due: Due) => void): void {
    this.#handlers.set(kind, handler);
  }

  /** Schedules a task. A snapshot keeps a task that is data, and leaves out one that is a function (e.g. a time limit of a request). */
  schedule(delayMs: number, due: Due | (() => void)): Cancel {
    return this.#insert(this.instant() + Math.max(0, delayMs), due);
  }

  #insert(at: number, due: Due | (() => void)): Cancel {
    const task = { at, order: this.#order++, due };
    const index = this.#indexOf(task);
    this.#tasks.splice(index, 0, task);
    if (index === this.#first) this.onChange();
    return () => this.#cancel(task);
  }

  #indexOf({ at, order }: ScheduledTask): number {
    let low = this.#first;
    let high = this.#tasks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#tasks[middle]!;
      if (other.at < at || (other.at === at && other.order < order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #cancel(task: ScheduledTask): void {
    const index = this.#indexOf(task);
    if (this.#tasks[index] === task) this.#tasks.splice(index, 1);
  }

  /** The instant at which the next task is due; undefined when there is none. */
  nextDue(): number | undefined {
    return this.#tasks[this.#first]?.at;
  }

  /** Runs the next task that is due at or before `until`; false when there is none. */
  runNext(until: number): boolean {
    const next = this.#tasks[this.#first];
    if (next === undefined || next.at > until) return false;
    this.#first++;
    if (this.#first > mostRunKept && this.#first * 2 > this.#tasks.length) this.#forgetRun();
    this.#latest = Math.max(this.#latest, next.at);
    if (typeof next.due === 'function') next.due();
    else this.#handlers.get(next.due.kind)?.(next.due);
    return true;
  }

  /**
   * Begins another life: replaces the agenda and takes the time of the source, even if it is earlier. Scheduled functions do not wait
   * any longer: they run after the caller has finished.
   */
  restart(agenda: Agenda = []): void {
    const functions = this.#scheduled().flatMap(({ due }) => (typeof due === 'function' ? [due] : []));
    this.#life++;
    this.#latest = this.#source();
    this.#tasks = [];
    this.#first = 0;
    for (const { at, due } of agenda) this.#insert(at, due);
    this.onChange();
    for (const run of functions) void Promise.resolve().then(run);
  }

  #scheduled(): ScheduledTask[] {
    return this.#tasks.slice(this.#first);
  }

  #forgetRun(): void {
    this.#tasks = this.#scheduled();
    this.#first = 0;
  }

  /** Cancels every task that is data of this kind. */
  cancelKind(kind: string): void {
    this.#tasks = this.#scheduled().filter(({ due }) => typeof due === 'function' || due.kind !== kind);
    this.#first = 0;
    this.onChange();
  }

  /** The tasks that are data, in order. */
  agenda(): Agenda {
    return this.#scheduled().flatMap(({ at, due }) => (typeof due === 'function' ? [] : [{ at, due }]));
  }
}
