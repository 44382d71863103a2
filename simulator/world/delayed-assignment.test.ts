import { beforeEach, expect, it } from 'vitest';
import { agent, TestCentre } from '../testing/world.ts';
import { agentSays } from './agent-acts.ts';
import type { Agent } from './agents.ts';
import { computeCapacity, freeSlots } from './agents.ts';
import { endConversation } from './conversation-end.ts';
import type { Conversation } from './conversations.ts';
import { queueDepth } from './queue.ts';
import type { AgentChange } from './routing.ts';
import {
  canAssignReserved,
  changeAgent,
  handleDelayedAssignments,
  removeAgent,
  takeConversation,
  transferConversation,
} from './routing.ts';
import { findBrokenInvariants } from './invariants.ts';

const delay = { from: 300, to: 300 };

function centreWith(...agents: Parameters<typeof agent>[]): TestCentre {
  const centre = new TestCentre({
    agents: agents.map((given) => agent(...given)),
    settings: { 'conversation.start.assignmentDelayMs': delay },
  });
  handleDelayedAssignments(centre.world);
  return centre;
}

function agentOf(centre: TestCentre, { agentId }: Conversation): string | undefined {
  return agentId === null ? undefined : centre.world.state.agents.get(agentId)?.screenName;
}

let centre: TestCentre;
beforeEach(() => {
  centre = centreWith(['Ada', { maximumLoad: 1 }], ['Ben', { maximumLoad: 1 }]);
});

it('an agent who chats without a person gets a new conversation a moment after the start', () => {
  const conversation = centre.startChat();
  centre.pass(299);
  expect([conversation.state, centre.postedTypes()]).toEqual(['queued', []]);
  centre.pass(1);
  expect([conversation.state, agentOf(centre, conversation), centre.postedTypes()]).toEqual(['assigned', 'Ada', ['assigned']]);
});

it('the slot is reserved meanwhile: no other chat gets it, and the conversation waits in no queue', () => {
  const chats = [centre.startChat(), centre.startChat(), centre.startChat()];
  expect(freeSlots(centre.agent('Ada')) + freeSlots(centre.agent('Ben'))).toBe(0);
  expect([queueDepth(centre.queue), computeCapacity(centre.world, centre.queue)]).toEqual([1, 0]);
  centre.pass(300);
  expect(chats.map((chat) => agentOf(centre, chat))).toEqual(['Ada', 'Ben', undefined]);
});

it('a silent agent gets it at once', () => {
  centre = centreWith(['Dan', { behaviour: 'silent' }]);
  expect(centre.startChat().state).toBe('assigned');
});

it('an act of a person assigns it at once', () => {
  const conversation = centre.startChat();
  expect(agentSays(centre.world, conversation, 'plainText', 'hello')).toBeUndefined();
  expect(centre.postedTypes()).toEqual(['assigned', 'plainText']);
  centre.pass(300);
  expect(centre.postedTypes()).toEqual(['assigned', 'plainText']);
});

it('another agent can take it', () => {
  const conversation = centre.startChat();
  takeConversation(centre.world, conversation, centre.agent('Ben'));
  expect([agentOf(centre, conversation), freeSlots(centre.agent('Ada'))]).toEqual(['Ben', 1]);
  centre.pass(300);
  expect(agentOf(centre, conversation)).toBe('Ben');
});

it('when the agent has left, it goes to a colleague, or waits first in the queue', () => {
  const [first, second, third] = [centre.startChat(), centre.startChat(), centre.startChat()];
  changeAgent(centre.world, centre.agent('Ada'), { loggedIn: false });
  centre.pass(300);
  expect(agentOf(centre, second)).toBe('Ben');
  expect(centre.queue.waiting).toEqual([first.id, third.id]);
});

it('when it ends before, the slot goes to a chat that waits', () => {
  const [first, , third] = [centre.startChat(), centre.startChat(), centre.startChat()];
  endConversation(centre.world, first, 'client');
  centre.pass(300);
  expect([agentOf(centre, third), centre.postedTypes(first)]).toEqual(['Ada', ['complete']]);
});

it('when a colleague takes it before, the slot goes to a chat that waits', () => {
  changeAgent(centre.world, centre.agent('Ben'), { behaviour: 'manual' });
  const [first, waiting] = [centre.startChat(), centre.startChat()];
  expect(waiting.state).toBe('queued');
  takeConversation(centre.world, first, centre.agent('Ben'));
  expect(agentOf(centre, waiting)).toBe('Ada');
  expect(findBrokenInvariants(centre.world.state)).toEqual([]);
});

it('when it is transferred before, the slot goes to a chat that waits', () => {
  const [first, , waiting] = [centre.startChat(), centre.startChat(), centre.startChat()];
  expect(waiting.state).toBe('queued');
  transferConversation(centre.world, first, { agent: centre.agent('Ben') });
  expect(agentOf(centre, waiting)).toBe('Ada');
  expect(findBrokenInvariants(centre.world.state)).toEqual([]);
});

it.each([
  ['is removed', (agent: Agent) => removeAgent(centre.world, agent)],
  ['logs out', (agent: Agent) => changeAgent(centre.world, agent, { loggedIn: false })],
])('an agent that %s gives back what it was about to get, the oldest first', (_what, leave) => {
  const chats = [centre.startChat(), centre.startChat(), centre.startChat(), centre.startChat()];
  changeAgent(centre.world, centre.agent('Ben'), { maximumLoad: 0 });
  changeAgent(centre.world, centre.agent('Ada'), { maximumLoad: 2 });
  leave(centre.agent('Ada'));
  expect(findBrokenInvariants(centre.world.state)).toEqual([]);
  expect(chats.map(({ reservedFor }) => reservedFor)).toEqual([null, centre.agent('Ben').id, null, null]);
  expect(centre.queue.waiting).toEqual([chats[0]!.id, chats[3]!.id, chats[2]!.id]);
  centre.pass(1000);
  expect(findBrokenInvariants(centre.world.state)).toEqual([]);
});

it.each<[string, AgentChange, boolean]>([
  ['as it was', {}, true],
  ['logged in with no slot but the one that it keeps', { maximumLoad: 1 }, true],
  ['to take no chats', { maximumLoad: 0 }, false],
  ['to take chats by hand', { behaviour: 'manual' }, false],
])('an agent that is %s can have the reserved chat at once: %#', (_what, change, expected) => {
  const chat = centre.startChat();
  changeAgent(centre.world, centre.agent('Ben'), { loggedIn: false });
  changeAgent(centre.world, centre.agent('Ada'), change);
  expect(canAssignReserved(centre.world, chat)).toBe(expected);
  const refusal = agentSays(centre.world, chat, 'plainText', 'hello');
  expect(refusal === undefined).toBe(expected);
  expect(chat.reservedFor === null).toBe(expected);
});

it('a colleague can have it instead', () => {
  const chat = centre.startChat();
  changeAgent(centre.world, centre.agent('Ada'), { behaviour: 'manual' });
  expect(canAssignReserved(centre.world, chat)).toBe(true);
  agentSays(centre.world, chat, 'plainText', 'hello');
  expect(agentOf(centre, chat)).toBe('Ben');
});

it('when its time has come, a conversation that is gone is passed over, and its agent gets another', () => {
  const conversation = centre.startChat();
  const agentId = conversation.reservedFor!;
  centre.world.state.conversations.delete(conversation.id);
  centre.world.state.agents.get(agentId)!.reservedConversationIds = [];
  const ben = centre.agent('Ben');
  ben.loggedIn = false;
  const second = centre.startChat();
  second.reservedFor = null;
  centre.agent('Ada').reservedConversationIds = [];
  centre.queue.waiting.push(second.id);
  centre.pass(300);
  expect(agentOf(centre, second)).toBe('Ada');
});
