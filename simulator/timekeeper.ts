import { type Agenda, Clock } from './world/clock.ts';

/** How a partition's time passes. `start` is epoch milliseconds. */
export type ClockMode =
  | { readonly mode: 'real' }
  | { readonly mode: 'scaled'; readonly factor: number }
  | { readonly mode: 'manual'; readonly start?: number };

/** The machine's time and timers. */
export interface Host {
  now(): number;
  setTimeout(task: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const realHost: Host = {
  now: () => Date.now(),
  setTimeout(task, ms) {
    const timer: unknown = setTimeout(task, ms);
    // In Node a partition that waits must not keep the process alive; browsers have no unref.
    (timer as { unref?: () => void }).unref?.();
    return timer;
  },
  clearTimeout: (timer) => clearTimeout(timer as Parameters<typeof clearTimeout>[0]),
};

/** Where a manual clock starts unless told otherwise. */
const manualStart = Date.parse('2026-01-15T09:30:00.000Z');
/** Longest delay that timers take. */
const longestTimer = 2 ** 31 - 1;

/** Drives the clock of one partition and knows the real I/O that is under way in it. */
export class Timekeeper {
  readonly clock: Clock;
  readonly #host: Host;
  readonly #ioGraceMs: number;
  readonly #onDefect: (error: unknown) => void;
  /** The I/O that is waited for, with the host's time at its begin. */
  readonly #inFlight = new Map<Promise<void>, number>();
  #mode: ClockMode;
  /** The virtual time at `#hostStart`; in manual mode the time itself. */
  #start: number;
  #hostStart: number;
  #timer: unknown;
  #lastAdvance: Promise<void> = Promise.resolve();

  /**
   * @param ioGraceMs how long, in real time, a manual clock waits for a peer before it counts as hung
   * @param onDefect told what something that was due, or I/O, failed with where nobody waits for it
   */
  constructor(
    mode: ClockMode,
    ioGraceMs: number,
    host: Host = realHost,
    onDefect: (error: unknown) => void = (error) => console.error(error),
  ) {
    this.#host = host;
    this.#onDefect = onDefect;
    this.#ioGraceMs = ioGraceMs;
    this.#mode = mode;
    this.#hostStart = host.now();
    this.#start = mode.mode === 'manual' ? (mode.start ?? manualStart) : this.#hostStart;
    this.clock = new Clock(() => this.#time());
    this.clock.onChange = () => this.#setTimer();
  }

  get mode(): ClockMode {
    return this.#mode;
  }

  /** Goes on from the time it is, in another way. */
  setMode(mode: ClockMode): void {
    this.#start = Math.max(this.clock.now(), mode.mode === 'manual' ? (mode.start ?? 0) : 0);
    this.#hostStart = this.#host.now();
    this.#mode = mode;
    this.#setTimer();
  }

  /**
   * Begins anew in this mode and with this agenda; a manual clock shows its start, even if that is earlier.
   * @param from epoch milliseconds from which a real or scaled clock goes on; default: the machine's time
   */
  restart(mode: ClockMode, agenda: Agenda = [], from = this.#host.now()): void {
    this.#mode = mode;
    this.#hostStart = this.#host.now();
    this.#start = mode.mode === 'manual' ? (mode.start ?? manualStart) : from;
    this.clock.restart(agenda);
  }

  #time(): number {
    const passed = this.#host.now() - this.#hostStart;
    switch (this.#mode.mode) {
      case 'real':
        return this.#start + passed;
      case 'scaled':
        return this.#start + passed * this.#mode.factor;
      case 'manual':
        return this.#start;
    }
  }

  #setTimer(): void {
    this.#host.clearTimeout(this.#timer);
    const due = this.clock.nextDue();
    if (this.#mode.mode === 'manual' || due === undefined) return;
    const factor = this.#mode.mode === 'scaled' ? this.#mode.factor : 1;
    const delay = Math.ceil((due - this.#time()) / factor);
    this.#timer = this.#host.setTimeout(() => this.#runDue(), Math.min(Math.max(0, delay), longestTimer));
  }

  #runDue(): void {
    const now = this.#time();
    let ran = true;
    while (ran) {
      try {
        ran = this.clock.runNext(now);
      } catch (error) {
        this.#onDefect(error);
      }
    }
    this.#setTimer();
  }

  /**
   * Lets time pass on a manual clock: everything that falls due happens in order, and each time the I/O it started is awaited,
   * so that its effects are visible when this returns. A restart or another mode meanwhile ends it.
   * @param ms milliseconds, 0 or more
   */
  advance(ms: number): Promise<void> {
    return this.#inTurn(async (goesOn) => {
      const target = this.#start + ms;
      await this.#settle();
      for (let due = this.clock.nextDue(); goesOn() && due !== undefined && due <= target; due = this.clock.nextDue()) {
        await this.#goTo(due);
      }
      if (goesOn()) this.#start = Math.max(this.#start, target);
    });
  }

  /** Lets time pass to the next thing that is due; false when nothing is. */
  async advanceToNext(): Promise<boolean> {
    let found = false;
    await this.#inTurn(async (goesOn) => {
      await this.#settle();
      const due = this.clock.nextDue();
      if (due === undefined || !goesOn()) return;
      found = true;
      await this.#goTo(due);
    });
    return found;
  }

  async #goTo(due: number): Promise<void> {
    this.#start = Math.max(this.#start, due);
    this.clock.runNext(this.#start);
    await this.#settle();
  }

  /** One step after the other. A step that fails tells its own caller and none of those behind. */
  #inTurn(step: (goesOn: () => boolean) => Promise<void>): Promise<void> {
    const turn = this.#lastAdvance.then(() => {
      const { life } = this.clock;
      return step(() => this.clock.life === life && this.#mode.mode === 'manual');
    });
    this.#lastAdvance = turn.catch(() => undefined);
    return turn;
  }

  /** Real I/O of this partition that a manual clock waits for. */
  track<Result>(io: Promise<Result>): Promise<Result> {
    const settled = io.then(() => undefined, this.#onDefect);
    this.#inFlight.set(settled, this.#host.now());
    void settled.then(() => this.#inFlight.delete(settled));
    return io;
  }

  /** Says that something is under way for which a manual clock waits, until the returned function is called. */
  begin(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    void this.track(promise);
    return () => resolve(undefined);
  }

  /** Waits for the I/O under way. A peer that is silent for `ioGraceMs` counts as hung, and is not waited for again. */
  async #settle(): Promise<void> {
    await turnOfTheEventLoop();
    while (this.#inFlight.size > 0) {
      await this.#anySettles();
      const hungSince = this.#host.now() - this.#ioGraceMs;
      for (const [io, since] of this.#inFlight) if (since <= hungSince) this.#inFlight.delete(io);
      await turnOfTheEventLoop();
    }
  }

  /** When some I/O has settled, or the oldest has taken `ioGraceMs`. */
  async #anySettles(): Promise<void> {
    const oldest = Math.min(...this.#inFlight.values());
    const grace = Promise.withResolvers<undefined>();
    const timer = this.#host.setTimeout(() => grace.resolve(undefined), Math.max(1, oldest + this.#ioGraceMs - this.#host.now()));
    await Promise.race([grace.promise, ...this.#inFlight.keys()]);
    this.#host.clearTimeout(timer);
  }

  /** Resolves when nothing is in flight any more, or after so many real milliseconds. */
  async inFlightSettled(deadlineMs: number): Promise<void> {
    const deadline = this.#host.now() + deadlineMs;
    while (this.#inFlight.size > 0 && this.#host.now() < deadline) {
      const over = Promise.withResolvers<undefined>();
      const timer = this.#host.setTimeout(() => over.resolve(undefined), deadline - this.#host.now());
      await Promise.race([over.promise, ...this.#inFlight.keys()]);
      this.#host.clearTimeout(timer);
    }
  }

  /** Lets no time pass any more; what waits need not wait any longer. */
  stop(): void {
    this.#host.clearTimeout(this.#timer);
    this.clock.onChange = () => undefined;
    this.clock.restart();
  }
}

/** Lets other tasks of the process run, without a timer where the platform can. */
function turnOfTheEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if ('setImmediate' in globalThis) setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
