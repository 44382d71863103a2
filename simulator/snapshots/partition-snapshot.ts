import type { Fault } from '../faults/faults.ts';
import type { ClockMode } from '../time/timekeeper.ts';
import type { Agenda } from '../world/clock.ts';
import type { WorldDefinition } from '../world/definition.ts';
import type { IdNumbers } from '../world/ids.ts';
import type { WorldState } from '../world/world.ts';

/** A partition at a moment, as plain data. */
export interface PartitionSnapshot {
  readonly name: string;
  readonly number: number;
  readonly seed: string;
  /** The partition's time, epoch milliseconds. */
  readonly now: number;
  readonly clock: ClockMode;
  readonly state: WorldState;
  readonly ids: IdNumbers;
  readonly agenda: Agenda;
  readonly faults: readonly Fault[];
  /** What a reset goes back to. */
  readonly definition: WorldDefinition;
  readonly createdWithClock: ClockMode;
}
