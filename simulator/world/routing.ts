import type { TransferTarget } from '../protocol/callbacks.ts';
import { callbackAgentOf } from '../protocol/callbacks.ts';
import type { ActRefusal } from './act-refusal.ts';
import { refuseAct } from './act-refusal.ts';
import type { Agent } from './agents.ts';
import { freeSlots, countLoad } from './agents.ts';
import type { Conversation } from './conversations.ts';
import { postToClient } from './outbox.ts';
import type { Queue } from './queue.ts';
import { queueOf } from './queue.ts';
import { removeFrom } from './remove-from.ts';
import { releaseSlot, reserveSlot } from './reservations.ts';
import { addToTranscript } from './transcript.ts';
import type { World } from './world.ts';

/** Puts a new conversation at the end of the queue. A free agent gets it at once, or after a moment if its behaviour is `answers`. */
export function joinQueueAtStart(world: World, conversation: Conversation, queue: Queue): void {
  queue.waiting.push(conversation.id);
  world.emit({ type: 'conversation-queued', conversationId: conversation.id });
  const agent = findAgent(world, queue);
  if (agent?.behaviour === 'answers' && conversation.sessionId !== null) assignLater(world, conversation, agent);
  else assignWaiting(world, queue);
}

const delayedAssignment = 'assignment';

/** A few hundred milliseconds pass between start and assignment: spec 6.4. The slot is reserved meanwhile. */
function assignLater(world: World, conversation: Conversation, agent: Agent): void {
  const { from, to } = world.settings['conversation.start.assignmentDelayMs'];
  leaveQueue(world, conversation);
  if (to === 0) return assignConversation(world, conversation, agent);
  reserveSlot(agent, conversation);
  const delay = Math.round(world.random.between(delayedAssignment, from, to));
  world.clock.schedule(delay, { kind: delayedAssignment, conversationId: conversation.id, agentId: agent.id });
}

/** Lets the clock assign the conversations that are reserved for an agent. */
export function handleDelayedAssignments(world: World): void {
  world.clock.handle(delayedAssignment, (due) => {
    const conversation = world.state.conversations.get(due['conversationId'] as string);
    const agent = world.state.agents.get(due['agentId'] as string);
    world.perform(() => {
      if (conversation !== undefined && conversation.reservedFor === due['agentId']) assignReserved(world, conversation);
      if (agent !== undefined) fillFreeSlots(world, agent);
    });
  });
}

/** Assigns a conversation to the agent it is reserved for. When that agent has left, the conversation goes to the head of the queue. */
export function assignReserved(world: World, conversation: Conversation): void {
  world.perform(() => {
    const agent = conversation.reservedFor === null ? undefined : world.state.agents.get(conversation.reservedFor);
    releaseSlot(world, conversation);
    if (agent !== undefined && getsChatsByRouting(agent)) return assignConversation(world, conversation, agent);
    const queue = queueOf(world, conversation);
    queue.waiting.unshift(conversation.id);
    assignWaiting(world, queue);
  });
}

/** Whether {@link assignReserved} finds an agent: the one that keeps the slot, or another of the queue. */
export function canAssignReserved(world: World, conversation: Conversation): boolean {
  const holder = world.state.agents.get(conversation.reservedFor ?? '');
  const keepsSlot = holder?.loggedIn === true && holder.behaviour !== 'manual' && countLoad(holder) <= holder.maximumLoad;
  return keepsSlot || findAgent(world, queueOf(world, conversation)) !== undefined;
}

/** Assigns waiting chats, oldest first, while an agent of the queue has a free slot. */
function assignWaiting(world: World, queue: Queue, except?: Agent): void {
  while (queue.waiting.length > 0) {
    const agent = findAgent(world, queue, except);
    if (agent === undefined) return;
    assignConversation(world, world.state.conversations.get(queue.waiting.shift()!)!, agent);
  }
}

/** The agent of the queue with the least load, of those who can get a chat now; the first of equals. */
function findAgent(world: World, { skill }: Queue, except?: Agent): Agent | undefined {
  let found: Agent | undefined;
  for (const agent of world.state.agents.values()) {
    if (agent === except || !getsChatsByRouting(agent) || !agent.skills.includes(skill)) continue;
    if (countLoad(agent) === 0) return agent;
    if (found === undefined || countLoad(agent) < countLoad(found)) found = agent;
  }
  return found;
}

function getsChatsByRouting(agent: Agent): boolean {
  return agent.behaviour !== 'manual' && freeSlots(agent) > 0;
}

/** Assigns a conversation that is in no queue any more. Every assignment posts `assigned`, also one after a transfer (`callback.assignedAfterTransfer`). */
function assignConversation(world: World, conversation: Conversation, agent: Agent): void {
  const isFirst = conversation.assignedAt === null;
  conversation.state = 'assigned';
  conversation.agentId = agent.id;
  conversation.assignedAt ??= world.clock.instant();
  conversation.simulation = { busyUntil: 0, silent: false, rejectsFiles: 'none' };
  agent.conversationIds.push(conversation.id);
  addToTranscript(world, conversation, { from: 'system', type: 'assigned', agentId: agent.id });
  if (isFirst || world.settings['callback.assignedAfterTransfer']) {
    postToClient(world, conversation, 'assigned', { agent, assignedTo: agent });
  }
  world.emit({ type: 'conversation-assigned', conversationId: conversation.id, agentId: agent.id });
}

/** Takes the conversation from its queue, or from the agent that keeps a slot for it. Returns that agent. */
export function leaveQueue(world: World, conversation: Conversation): Agent | undefined {
  if (conversation.state === 'queued' && conversation.reservedFor === null)
    leaveWaiting(world, queueOf(world, conversation), conversation);
  return releaseSlot(world, conversation);
}

/** Most wait in the order in which they were started, so that the search begins near the place of the conversation. */
function leaveWaiting({ state }: World, { waiting }: Queue, { id, startedAt }: Conversation): void {
  let [low, high] = [0, waiting.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (state.conversations.get(waiting[middle]!)!.startedAt < startedAt) low = middle + 1;
    else high = middle;
  }
  const found = waiting.indexOf(id, low);
  const at = found < 0 ? waiting.indexOf(id) : found;
  if (at >= 0) waiting.splice(at, 1);
}

/** Takes the conversation from its agent. This does not assign another chat to the agent. */
export function leaveAgent(world: World, conversation: Conversation): Agent | undefined {
  const agent = conversation.agentId === null ? undefined : world.state.agents.get(conversation.agentId);
  if (agent !== undefined) removeFrom(agent.conversationIds, conversation.id);
  conversation.agentId = null;
  return agent;
}

/** A logged-in agent takes a waiting chat, even beyond the maximum load. */
export function takeConversation(world: World, conversation: Conversation, agent: Agent): ActRefusal | undefined {
  if (conversation.state !== 'queued') {
    return refuseAct(`Only a queued conversation can be taken; ${conversation.id} is ${conversation.state}.`);
  }
  if (!agent.loggedIn) return notLoggedIn(agent);
  world.perform(() => {
    const holder = leaveQueue(world, conversation);
    assignConversation(world, conversation, agent);
    if (holder !== undefined) fillFreeSlots(world, holder);
  });
  return undefined;
}

function notLoggedIn({ screenName }: Agent): ActRefusal {
  return refuseAct(`${screenName} is not logged in; log in first.`);
}

/** Moves the conversation to another agent who is logged in, or back to a queue: spec 9.4. */
export function transferConversation(
  world: World,
  conversation: Conversation,
  to: { agent: Agent } | { queue: Queue },
): ActRefusal | undefined {
  return world.perform(() => {
    if (conversation.state === 'ended') return refuseAct(`The conversation ${conversation.id} has ended.`);
    if ('agent' in to && !to.agent.loggedIn) return notLoggedIn(to.agent);
    const holder = leaveQueue(world, conversation);
    const previous = leaveAgent(world, conversation);
    addToTranscript(world, conversation, { from: 'system', type: 'transfer' });
    postToClient(world, conversation, 'transfer', { agent: previous, transferredTo: transferTarget(world, conversation, to) });
    world.emit({ type: 'conversation-transferred', conversationId: conversation.id });
    if ('agent' in to) {
      assignConversation(world, conversation, to.agent);
    } else {
      conversation.state = 'queued';
      conversation.queueId = to.queue.id;
      to.queue.waiting.push(conversation.id);
      world.emit({ type: 'conversation-queued', conversationId: conversation.id });
      assignWaiting(world, to.queue, previous);
      assignWaiting(world, to.queue);
    }
    const freed = previous ?? holder;
    if (freed !== undefined) fillFreeSlots(world, freed);
    return undefined;
  });
}

function transferTarget(world: World, { queueId }: Conversation, to: { agent: Agent } | { queue: Queue }): TransferTarget {
  if ('agent' in to) return { type: 'agent', agent: callbackAgentOf(to.agent) };
  const { id, name, department } = to.queue;
  const staysInDepartment = queueOf(world, { queueId }).department === department;
  return { type: 'queue', queue: { id, name }, ...(!staysInDepartment && { department }) };
}

/** Assigns waiting chats from every queue of the agent's skills, as far as the agent has free slots. */
export function fillFreeSlots(world: World, agent: Agent): void {
  world.perform(() => {
    for (const queue of world.state.queues.values()) if (agent.skills.includes(queue.skill)) assignWaiting(world, queue);
  });
}

export type AgentChange = Partial<
  Pick<Agent, 'firstName' | 'lastName' | 'screenName' | 'skills' | 'loggedIn' | 'maximumLoad' | 'behaviour'>
>;

/** Changes presence, load or skills. When an agent logs out, each of the agent's chats goes back to its queue. */
export function changeAgent(world: World, agent: Agent, change: AgentChange): void {
  world.perform(() => {
    Object.assign(agent, change);
    world.emit({ type: 'agent-changed', agentId: agent.id });
    if (!agent.loggedIn) {
      returnReserved(world, agent);
      for (const id of [...agent.conversationIds]) {
        const conversation = world.state.conversations.get(id)!;
        transferConversation(world, conversation, { queue: queueOf(world, conversation) });
      }
    }
    fillFreeSlots(world, agent);
  });
}

/** Puts the chats that the agent was about to get at the head of their queues, where other agents get them. */
function returnReserved(world: World, agent: Agent): void {
  const reserved = agent.reservedConversationIds.map((id) => world.state.conversations.get(id)!);
  for (const conversation of reserved.toReversed()) {
    releaseSlot(world, conversation);
    queueOf(world, conversation).waiting.unshift(conversation.id);
  }
  for (const conversation of reserved) assignWaiting(world, queueOf(world, conversation));
}

/** Removes the agent from the world; the agent's chats, and those it was about to get, go back to their queues. */
export function removeAgent(world: World, agent: Agent): void {
  world.perform(() => {
    changeAgent(world, agent, { loggedIn: false });
    world.state.agents.delete(agent.id);
  });
}
