import type { Agent } from './agents.ts';
import type { Conversation } from './conversations.ts';
import { removeFrom } from './remove-from.ts';
import type { World } from './world.ts';

/** Keeps a slot of the agent for a conversation that the agent gets after a moment. The conversation does not wait in the queue. */
export function reserveSlot(agent: Agent, conversation: Conversation): void {
  agent.reservedConversationIds.push(conversation.id);
  conversation.reservedFor = agent.id;
}

/** Gives back the slot that is kept for the conversation, if there is one. Returns the agent. */
export function releaseSlot(world: World, conversation: Conversation): Agent | undefined {
  const agent = conversation.reservedFor === null ? undefined : world.state.agents.get(conversation.reservedFor);
  conversation.reservedFor = null;
  if (agent !== undefined) removeFrom(agent.reservedConversationIds, conversation.id);
  return agent;
}
