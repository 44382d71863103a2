import { describe, expect, it } from 'vitest';
import { agent, TestCentre } from '../testing/world.ts';
import { endConversation } from './conversation-end.ts';
import { createCustomer } from './customers.ts';
import { findBrokenInvariants } from './invariants.ts';
import { openApplicationSession } from './sessions.ts';
import type { WorldState } from './world.ts';

/** One chat with Ada, who may have one, one chat that waits, and one that has ended. */
function centre() {
  const centre = new TestCentre({ agents: [agent('Ada', { maximumLoad: 1 }), agent('Ben', { loggedIn: false })] });
  const customer = createCustomer(centre.world, { contacts: [], customAttributes: {} });
  const [assigned, waiting, ended] = [centre.startChat({ customer }), centre.startChat(), centre.startChat()];
  endConversation(centre.world, ended, 'client');
  openApplicationSession(centre.world, centre.application, false);
  const { state } = centre.world;
  return {
    ...{ state, assigned, waiting, ended, customer, queue: centre.queue },
    ada: centre.agent('Ada'),
    ben: centre.agent('Ben'),
  };
}

type Centre = ReturnType<typeof centre>;

const breakages: [string, (centre: Centre) => unknown, string][] = [
  ['a queue is gone', ({ state, queue }) => state.queues.delete(queue.id), 'not among the queues'],
  ['an entry point of an adapter is gone', ({ state }) => state.entryPoints.clear(), 'not among the entryPoints'],
  ['an application is gone', ({ state }) => state.applications.clear(), 'not among the applications'],
  ['the owner of a session is gone', ({ state }) => state.applications.clear(), 'which is gone'],
  ['a customer is gone', ({ state }) => state.customers.clear(), 'not among the customers'],
  [
    'a file is left',
    ({ state }) => state.attachments.set('1', { id: '1', conversationId: 'x' } as never),
    'not among the conversations',
  ],
  ['an agent is gone', ({ state, ada }) => state.agents.delete(ada.id), 'is gone, logged out or does not have it'],
  ['an agent is logged out', ({ ada }) => (ada.loggedIn = false), 'is gone, logged out or does not have it'],
  ['an agent has lost its chat', ({ ada }) => (ada.conversationIds = []), 'not with its agent alone'],
  ['a slot is kept for nobody', ({ waiting, ben }) => (waiting.reservedFor = ben.id), 'keeps no slot for it'],
  ['an assigned chat waits too', ({ queue, assigned }) => queue.waiting.push(assigned.id), 'not with its agent alone'],
  ['a queued chat does not wait', ({ queue }) => (queue.waiting = []), 'neither waits in its queue nor has a slot'],
  ['an ended chat waits', ({ queue, ended }) => queue.waiting.push(ended.id), 'an agent or a queue still has it'],
  ['an end is not told', ({ ended }) => ended.transcript.pop(), 'its end stands 0 times'],
  [
    'an ongoing chat has an end',
    ({ waiting }) => (waiting.transcript = [{ at: 0, from: 'system', type: 'complete' }]),
    'stands 1 times',
  ],
  ['an end is told twice', ({ ended }) => ended.transcript.push(ended.transcript.at(-1)!), 'stands 2 times'],
  ['something follows the end', ({ ended }) => ended.transcript.push({ at: 0, from: 'customer', type: 'html' }), 'not the last'],
  ['an agent has the chat of another', ({ ben, assigned }) => ben.conversationIds.push(assigned.id), 'which is not with it'],
  ['an agent keeps a slot in vain', ({ ada, waiting }) => ada.reservedConversationIds.push(waiting.id), 'in vain'],
  ['an agent has a chat twice', ({ ada, assigned }) => ada.conversationIds.push(assigned.id), 'a conversation twice'],
  ['a chat waits twice', ({ queue, waiting }) => queue.waiting.push(waiting.id), 'waits twice'],
  ['a chat waits in a queue that is not its own', ({ waiting, assigned }) => (waiting.queueId = assigned.id), 'not queued there'],
  ['an agent is free while a chat waits', ({ ada }) => (ada.maximumLoad = 2), 'is free'],
];

function brokenIn(state: WorldState): string {
  return findBrokenInvariants(state).join('\n');
}

describe('the invariants', () => {
  it('hold in a world that only rules have changed', () => {
    expect(findBrokenInvariants(centre().state)).toEqual([]);
  });

  it.each(breakages)('say that %s', (_what, breakIt, sentence) => {
    const broken = centre();
    breakIt(broken);
    expect(brokenIn(broken.state)).toContain(sentence);
  });

  it('let an agent be free who takes chats by hand, has another skill or is logged out', () => {
    const { state, ada, ben } = centre();
    Object.assign(ada, { maximumLoad: 2, behaviour: 'manual' });
    expect(findBrokenInvariants(state)).toEqual([]);
    Object.assign(ada, { behaviour: 'silent', skills: ['claims'] });
    expect(findBrokenInvariants(state)).toEqual([]);
    expect(ben.loggedIn).toBe(false);
  });
});

it('an agent may be free while no chat waits', () => {
  const { state } = new TestCentre({ agents: [agent('Ada')] }).world;
  expect(findBrokenInvariants(state)).toEqual([]);
});
