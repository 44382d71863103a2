import type * as z from 'zod';
import { addQueue } from '../world/population.ts';
import type { Queue } from '../world/queue.ts';
import { fillFreeSlots } from '../world/routing.ts';
import type { World } from '../world/world.ts';
import { parsed } from './parse.ts';
import { requireFree, unknownId } from './problem.ts';
import { queueChangeSchema, queueSchema } from './world-schema.ts';

/** The queues of a partition: an entry point leads to one, the agents with its skill take the chats that wait in it. */
export class QueuesDoor {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  list(): readonly Queue[] {
    return [...this.#world.state.queues.values()];
  }

  /**
   * @param queue id or name
   * @param path of the value that names it
   * @throws {Problem} when there is no such queue
   */
  get(queue: string, path = 'queue'): Queue {
    return this.list().find(({ id, name }) => id === queue || name === queue) ?? unknownId('queue', path, queue, this.#names());
  }

  /** @throws {Problem} when there is a queue of that name */
  add(queue: z.input<typeof queueSchema>): Queue {
    const { name, skill } = parsed(queueSchema, queue);
    requireFree('a queue', 'name', name, this.#names());
    return addQueue(this.#world, { name, skill });
  }

  /**
   * With another skill, other agents may take what waits.
   * @throws {Problem} when there is no such queue, or another of that name
   */
  change(queue: string, change: z.input<typeof queueChangeSchema>): Queue {
    const found = this.get(queue);
    const { name = found.name, skill = found.skill } = parsed(queueChangeSchema, change);
    if (name !== found.name) requireFree('a queue', 'name', name, this.#names());
    Object.assign(found, { name, skill });
    for (const agent of this.#world.state.agents.values()) fillFreeSlots(this.#world, agent);
    return found;
  }

  #names(): string[] {
    return this.list().map(({ name }) => name);
  }
}
