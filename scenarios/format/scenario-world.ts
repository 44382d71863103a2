import type { CheckedWorld } from '../../simulator/doors/world-schema.ts';
import { specialEntryPoints } from '../../simulator/faults/special-entry-points.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import type { Outline } from './outline.ts';

/** The world of a scenario. Agents whose behaviour is `answers` get the behaviour that the scenario gives. */
export function createScenarioWorld({ world, agents }: Pick<Outline, 'world' | 'agents'>): CheckedWorld {
  const standard = defaultWorld();
  const isStandard = world.agents === undefined && world.entryPoints === undefined && world.applications === undefined;
  return {
    ...world,
    agents: (world.agents ?? standard.agents).map((agent) =>
      agent.behaviour === 'answers' ? { ...agent, behaviour: agents } : agent,
    ),
    // The default chats belong to the default agents, so a world with other agents starts without them.
    ...(isStandard && world.chats === undefined && { chats: standard.chats }),
  };
}

/** The numbers of the entry points that a scenario's world has, the special ones too. */
export function listEntryPoints({ world }: Pick<Outline, 'world'>): ReadonlySet<string> {
  const { entryPoints } = defaultWorld();
  const special = world.specialEntryPoints === false ? [] : specialEntryPoints;
  return new Set([...(world.entryPoints ?? entryPoints), ...special].map(({ id }) => String(id)));
}
