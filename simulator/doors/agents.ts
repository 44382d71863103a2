import type * as z from 'zod';
import type { Agent } from '../world/agents.ts';
import { addAgent } from '../world/population.ts';
import { changeAgent, removeAgent } from '../world/routing.ts';
import type { World } from '../world/world.ts';
import { readInput } from './read-input.ts';
import { rejectUnknownId } from './names.ts';
import { agentChangeSchema, agentSchema } from './world-schema.ts';

/** The agents of a partition, as their supervisor sees them. */
export class AgentsDoor {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  list(): readonly Agent[] {
    return [...this.#world.state.agents.values()];
  }

  /**
   * @param agent id or screen name
   * @throws {UnknownIdError} when there is no such agent
   */
  get(agent: string): Agent {
    const found = this.#world.state.agents.get(agent) ?? this.list().find(({ screenName }) => screenName === agent);
    return (
      found ??
      rejectUnknownId(
        'agent',
        ['agent'],
        agent,
        this.list().map(({ screenName }) => screenName),
      )
    );
  }

  /**
   * Presence, skills, load, behaviour or name. Who logs out loses his chats to their queues; a new slot is filled from them.
   * @throws {UnknownIdError} when there is no such agent
   * @throws {InvalidInputError} for a wrong value
   */
  change(agent: string, change: z.input<typeof agentChangeSchema>): Agent {
    const found = this.get(agent);
    changeAgent(this.#world, found, readInput(agentChangeSchema, change));
    return found;
  }

  logIn(agent: string): Agent {
    return this.change(agent, { loggedIn: true });
  }

  logOut(agent: string): Agent {
    return this.change(agent, { loggedIn: false });
  }

  /** Chats that wait are given to a new agent at once. */
  add(agent: z.input<typeof agentSchema>): Agent {
    const added = addAgent(this.#world, readInput(agentSchema, agent));
    changeAgent(this.#world, added, {});
    return added;
  }

  /**
   * The agent is gone for good; the chats go back to their queues.
   * @throws {UnknownIdError} when there is no such agent
   */
  remove(agent: string): void {
    removeAgent(this.#world, this.get(agent));
  }
}
