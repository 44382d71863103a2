import type { Agenda } from '../world/clock.ts';
import { Clock } from '../world/clock.ts';
import type { InFlight } from './hold.ts';
import { realTimers } from './real-timers.ts';

/** How a partition's time passes. `start` is epoch milliseconds. */
export type ClockMode =
  | { readonly mode: 'real' }
  | { readonly mode: 'scaled'; readonly factor: number }
  | { readonly mode: 'manual'; readonly start?: number };

/** The machine's time and timers. */
export interface Host {
  /** Epoch milliseconds. Somebody can set it. */
  now(): number;
  /** Milliseconds since any moment. Nobody can set it, and it may stand still while the machine sleeps. */
  elapsed(): number;
  setTimeout(task: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const realHost: Host = {
  now: () => realTimers.now(),
  elapsed: () => realTimers.elapsed(),
  setTimeout(task, ms) {
    const timer: unknown = realTimers.setTimeout(task, ms);
    // In Node a partition that waits must not keep the process alive; browsers have no unref.
    (timer as { unref?: () => void }).unref?.();
    return timer;
  },
  clearTimeout: (timer) => realTimers.clearTimeout(timer as Parameters<typeof realTimers.clearTimeout>[0]),
};

/** The time at which a manual clock starts by default. */
const manualStart = Date.parse('2026-01-15T09:30:00.000Z');
/** How many tasks that fall due together run without a pause. */
const mostRunAtOnce = 500;
/** The machine's two clocks differ a little all the time. What is less, in milliseconds, is no leap. */
const leastLeap = 1000;
/** The longest delay that a timer takes, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** Makes the time of one partition pass, and knows the real I/O that is under way in it. */
export class Timekeeper {
  readonly clock: Clock;
  readonly #host: Host;
  readonly #ioGraceMs: number;
  readonly #onDefect: (error: unknown) => void;
  readonly #inFlight = new Set<InFlight>();
  #others: () => readonly InFlight[] = () => [];
  /** I/O in flight that did not end within the grace time. The clock does not wait for it again. */
  readonly #hung = new WeakSet<InFlight>();
  #mode: ClockMode;
  /** The instant at `#begun`; in manual mode the instant itself. */
  #start: number;
  /** The machine's two clocks at `#start`. */
  #begun: { now: number; elapsed: number };
  /** What the machine's time had leapt before `#begun`. */
  #leaptBefore = 0;
  #timer: unknown;
  #lastAdvance: Promise<void> = Promise.resolve();

  /**
   * @param ioGraceMs how long, in real time, a manual clock waits for a peer before it counts as hung
   * @param onDefect receives the error of a due task that failed while no caller waited for it
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
    this.#begun = this.#readHost();
    this.#start = mode.mode === 'manual' ? (mode.start ?? manualStart) : this.#begun.now;
    this.clock = new Clock(
      () => this.#time(),
      () => this.#leap(),
    );
    this.clock.onChange = () => this.#setTimer();
  }

  get mode(): ClockMode {
    return this.#mode;
  }

  /** Time goes on from now in another mode. */
  setMode(mode: ClockMode): void {
    const instant = this.clock.instant();
    this.#leaptBefore = this.#leap();
    this.#start = mode.mode === 'manual' ? Math.max(instant, (mode.start ?? 0) - this.#leaptBefore) : instant;
    this.#begun = this.#readHost();
    this.#mode = mode;
    this.#setTimer();
  }

  /**
   * Starts again in this mode and with this agenda. A manual clock goes back to its start, even if that is earlier.
   * @param from epoch milliseconds at which a real or scaled clock starts; default: the machine's time
   */
  restart(mode: ClockMode, agenda: Agenda = [], from = this.#host.now()): void {
    this.#mode = mode;
    this.#begun = this.#readHost();
    this.#leaptBefore = 0;
    this.#start = mode.mode === 'manual' ? (mode.start ?? manualStart) : from;
    this.clock.restart(agenda);
  }

  #time(): number {
    switch (this.#mode.mode) {
      case 'real':
        return this.#start + this.#passed();
      case 'scaled':
        return this.#start + this.#passed() * this.#mode.factor;
      case 'manual':
        return this.#start;
    }
  }

  /** Whole milliseconds of the machine since `#begun`. */
  #passed(): number {
    return Math.floor(this.#host.elapsed() - this.#begun.elapsed);
  }

  #readHost(): { now: number; elapsed: number } {
    return { now: this.#host.now(), elapsed: this.#host.elapsed() };
  }

  /** How far the machine's time has leapt: a virtual time does not follow it. */
  #leap(): number {
    if (this.#mode.mode !== 'real') return this.#leaptBefore;
    const leapt = this.#host.now() - this.#begun.now - this.#passed();
    return this.#leaptBefore + (Math.abs(leapt) < leastLeap ? 0 : leapt);
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
    for (let count = 0; ran && count < mostRunAtOnce; count++) {
      try {
        ran = this.clock.runNext(now);
      } catch (error) {
        this.#onDefect(error);
      }
    }
    this.#setTimer();
  }

  /**
   * Lets time pass on a manual clock. Everything that falls due happens in order. After each, this waits for the I/O that it started,
   * so its effects are visible when this returns. A restart or a change of mode meanwhile ends it.
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
      // Calls that waited for this time are answered now, and then their callbacks leave.
      await waitForTimerTurn();
      await this.#settle();
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
    this.#runNext(due);
    await this.#settle();
  }

  /** Lets time pass to the next thing that is due, and does not wait for its effects; false when nothing is. */
  runNext(): boolean {
    const due = this.clock.nextDue();
    if (due !== undefined) this.#runNext(due);
    return due !== undefined;
  }

  #runNext(due: number): void {
    this.#start = Math.max(this.#start, due);
    this.clock.runNext(this.#start);
  }

  /** Runs steps one after the other. When a step fails, only its own caller gets the error. */
  #inTurn(step: (goesOn: () => boolean) => Promise<void>): Promise<void> {
    const turn = this.#lastAdvance.then(() => {
      const { life } = this.clock;
      return step(() => this.clock.life === life && this.#mode.mode === 'manual');
    });
    this.#lastAdvance = turn.catch(() => undefined);
    return turn;
  }

  /** Makes a manual clock wait for this real I/O. */
  track<Result>(io: Promise<Result>): Promise<Result> {
    const tracked = { settled: io.then(() => undefined, this.#onDefect) };
    this.#inFlight.add(tracked);
    void tracked.settled.then(() => this.#inFlight.delete(tracked));
    return io;
  }

  /** Makes a manual clock wait also for what the function gives each time when it is asked. */
  alsoAwait(others: () => readonly InFlight[]): void {
    this.#others = others;
  }

  /** Waits until nothing more happens unless time passes. */
  async #settle(): Promise<void> {
    await waitForEventLoopTurn();
    // Most I/O ends here, so that no timer is needed.
    if (this.#awaited().length > 0) await waitForTimerTurn();
    for (let awaited = this.#awaited(); awaited.length > 0; awaited = this.#awaited()) {
      if (!(await this.#anySettles(awaited))) for (const io of awaited) this.#hung.add(io);
      await waitForEventLoopTurn();
    }
  }

  #awaited(): InFlight[] {
    return [...this.#inFlight, ...this.#others()].filter((io) => !this.#hung.has(io));
  }

  async #anySettles(awaited: InFlight[]): Promise<boolean> {
    let timer: ReturnType<typeof realTimers.setTimeout> | undefined;
    const grace = new Promise<boolean>((resolve) => (timer = realTimers.setTimeout(() => resolve(false), this.#ioGraceMs)));
    const settles = await Promise.race([grace, ...awaited.map(({ settled }) => settled.then(() => true))]);
    realTimers.clearTimeout(timer);
    return settles;
  }

  /**
   * Resolves when all I/O has ended, except what hangs, or after `deadlineMs` real milliseconds.
   * @param others what must have ended too
   */
  async inFlightSettled(deadlineMs: number, others: () => readonly Promise<void>[] = () => []): Promise<void> {
    const awaited = () => [...this.#awaited().map(({ settled }) => settled), ...others()];
    const deadline = this.#host.elapsed() + deadlineMs;
    while (awaited().length > 0 && this.#host.elapsed() < deadline) {
      let timer: ReturnType<typeof realTimers.setTimeout> | undefined;
      const over = new Promise<void>((resolve) => (timer = realTimers.setTimeout(resolve, deadline - this.#host.elapsed())));
      await Promise.race([over, ...awaited()]);
      realTimers.clearTimeout(timer);
    }
  }

  /** Stops time and empties the agenda, so that nothing waits any longer. */
  stop(): void {
    this.#host.clearTimeout(this.#timer);
    this.clock.onChange = () => undefined;
    this.clock.restart();
  }
}

/** Lets everything run that is ready to run. `setImmediate` is quicker, but only Node has it. */
function waitForEventLoopTurn(): Promise<void> {
  const { setImmediate } = realTimers;
  return setImmediate === undefined ? waitForTimerTurn() : new Promise((resolve) => void setImmediate(resolve));
}

function waitForTimerTurn(): Promise<void> {
  return new Promise((resolve) => realTimers.setTimeout(resolve, 0));
}
