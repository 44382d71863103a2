import { StepFailed } from './failure.ts';
import type { ClockView, Rooms } from './house.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What the runner must know of the client's side. */
export interface Watched {
  readonly rooms: Rooms;
  readonly clock: VirtualClock;
  /** Ids of the client's requests in flight, and which of these hang outside of ECE. */
  readonly inFlight: () => Iterable<string>;
  readonly hangsElsewhere: (requestId: string) => boolean;
  /** How many of ECE's own requests are held by the servers of the stage. */
  readonly heldOfEce: () => number;
  /** Told when time has passed. */
  readonly onTime: (from: number, to: number) => void;
  /** Called whenever only time moves things on. */
  readonly onQuiet: () => Promise<void>;
  /** Why nothing may come, in a sentence. */
  readonly advice: () => Promise<string>;
}

/** A scenario that is written well asks for far fewer. */
const mostJumps = 2000;
const mostLooks = 100_000;

/**
 * Lets the client and the partition go on, in virtual time. Nothing here waits for a real timer: what goes on by itself is watched until only
 * time can move it, then time jumps to what is due next on either side.
 */
export class Drive {
  readonly #watched: Watched;
  #view!: ClockView;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** Lets everything go on that waits for nothing. */
  async settle(): Promise<void> {
    for (let looks = 0; looks < mostLooks; looks++) {
      await new Promise((resolve) => void setImmediate(resolve));
      this.#view = await this.#watched.rooms.clock();
      if (this.#isQuiet()) return this.#watched.onQuiet();
    }
    throw new Error(`Something does not come to an end: ${JSON.stringify(this.#view.underway)}`);
  }

  #isQuiet(): boolean {
    const { calls, waiting, hanging, held, outgoing } = this.#view.underway;
    const { inFlight, hangsElsewhere, heldOfEce } = this.#watched;
    const heldByEce = new Set(held);
    return (
      calls === waiting + hanging &&
      outgoing === heldOfEce() &&
      [...inFlight()].every((id) => heldByEce.has(id) || hangsElsewhere(id))
    );
  }

  /**
   * Lets time pass until `look` finds something.
   * @throws {StepFailed} when nothing is left that could bring it about
   */
  async until<Found>(what: string, look: () => Promise<{ value: Found } | undefined>): Promise<Found> {
    for (let jumps = 0; jumps <= mostJumps; jumps++) {
      await this.settle();
      const found = await look();
      if (found !== undefined) return found.value;
      if (!(await this.#jump(Infinity))) {
        throw new StepFailed(
          what,
          'that nothing is under way and nothing is due: it will never come',
          await this.#watched.advice(),
        );
      }
    }
    throw new StepFailed(what, `nothing, although time went on ${mostJumps} times`, await this.#watched.advice());
  }

  /** What the client's work gives, however long it takes. */
  async result<Value>(what: string, work: Promise<Value>): Promise<Value> {
    let settled: { value: Value } | { error: unknown } | undefined;
    work.then(
      (value) => (settled = { value }),
      (error: unknown) => (settled = { error }),
    );
    return this.until(what, () => {
      if (settled !== undefined && 'error' in settled) throw settled.error;
      return Promise.resolve(settled);
    });
  }

  async advance(ms: number): Promise<void> {
    await this.settle();
    const target = this.#view.now + ms;
    while (await this.#jump(target)) await this.settle();
    await this.#moveTo(target);
    await this.settle();
  }

  async toNext(): Promise<void> {
    await this.settle();
    if (!(await this.#jump(Infinity)))
      throw new StepFailed('something that is due', 'that nothing is due', await this.#watched.advice());
    await this.settle();
  }

  /** Time jumps to what is due next and lets it happen, the client's timers first; false when nothing is due by then. */
  async #jump(limit: number): Promise<boolean> {
    const inEce = this.#view.nextDue ?? Infinity;
    const inClient = this.#watched.clock.nextDue();
    const due = Math.min(inEce, inClient);
    if (due === Infinity || due > limit) return false;
    if (inClient <= inEce) await this.#moveTo(due);
    else {
      const { rooms, clock, onTime } = this.#watched;
      const { now } = this.#view;
      const after = await rooms.control.ask<ClockView>('POST', '/clock/advance', { to: 'next', settle: false });
      if (after.now > now) onTime(now, after.now);
      clock.moveTo(after.now);
    }
    return true;
  }

  /** Both clocks show the time; what is due then in ECE happens with the next jump. */
  async #moveTo(time: number): Promise<void> {
    const { rooms, clock, onTime } = this.#watched;
    const { now } = this.#view;
    if (time > now) {
      this.#view = await rooms.control.ask<ClockView>('PUT', '/clock', { mode: 'manual', start: time });
      onTime(now, time);
    }
    clock.moveTo(time);
  }
}
