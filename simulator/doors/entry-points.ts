import { capacity, servesChats } from '../world/agents.ts';
import { editEntryPoint, type EntryPoint, type EntryPointChange, lastModifiedDate } from '../world/entry-points.ts';
import { queueDepth, queueOf, waitTimeSeconds } from '../world/queue.ts';
import type { World } from '../world/world.ts';
import { unknownId } from './problem.ts';

export type { EntryPointChange };

/** An entry point and what a client would find out about it now. */
export interface EntryPointView extends Omit<EntryPoint, 'lastModified'> {
  readonly lastModified: string;
  readonly agentAvailable: boolean;
  readonly capacity: number;
  readonly queueDepth: number;
  readonly waitTimeSeconds: number;
}

/** The entry points of a partition, as the administrator sees them. */
export class EntryPointsDoor {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Those of the administrator; `special` lists the ones that fail on demand. */
  list(which: 'own' | 'special' = 'own'): EntryPointView[] {
    const wanted = [...this.#world.state.entryPoints.values()].filter(
      ({ special }) => (special === true) === (which === 'special'),
    );
    return wanted.map((entryPoint) => this.#view(entryPoint));
  }

  /** @throws {Problem} when there is no such entry point */
  get(id: string | number): EntryPointView {
    return this.#view(this.#find(id));
  }

  /**
   * Saves a change; `lastModified` becomes another even when nothing differs, as a save does.
   * @throws {Problem} when there is no such entry point or queue
   */
  edit(id: string | number, change: EntryPointChange): EntryPointView {
    const entryPoint = this.#find(id);
    const { queueId } = change;
    if (queueId !== undefined && !this.#world.state.queues.has(queueId)) {
      unknownId('queue', 'queueId', queueId, this.#world.state.queues.keys());
    }
    editEntryPoint(this.#world, entryPoint, change);
    return this.#view(entryPoint);
  }

  /** The id that the entry point of the default world has in this partition: 1001 is 31001 in partition 3. */
  id(localId: number): string {
    return this.#world.ids.entryPoint(localId);
  }

  #find(id: string | number): EntryPoint {
    const { entryPoints } = this.#world.state;
    return entryPoints.get(String(id)) ?? unknownId('entry point', 'entryPoint', String(id), entryPoints.keys());
  }

  #view(entryPoint: EntryPoint): EntryPointView {
    const world = this.#world;
    const queue = queueOf(world, entryPoint);
    return {
      ...entryPoint,
      lastModified: lastModifiedDate(world, entryPoint),
      agentAvailable: entryPoint.active && servesChats(world, entryPoint, queue),
      capacity: capacity(world, queue),
      queueDepth: queueDepth(queue),
      waitTimeSeconds: waitTimeSeconds(world, queue),
    };
  }
}
