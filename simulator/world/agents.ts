import type { AgentDefinition } from './definition.ts';
import type { EntryPoint } from './entry-points.ts';
import type { Queue } from './queue.ts';
import type { World } from './world.ts';

/**
 * Who acts for an agent. `answers`: chats are assigned to the agent, a simulated person answers them. `silent`: chats are
 * assigned, nobody says a word until a test or a person does. `manual`: nothing is assigned, a test or a person takes chats.
 */
export type AgentBehaviour = 'answers' | 'silent' | 'manual';

/** Somebody who answers chats: spec 14. */
export interface Agent extends AgentDefinition {
  readonly id: string;
  /** The ongoing conversations assigned to the agent. */
  conversationIds: string[];
}

/** Chats that the agent could take now; none when logged out. */
export function freeSlots(agent: Agent): number {
  return agent.loggedIn ? Math.max(0, agent.maximumLoad - agent.conversationIds.length) : 0;
}

/** Those with the skill of the queue, logged in or not. */
export function agentsOf(world: World, queue: Queue): Agent[] {
  return [...world.state.agents.values()].filter(({ skills }) => skills.includes(queue.skill));
}

/** Logged in with the skill of the queue; whether load counts is the setting `availability.agentRule`. */
export function isAgentAvailable(world: World, queue: Queue): boolean {
  const needsSlot = world.settings['availability.agentRule'] === 'free-slot';
  return agentsOf(world, queue).some((agent) => agent.loggedIn && (!needsSlot || freeSlots(agent) > 0));
}

/** Agent availability as its check answers it: true without an agent when the entry point requires none (spec 11.1). */
export function servesChats(world: World, entryPoint: EntryPoint, queue: Queue): boolean {
  return !entryPoint.agentRequired || isAgentAvailable(world, queue);
}

/** Maximum load minus current load of the agents that count: spec 11.2. */
export function capacity(world: World, queue: Queue): number {
  const counted =
    world.settings['availability.capacityScope'] === 'queue' ? agentsOf(world, queue) : [...world.state.agents.values()];
  return counted.reduce((slots, agent) => slots + freeSlots(agent), 0);
}
