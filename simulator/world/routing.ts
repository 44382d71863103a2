import type { ActRefusal } from './act-refusal.ts';
import { refuseAct } from './act-refusal.ts';
import type { Agent } from './agents.ts';
import { agentsOf, freeSlots } from './agents.ts';
import type { Conversation } from './conversations.ts';
import { postToClient } from './outbox.ts';
import type { Queue } from './queue.ts';
import { addToTranscript } from './transcript.ts';
import type { World } from './world.ts';

/** Puts the conversation at the end of the queue; an agent who is free gets it at once. */
export function joinQueue(world: World, conversation: Conversation, queue: Queue): void {
  conversation.state = 'queued';
  conversation.queueId = queue.id;
  queue.waiting.push(conversation.id);
  world.tell({ type: 'conversation-queued', conversationId: conversation.id });
  assignWaiting(world, queue);
}

/** Gives waiting chats, longest waiting first, to agents of the queue while one has a free slot. */
function assignWaiting(world: World, queue: Queue, except?: Agent): void {
  while (queue.waiting.length > 0) {
    const agent = leastLoaded(agentsOf(world, queue).filter((candidate) => takesByRouting(candidate) && candidate !== except));
    if (agent === undefined) return;
    assign(world, world.state.conversations.get(queue.waiting[0]!)!, agent);
  }
}

function takesByRouting(agent: Agent): boolean {
  return agent.behaviour !== 'manual' && freeSlots(agent) > 0;
}

function leastLoaded(agents: Agent[]): Agent | undefined {
  return agents.toSorted((one, other) => one.conversationIds.length - other.conversationIds.length)[0];
}

/** Gives the conversation to the agent. Every assignment sends `assigned`, also that after a transfer (`callback.assignedAfterTransfer`). */
function assign(world: World, conversation: Conversation, agent: Agent): void {
  leaveQueue(world, conversation);
  const isFirst = conversation.assignedAt === null;
  conversation.state = 'assigned';
  conversation.agentId = agent.id;
  conversation.assignedAt ??= world.clock.now();
  conversation.simulation = { busyUntil: 0, silent: false, rejectsFiles: 'none' };
  agent.conversationIds.push(conversation.id);
  addToTranscript(world, conversation, { from: 'system', type: 'assigned', agentId: agent.id });
  if (isFirst || world.settings['callback.assignedAfterTransfer']) {
    postToClient(world, conversation, 'assigned', { agent });
  }
  world.tell({ type: 'conversation-assigned', conversationId: conversation.id, agentId: agent.id });
}

export function leaveQueue(world: World, conversation: Conversation): void {
  const queue = world.state.queues.get(conversation.queueId)!;
  queue.waiting = queue.waiting.filter((id) => id !== conversation.id);
}

/** Takes the conversation off its agent's desk; the freed agent is not given another chat here. */
export function leaveAgent(world: World, conversation: Conversation): Agent | undefined {
  const agent = conversation.agentId === null ? undefined : world.state.agents.get(conversation.agentId);
  if (agent !== undefined) agent.conversationIds = agent.conversationIds.filter((id) => id !== conversation.id);
  conversation.agentId = null;
  return agent;
}

/** An agent who is there takes a waiting chat, beyond his maximum load if he wants. */
export function take(world: World, conversation: Conversation, agent: Agent): ActRefusal | undefined {
  if (conversation.state !== 'queued') {
    return refuseAct(`Only a queued conversation can be taken; ${conversation.id} is ${conversation.state}.`);
  }
  if (!agent.loggedIn) return notLoggedIn(agent);
  assign(world, conversation, agent);
  return undefined;
}

function notLoggedIn({ screenName }: Agent): ActRefusal {
  return refuseAct(`${screenName} is not logged in; log in first.`);
}

/** Moves the conversation to another agent who is there, or back to a queue: spec 9.4. */
export function transfer(
  world: World,
  conversation: Conversation,
  to: { agent: Agent } | { queue: Queue },
): ActRefusal | undefined {
  if (conversation.state === 'ended') return refuseAct(`The conversation ${conversation.id} has ended.`);
  if ('agent' in to && !to.agent.loggedIn) return notLoggedIn(to.agent);
  leaveQueue(world, conversation);
  const previous = leaveAgent(world, conversation);
  addToTranscript(world, conversation, { from: 'system', type: 'transfer' });
  postToClient(world, conversation, 'transfer', { agent: previous, transferredTo: 'agent' in to ? 'agent' : 'queue' });
  world.tell({ type: 'conversation-transferred', conversationId: conversation.id });
  if ('agent' in to) {
    assign(world, conversation, to.agent);
  } else {
    conversation.state = 'queued';
    conversation.queueId = to.queue.id;
    to.queue.waiting.push(conversation.id);
    world.tell({ type: 'conversation-queued', conversationId: conversation.id });
    assignWaiting(world, to.queue, previous);
    assignWaiting(world, to.queue);
  }
  if (previous !== undefined) offerWork(world, previous);
  return undefined;
}

/** A slot of the agent has become free: every queue of his skills may give him a chat. */
export function offerWork(world: World, agent: Agent): void {
  for (const queue of world.state.queues.values()) if (agent.skills.includes(queue.skill)) assignWaiting(world, queue);
}

export type AgentChange = Partial<
  Pick<Agent, 'firstName' | 'lastName' | 'screenName' | 'skills' | 'loggedIn' | 'maximumLoad' | 'behaviour'>
>;

/** Changes presence, load or skills. Who logs out keeps no chat: each goes back to its queue. */
export function changeAgent(world: World, agent: Agent, change: AgentChange): void {
  Object.assign(agent, change);
  world.tell({ type: 'agent-changed', agentId: agent.id });
  if (!agent.loggedIn) {
    for (const id of agent.conversationIds) {
      const conversation = world.state.conversations.get(id)!;
      transfer(world, conversation, { queue: world.state.queues.get(conversation.queueId)! });
    }
  }
  offerWork(world, agent);
}

/** He is gone for good; his chats go back to their queues. */
export function removeAgent(world: World, agent: Agent): void {
  changeAgent(world, agent, { loggedIn: false });
  world.state.agents.delete(agent.id);
}
