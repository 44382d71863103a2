import type { CheckedWorld } from '../simulator/doors/world-schema.ts';
import { defaultWorld } from '../simulator/world/default-world.ts';
import type { Outline } from './outline.ts';

/** The world of a scenario: agents who would answer by themselves behave as the scenario says. */
export function worldOfScenario({ world, agents }: Pick<Outline, 'world' | 'agents'>): CheckedWorld {
  const standard = defaultWorld();
  const isStandard = world.agents === undefined && world.entryPoints === undefined && world.applications === undefined;
  return {
    ...world,
    agents: (world.agents ?? standard.agents).map((agent) =>
      agent.behaviour === 'answers' ? { ...agent, behaviour: agents } : agent,
    ),
    // Agents that are given replace also the chats that fill those of the default world.
    ...(isStandard && world.chats === undefined && { chats: standard.chats }),
  };
}
