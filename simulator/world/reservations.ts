import type { Agent } from './agents.ts';
import type { Conversation } from './conversations.ts';
import type { World } from './world.ts';

/** Keeps a slot of the agent for a conversation that the agent gets after a moment. The conversation does not wait in the queue. */
export function reserveSlot(agent: Agent, conversation: Conversation): void {
  agent.reservedConversationIds.push(conversation.id);
  conversation.reservedFor = agent.id;
}

export function releaseSlot(world: World, conversation: Conversation): void {
  const agent = conversation.reservedFor === null ? undefined : world.state.agents.get(conversation.reservedFor);
  conversation.reservedFor = null;
  if (agent === undefined) return;
  agent.reservedConversationIds = agent.reservedConversationIds.filter((id) => id !== conversation.id);
}
