import { StepFailedError } from './step-failed-error.ts';
import type { ClockView, PartitionAccess } from './scenario-simulator.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface StageTimeSettings {
  readonly partition: PartitionAccess;
  readonly clock: VirtualClock;
  /** Ids of the client's requests that have no answer yet, and which of them hang outside of ECE. */
  readonly inFlight: () => Iterable<string>;
  readonly hangsOutside: (requestId: string) => boolean;
  /** What is under way and takes real time: requests into a broken network, work of a database server. */
  readonly realTimeWork: () => readonly Promise<unknown>[];
  /** How many of ECE's own requests the servers of the stage leave without an answer. */
  readonly countHeldRequestsOfEce: () => number;
  /** Receives the times before and after a jump. */
  readonly onTime: (from: number, to: number) => void;
  /** Called whenever nothing more happens unless time passes. */
  readonly onQuiet: () => Promise<void>;
  /** Why the scenario may wait in vain, in a sentence. */
  readonly describeStandstill: () => Promise<string>;
}

/** Limits that only a scenario without an end reaches. */
const mostJumps = 2000;
const mostChecks = 100_000;
/** When ECE gives up a request that is held here, its next one may be under way before its end is seen here. */
const turnsUntilClosed = 10;

/**
 * Moves the client and the partition forward in virtual time, without a real timer. It waits until the work that needs no time has ended.
 * Then time jumps to what is due next on either side.
 */
export class StageTime {
  readonly #settings: StageTimeSettings;
  #view!: ClockView;

  constructor(settings: StageTimeSettings) {
    this.#settings = settings;
  }

  /** Waits until nothing moves any more without time passing. */
  async settle(): Promise<void> {
    const { realTimeWork, countHeldRequestsOfEce, onQuiet } = this.#settings;
    let quietFor = 0;
    for (let checks = 0; checks < mostChecks; checks++) {
      await Promise.allSettled(realTimeWork());
      await new Promise((resolve) => void setImmediate(resolve));
      this.#view = await this.#settings.partition.readClock();
      quietFor = this.#isQuiet() ? quietFor + 1 : 0;
      if (quietFor > (countHeldRequestsOfEce() > 0 ? turnsUntilClosed : 0)) return onQuiet();
    }
    throw new Error(`Work in the simulator does not end: ${JSON.stringify(this.#view.underway)}`);
  }

  #isQuiet(): boolean {
    const { calls, waiting, hanging, held, outgoing } = this.#view.underway;
    const { inFlight, hangsOutside, countHeldRequestsOfEce, realTimeWork } = this.#settings;
    const heldByEce = new Set(held);
    return (
      realTimeWork().length === 0 &&
      calls === waiting + hanging &&
      outgoing === countHeldRequestsOfEce() &&
      [...inFlight()].every((id) => heldByEce.has(id) || hangsOutside(id))
    );
  }

  /**
   * Lets time pass until `find` finds something.
   * @throws {StepFailedError} when nothing is due that could still change the result
   */
  async waitFor<Found>(what: string, find: () => Promise<{ value: Found } | undefined>): Promise<Found> {
    for (let jumps = 0; jumps <= mostJumps; jumps++) {
      await this.settle();
      const found = await find();
      if (found !== undefined) return found.value;
      if (!(await this.#jump(Infinity))) {
        throw await this.#failure(what, 'that nothing is under way and nothing is due: it will never come');
      }
    }
    throw await this.#failure(what, `nothing, although time moved on ${mostJumps} times`);
  }

  /** Lets time pass until the promise settles. */
  async waitForResult<Value>(what: string, work: Promise<Value>): Promise<Value> {
    let settled: { value: Value } | { error: unknown } | undefined;
    work.then(
      (value) => (settled = { value }),
      (error: unknown) => (settled = { error }),
    );
    return this.waitFor(what, () => {
      if (settled !== undefined && 'error' in settled) throw settled.error;
      return Promise.resolve(settled);
    });
  }

  /** Lets so many milliseconds pass. */
  async advance(ms: number): Promise<void> {
    await this.settle();
    const target = this.#view.now + ms;
    while (await this.#jump(target)) await this.settle();
    await this.#moveTo(target);
    await this.settle();
  }

  /** Sets the clock of a partition that has gone back to an earlier state to the present. What is overdue happens at once. */
  async catchUp(): Promise<void> {
    await this.settle();
    const { partition, clock } = this.#settings;
    const start = clock.now();
    if (this.#view.now < start) await partition.control.put('/clock', { body: { mode: 'manual', start } });
    await this.advance(0);
  }

  /** @throws {StepFailedError} when nothing is due */
  async advanceToNext(): Promise<void> {
    await this.settle();
    if (!(await this.#jump(Infinity))) throw await this.#failure('something that is due', 'that nothing is due');
    await this.settle();
  }

  /** Time jumps to what is due next and lets it happen, the client's timers first; false when nothing is due by then. */
  async #jump(limit: number): Promise<boolean> {
    const dueInEce = this.#view.nextDue ?? Infinity;
    const dueInClient = this.#settings.clock.nextDue();
    const due = Math.min(dueInEce, dueInClient);
    if (due === Infinity || due > limit) return false;
    if (dueInClient <= dueInEce) await this.#moveTo(due);
    else {
      const { partition, clock, onTime } = this.#settings;
      const { now } = this.#view;
      const after = await partition.control.post('/clock/advance', { body: { to: 'next', settle: false } });
      if (after.now > now) onTime(now, after.now);
      clock.moveTo(after.now);
    }
    return true;
  }

  /** Sets both clocks. What is due then in ECE happens with the next jump. */
  async #moveTo(time: number): Promise<void> {
    const { partition, clock, onTime } = this.#settings;
    const { now } = this.#view;
    if (time > now) {
      this.#view = await partition.control.put('/clock', { body: { mode: 'manual', start: time } });
      onTime(now, time);
    }
    clock.moveTo(time);
  }

  async #failure(expected: string, seen: string): Promise<StepFailedError> {
    return new StepFailedError(expected, seen, await this.#settings.describeStandstill());
  }
}
