import type { Agent } from '../world/agents.ts';
import { type AgentChange, changeAgent } from '../world/routing.ts';
import type { World } from '../world/world.ts';
import { unknownId } from './problem.ts';

export type { AgentChange };

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
   * @throws {Problem} when there is no such agent
   */
  get(agent: string): Agent {
    const found = this.#world.state.agents.get(agent) ?? this.list().find(({ screenName }) => screenName === agent);
    return (
      found ??
      unknownId(
        'agent',
        'agent',
        agent,
        this.list().map(({ screenName }) => screenName),
      )
    );
  }

  /**
   * Presence, skills, load, behaviour or name. Who logs out loses his chats to their queues; a new slot is filled from them.
   * @throws {Problem} when there is no such agent
   */
  change(agent: string, change: AgentChange): Agent {
    const found = this.get(agent);
    changeAgent(this.#world, found, change);
    return found;
  }

  logIn(agent: string): Agent {
    return this.change(agent, { loggedIn: true });
  }

  logOut(agent: string): Agent {
    return this.change(agent, { loggedIn: false });
  }

  add(agent: Omit<Agent, 'id' | 'conversationIds'>): Agent {
    const added: Agent = { id: this.#world.ids.next('agent'), ...agent, conversationIds: [] };
    this.#world.state.agents.set(added.id, added);
    changeAgent(this.#world, added, {});
    return added;
  }
}
