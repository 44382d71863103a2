import type * as z from 'zod';
import { addQueue } from '../world/population.ts';
import type { Queue } from '../world/queue.ts';
import { fillFreeSlots } from '../world/routing.ts';
import type { World } from '../world/world.ts';
import type { Path } from './problems.ts';
import { readInput } from './read-input.ts';
import { rejectUnknownId, requireFreeName } from './names.ts';
import type { WorldSchemas } from './world-schema.ts';
import { worldSchemas } from './world-schema.ts';

/** The queues of a partition. An entry point puts its chats into a queue, and agents with the skill of the queue take them. */
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
   * @param path of the value that names the queue
   * @throws {UnknownIdError} when there is no such queue
   */
  get(queue: string, path: Path = ['queue']): Queue {
    return (
      this.list().find(({ id, name }) => id === queue || name === queue) ?? rejectUnknownId('queue', path, queue, this.#names())
    );
  }

  /** @throws {InvalidInputError} for a wrong value, or a name that is taken */
  add(queue: z.input<WorldSchemas['queueSchema']>): Queue {
    const { name, skill, department } = readInput(worldSchemas().queueSchema, queue);
    requireFreeName('a queue', ['name'], name, this.#names());
    return addQueue(this.#world, { name, skill, department });
  }

  /**
   * After a change of the skill, other agents may take the waiting chats.
   * @throws {UnknownIdError} when there is no such queue
   * @throws {InvalidInputError} for a wrong value, or a name that is taken
   */
  change(queue: string, change: z.input<WorldSchemas['queueChangeSchema']>): Queue {
    const found = this.get(queue);
    const {
      name = found.name,
      skill = found.skill,
      department = found.department,
    } = readInput(worldSchemas().queueChangeSchema, change);
    if (name !== found.name) requireFreeName('a queue', ['name'], name, this.#names());
    Object.assign(found, { name, skill, department });
    for (const agent of this.#world.state.agents.values()) fillFreeSlots(this.#world, agent);
    return found;
  }

  #names(): string[] {
    return this.list().map(({ name }) => name);
  }
}
