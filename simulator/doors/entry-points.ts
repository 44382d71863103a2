import type * as z from 'zod';
import { computeCapacity, servesChats } from '../world/agents.ts';
import type { EntryPoint } from '../world/entry-points.ts';
import { editEntryPoint, lastModifiedDate, removeEntryPoint } from '../world/entry-points.ts';
import { addEntryPoint } from '../world/population.ts';
import type { EntryPointDefinition } from '../world/definition.ts';
import { queueDepth, queueOf, waitTimeSeconds } from '../world/queue.ts';
import type { World } from '../world/world.ts';
import { readInput } from './read-input.ts';
import { rejectUnknownId, requireFreeName } from './names.ts';
import type { QueuesDoor } from './queues.ts';
import type { WorldSchemas } from './world-schema.ts';
import { worldSchemas } from './world-schema.ts';

/** The members that an administrator may change. `queue`: id or name. */
export type EntryPointEdit = Partial<Omit<EntryPointDefinition, 'id' | 'special'>>;

/** An entry point, and what clients get to know about it now. */
export interface EntryPointView extends Omit<EntryPoint, 'lastModified'> {
  readonly lastModified: string;
  /** The id that the world defines, e.g. 1001; `id` is the one that clients send. They differ outside the default partition. */
  readonly localId: number;
  readonly agentAvailable: boolean;
  readonly capacity: number;
  readonly queueDepth: number;
  readonly waitTimeSeconds: number;
}

/** The entry points of a partition: what an administrator sees and changes. Each is named by its `id` or its `localId`. */
export class EntryPointsDoor {
  readonly #world: World;
  readonly #queues: QueuesDoor;

  constructor(world: World, queues: QueuesDoor) {
    this.#world = world;
    this.#queues = queues;
  }

  /** The entry points of the administrator; `special` lists those that fail on demand. */
  list(which: 'own' | 'special' = 'own'): EntryPointView[] {
    const wanted = [...this.#world.state.entryPoints.values()].filter(
      ({ special }) => (special === true) === (which === 'special'),
    );
    return wanted.map((entryPoint) => this.#view(entryPoint));
  }

  /** @throws {UnknownIdError} when there is no such entry point */
  get(id: string | number): EntryPointView {
    return this.#view(this.#find(id));
  }

  /**
   * Saves a change. `lastModified` changes even when nothing else does, as with a save in ECE.
   * @throws {UnknownIdError} when there is no such entry point or queue
   * @throws {InvalidInputError} for a wrong value
   */
  edit(id: string | number, change: EntryPointEdit): EntryPointView {
    const entryPoint = this.#find(id);
    const { queue, ...rest } = readInput(worldSchemas().entryPointChangeSchema, change);
    const queueId = queue === undefined ? {} : { queueId: this.#queues.get(queue).id };
    editEntryPoint(this.#world, entryPoint, { ...rest, ...queueId });
    return this.#view(entryPoint);
  }

  /**
   * No application may use it yet: see `ApplicationsDoor.change`.
   * @throws {InvalidInputError} for a wrong value, or an id that is taken
   * @throws {UnknownIdError} when there is no such queue
   */
  add(entryPoint: z.input<WorldSchemas['entryPointSchema']>): EntryPointView {
    const { queue, ...rest } = readInput(worldSchemas().entryPointSchema, entryPoint) as z.output<
      WorldSchemas['entryPointSchema']
    > &
      EntryPointDefinition;
    requireFreeName('an entry point', ['id'], this.id(rest.id), this.#world.state.entryPoints.keys());
    return this.#view(addEntryPoint(this.#world, { ...rest, queue: this.#queues.get(queue) }));
  }

  /**
   * Deletes the entry point. Its conversations go on with its attachment policy, but no new one can start. Faults that name it go with it.
   * @throws {UnknownIdError} when there is no such entry point
   */
  remove(id: string | number): void {
    removeEntryPoint(this.#world, this.#find(id));
  }

  /** The id that the entry point of the default world has in this partition: 1001 is 31001 in partition 3. */
  id(localId: number): string {
    return this.#world.ids.entryPoint(localId);
  }

  #find(id: string | number): EntryPoint {
    const { entryPoints } = this.#world.state;
    return (
      entryPoints.get(this.#world.ids.fullEntryPoint(String(id))) ??
      rejectUnknownId('entry point', ['entryPoint'], String(id), entryPoints.keys())
    );
  }

  #view(entryPoint: EntryPoint): EntryPointView {
    const world = this.#world;
    const queue = queueOf(world, entryPoint);
    return {
      ...entryPoint,
      localId: world.ids.localEntryPoint(entryPoint.id),
      lastModified: lastModifiedDate(world, entryPoint),
      agentAvailable: entryPoint.active && servesChats(world, entryPoint, queue),
      capacity: computeCapacity(world, queue),
      queueDepth: queueDepth(queue),
      waitTimeSeconds: waitTimeSeconds(world, queue),
    };
  }
}
