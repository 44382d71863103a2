import type { AgentDefinition } from './definition.ts';
import type { EntryPoint } from './entry-points.ts';
import type { Queue } from './queue.ts';
import type { World } from './world.ts';

/**
 * How an agent acts. `answers`: chats are assigned to the agent, and the simulator answers them. `silent`: chats are assigned, but
 * only a test or a person answers them. `manual`: no chat is assigned; a test or a person takes chats.
 */
export type AgentBehaviour = 'answers' | 'silent' | 'manual';

/** A person who answers chats: spec 14. */
export interface Agent extends AgentDefinition {
  readonly id: string;
  /** The ongoing conversations assigned to the agent. */
  conversationIds: string[];
  /** Conversations that are about to be assigned to the agent. */
  reservedConversationIds: string[];
}

/** How many chats the agent has or is about to get. */
export function countLoad(agent: Agent): number {
  return agent.conversationIds.length + agent.reservedConversationIds.length;
}

/** How many more chats routing may assign to the agent now; 0 when logged out. */
export function freeSlots(agent: Agent): number {
  return agent.loggedIn ? Math.max(0, agent.maximumLoad - countLoad(agent)) : 0;
}

/** The agents with the skill of the queue, logged in or not. */
export function agentsOf(world: World, queue: Queue): Agent[] {
  return [...world.state.agents.values()].filter(({ skills }) => skills.includes(queue.skill));
}

/** Whether an agent with the skill of the queue is logged in. The setting `availability.agentRule` says whether load counts. */
export function isAgentAvailable(world: World, queue: Queue): boolean {
  const needsSlot = world.settings['availability.agentRule'] === 'free-slot';
  for (const agent of world.state.agents.values())
    if (agent.loggedIn && agent.skills.includes(queue.skill) && (!needsSlot || freeSlots(agent) > 0)) return true;
  return false;
}

/** What the check of agent availability answers: true without an agent if the entry point requires none (spec 11.1). */
export function servesChats(world: World, entryPoint: EntryPoint, queue: Queue): boolean {
  return !entryPoint.agentRequired || isAgentAvailable(world, queue);
}

/** Maximum load minus current load, over the agents of the queue or all agents (`availability.capacityScope`): spec 11.2. */
export function computeCapacity(world: World, queue: Queue): number {
  const counted =
    world.settings['availability.capacityScope'] === 'queue' ? agentsOf(world, queue) : [...world.state.agents.values()];
  return counted.reduce((slots, agent) => slots + freeSlots(agent), 0);
}
