import type * as z from 'zod';
import type { Agent } from '../world/agents.ts';
import { addAgent } from '../world/population.ts';
import { changeAgent, removeAgent } from '../world/routing.ts';
import type { World } from '../world/world.ts';
import { readInput } from './read-input.ts';
import { rejectUnknownId } from './names.ts';
import type { WorldSchemas } from './world-schema.ts';
import { worldSchemas } from './world-schema.ts';

/** The agents of a partition: what a supervisor sees and changes. */
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
   * Changes presence, skills, load, behaviour or name. The chats of an agent that logs out go back to their queues; a free slot takes one from there.
   * @throws {UnknownIdError} when there is no such agent
   * @throws {InvalidInputError} for a wrong value
   */
  change(agent: string, change: z.input<WorldSchemas['agentChangeSchema']>): Agent {
    const found = this.get(agent);
    changeAgent(this.#world, found, readInput(worldSchemas().agentChangeSchema, change));
    return found;
  }

  logIn(agent: string): Agent {
    return this.change(agent, { loggedIn: true });
  }

  logOut(agent: string): Agent {
    return this.change(agent, { loggedIn: false });
  }

  /** A new agent gets waiting chats at once. */
  add(agent: z.input<WorldSchemas['agentSchema']>): Agent {
    const added = addAgent(this.#world, readInput(worldSchemas().agentSchema, agent));
    changeAgent(this.#world, added, {});
    return added;
  }

  /**
   * Removes the agent for good; its chats, and those it was about to get, go back to their queues.
   * @throws {UnknownIdError} when there is no such agent
   */
  remove(agent: string): void {
    removeAgent(this.#world, this.get(agent));
  }
}
