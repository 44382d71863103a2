import * as z from 'zod';
import { once } from '../protocol/once.ts';
import type { ClockMode, Timekeeper } from '../time/timekeeper.ts';
import { readInput } from './read-input.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';

/** Ten years: a longer step is probably a mistake. */
const longestStepMs = 10 * 365 * 24 * 3600 * 1000;
const fastest = 100_000;
/** Years of four digits, the only ones that dates in API bodies have. */
const latest = Date.parse('9990-01-01T00:00:00.000Z');

export const clockFactor = once(() => z.number().gt(0).max(fastest));

export const clockModeSchema = once(() =>
  z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('real') }),
    z.strictObject({ mode: z.literal('scaled'), factor: clockFactor() }),
    z.strictObject({ mode: z.literal('manual'), start: z.int().min(0).max(latest).optional().describe('epoch milliseconds') }),
  ]),
);

/** A moment of the partition's time. */
export interface Instant {
  /** A date with its offset, such as `2026-03-29T01:30:00Z`, or epoch milliseconds. */
  readonly to: string | number | Date;
}

/** Calls and requests of a partition that have begun and not ended yet. */
export interface Underway {
  /** API calls without an answer yet. */
  readonly calls: number;
  /** API calls that wait for the clock, because a fault delays them. */
  readonly waiting: number;
  /** API calls that a fault leaves without an answer until their callers give up. */
  readonly hanging: number;
  /** The header `x-request-id` of each call that waits or hangs, where it has one. */
  readonly held: readonly string[];
  /** Requests that the simulator sends: callbacks, tokens for them, customers' files. */
  readonly outgoing: number;
}

/** The clock of a partition. Everything that waits in the partition waits for this clock. */
export class ClockDoor {
  readonly #timekeeper: Timekeeper;
  readonly #underway: () => Underway;

  constructor(timekeeper: Timekeeper, underway: () => Underway) {
    this.#timekeeper = timekeeper;
    this.#underway = underway;
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#timekeeper.clock.now();
  }

  get mode(): ClockMode {
    return this.#timekeeper.mode;
  }

  /** When the next thing is due, in epoch milliseconds; undefined when nothing is. */
  get nextDue(): number | undefined {
    const { clock } = this.#timekeeper;
    const due = clock.nextDue();
    return due === undefined ? undefined : clock.shown(due);
  }

  /** The agenda in order of time, without the calls and requests that wait for the clock. */
  agenda(limit: number): { at: number; kind: string; about: Record<string, unknown> }[] {
    const { clock } = this.#timekeeper;
    return clock
      .agenda()
      .slice(0, limit)
      .map(({ at, due: { kind, ...about } }) => ({ at: clock.shown(at), kind, about }));
  }

  get underway(): Underway {
    return this.#underway();
  }

  /** Whether nothing more happens unless time passes: every call and request under way waits for the clock or hangs. */
  get isQuiet(): boolean {
    const { calls, waiting, hanging, outgoing } = this.underway;
    return calls === waiting + hanging && outgoing === 0;
  }

  /**
   * Time goes on from now in another mode: real, scaled by a factor, or manual.
   * @throws {InvalidInputError} for a factor that is not above 0 and at most 100,000, or a start before now
   */
  setMode(mode: ClockMode): void {
    const wanted = readInput(clockModeSchema(), mode) as ClockMode;
    if (wanted.mode === 'manual' && wanted.start !== undefined && wanted.start < this.now()) {
      const message = `Time cannot go back: it is ${new Date(this.now()).toISOString()}.`;
      throw new InvalidInputError([{ path: ['start'], message }]);
    }
    this.#timekeeper.setMode(wanted);
  }

  /**
   * Lets time pass on a manual clock. What falls due happens in order; resolves when its effects are visible.
   * @param step milliseconds, or the instant up to which time passes
   * @example await simulator.clock.advance({ to: '2026-03-29T01:30:00Z' })
   * @throws {ConflictError} when the clock is not manual
   * @throws {InvalidInputError} for a step that is negative or longer than ten years, and for an instant that is past
   */
  async advance(step: number | Instant): Promise<void> {
    this.#requireManual();
    await this.#timekeeper.advance(Math.round(typeof step === 'number' ? checkedStep(step) : this.#until(step)));
  }

  #until({ to }: Instant): number {
    const now = this.now();
    const step = new Date(to).getTime() - now;
    if (step >= 0 && step <= longestStepMs) return step;
    const message = Number.isNaN(step)
      ? `"to" must be an instant, such as 2026-03-29T01:30:00Z, not "${String(to)}".`
      : `Time goes on by ten years at most, and never back: it is ${new Date(now).toISOString()}.`;
    throw new InvalidInputError([{ path: ['to'], message }]);
  }

  /**
   * Lets time pass to the next thing that is due; false when nothing is.
   * @throws {ConflictError} when the clock is not manual
   */
  async advanceToNext(): Promise<boolean> {
    this.#requireManual();
    return this.#timekeeper.advanceToNext();
  }

  /**
   * Lets the next thing that is due happen, and does not wait for its effects; false when nothing is due.
   * @throws {ConflictError} when the clock is not manual
   */
  runNext(): boolean {
    this.#requireManual();
    return this.#timekeeper.runNext();
  }

  #requireManual(): void {
    if (this.mode.mode === 'manual') return;
    const message = `Only a manual clock is advanced by hand; this one is ${this.mode.mode}.`;
    throw new ConflictError({ path: ['mode'], message, allowed: ['manual'] });
  }
}

function checkedStep(ms: number): number {
  if (ms >= 0 && ms <= longestStepMs) return ms;
  const message = `A step is from 0 to ${longestStepMs} milliseconds (ten years); it is ${ms}.`;
  throw new InvalidInputError([{ path: ['ms'], message }]);
}
