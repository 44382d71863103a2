import type { Agent } from './agents.ts';
import { freeSlots } from './agents.ts';
import type { Conversation } from './conversations.ts';
import type { WorldState } from './world.ts';

/**
 * What holds between two rules, whatever was called, changed or deleted before: no id names something that is gone, and what two things
 * say of each other agrees. Ids in transcripts, sent messages and events tell what happened, so they may name what is gone.
 * @returns a sentence for each fault; none when everything holds
 */
export function findBrokenInvariants(state: WorldState): string[] {
  return [...referenceChecks.flatMap((findIn) => findIn(state)), ...findIdleAgents(state)];
}

/** The faults of {@link findBrokenInvariants} in which two things contradict each other, one kind each. */
export const referenceChecks: readonly ((state: WorldState) => string[])[] = [
  danglingReferences,
  faultsOfConversations,
  (state) => [...state.agents.values()].flatMap((agent) => faultsOfAgent(state, agent)),
  faultsOfQueues,
];

function danglingReferences(state: WorldState): string[] {
  const faults: string[] = [];
  const mustBe = (
    target: 'queues' | 'entryPoints' | 'applications' | 'conversations' | 'customers',
    id: string,
    whose: string,
  ) => {
    if (!state[target].has(id)) faults.push(`${whose} names ${id}, which is not among the ${target}.`);
  };
  for (const { id, queueId } of state.entryPoints.values()) mustBe('queues', queueId, `The entry point ${id}`);
  for (const { id, applicationId, entryPointIds } of state.adapters.values()) {
    mustBe('applications', applicationId, `The adapter ${id}`);
    for (const entryPointId of entryPointIds) mustBe('entryPoints', entryPointId, `The adapter ${id}`);
  }
  for (const { id, kind, ownerId } of state.sessions.values()) {
    const owners = kind === 'application' ? state.applications : state.users;
    if (!owners.has(ownerId)) faults.push(`The session ${id} belongs to ${ownerId}, which is gone.`);
  }
  for (const { id, conversationId } of state.attachments.values()) mustBe('conversations', conversationId, `The file ${id}`);
  for (const applicationId of state.callbackQueues.keys()) mustBe('applications', applicationId, 'A queue of callbacks');
  for (const { id, applicationId, queueId, customerId } of state.conversations.values()) {
    mustBe('applications', applicationId, `The conversation ${id}`);
    mustBe('queues', queueId, `The conversation ${id}`);
    if (customerId !== null) mustBe('customers', customerId, `The conversation ${id}`);
  }
  return faults;
}

/** For each conversation, the ids of the agents and the queue that have it. */
interface Holders {
  readonly agent: ReadonlyMap<string, string>;
  readonly slot: ReadonlyMap<string, string>;
  readonly queue: ReadonlyMap<string, string>;
}

function faultsOfConversations({ agents, queues, conversations }: WorldState): string[] {
  const loggedIn = [...agents.values()].filter((agent) => agent.loggedIn);
  const holders: Holders = {
    agent: new Map(loggedIn.flatMap(({ id, conversationIds }) => conversationIds.map((one) => [one, id]))),
    slot: new Map(loggedIn.flatMap((agent) => agent.reservedConversationIds.map((one) => [one, agent.id]))),
    queue: new Map([...queues.values()].flatMap(({ id, waiting }) => waiting.map((one) => [one, id]))),
  };
  return [...conversations.values()].flatMap((conversation) => faultsOfConversation(conversation, holders));
}

function faultsOfConversation(conversation: Conversation, holders: Holders): string[] {
  const { id, queueId, agentId, reservedFor, transcript } = conversation;
  const isIn = {
    agent: agentId !== null && holders.agent.get(id) === agentId,
    slot: reservedFor !== null && holders.slot.get(id) === reservedFor,
    queue: holders.queue.get(id) === queueId,
  };
  const places = Object.values(isIn).filter(Boolean).length;
  const faults: string[] = [];
  const say = (what: string) => faults.push(`The conversation ${id} is ${conversation.state}, but ${what}.`);
  if (agentId !== null && !isIn.agent) say(`the agent ${agentId} is gone, logged out or does not have it`);
  if (reservedFor !== null && !isIn.slot) say(`the agent ${reservedFor} is gone or keeps no slot for it`);
  if (conversation.state === 'assigned' && (!isIn.agent || places !== 1)) say('it is not with its agent alone');
  if (conversation.state === 'queued' && (isIn.agent || places !== 1)) say('it neither waits in its queue nor has a slot');
  if (conversation.state === 'ended' && places !== 0) say('an agent or a queue still has it');
  const ends = transcript.filter(({ type }) => type === 'complete').length;
  if (ends !== (conversation.state === 'ended' ? 1 : 0)) say(`its end stands ${ends} times in its transcript`);
  if (conversation.state === 'ended' && transcript.at(-1)?.type !== 'complete') say('its end is not the last that happened');
  return faults;
}

function faultsOfAgent(state: WorldState, { id, conversationIds, reservedConversationIds }: Agent): string[] {
  const faults: string[] = [];
  for (const one of conversationIds)
    if (state.conversations.get(one)?.agentId !== id) faults.push(`The agent ${id} has ${one}, which is not with it.`);
  for (const one of reservedConversationIds)
    if (state.conversations.get(one)?.reservedFor !== id) faults.push(`The agent ${id} keeps a slot for ${one} in vain.`);
  const all = [...conversationIds, ...reservedConversationIds];
  if (new Set(all).size !== all.length) faults.push(`The agent ${id} has a conversation twice.`);
  return faults;
}

function faultsOfQueues({ queues, conversations }: WorldState): string[] {
  const faults: string[] = [];
  for (const { id, waiting } of queues.values()) {
    if (new Set(waiting).size !== waiting.length) faults.push(`In the queue ${id} a conversation waits twice.`);
    for (const one of waiting) {
      const conversation = conversations.get(one);
      if (conversation?.state !== 'queued' || conversation.queueId !== id)
        faults.push(`In the queue ${id} waits ${one}, which is not queued there.`);
    }
  }
  return faults;
}

function findIdleAgents({ queues, agents }: WorldState): string[] {
  const faults: string[] = [];
  for (const { id, skill, waiting } of queues.values()) {
    const idle = [...agents.values()].find(
      (agent) => agent.skills.includes(skill) && agent.behaviour !== 'manual' && freeSlots(agent) > 0,
    );
    if (waiting.length > 0 && idle !== undefined) faults.push(`In the queue ${id} chats wait, but the agent ${idle.id} is free.`);
  }
  return faults;
}
