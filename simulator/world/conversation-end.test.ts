import { describe, expect, it } from 'vitest';
import { agent, morning, TestCentre } from '../testing/world.ts';
import { agentSays } from './agent-acts.ts';
import { endConversation, endOngoingConversationsOf, handleIdleTimeouts, rescheduleIdleTimeouts } from './conversation-end.ts';

function staffed(settings: Record<string, unknown> = {}) {
  return new TestCentre({ agents: [agent('Ada', { maximumLoad: 1 })], settings });
}

describe('the end of a conversation', () => {
  it.each([
    ['agent', 'Ada has ended the chat'],
    ['client', 'Customer has left the chat'],
    ['timeout', 'System has closed the chat'],
  ] as const)('by the %s is posted once, last and by the system', (by, content) => {
    const centre = staffed();
    const chat = centre.startChat();
    endConversation(centre.world, chat, by);
    expect(chat).toMatchObject({ state: 'ended', agentId: null });
    expect(centre.postedTypes(chat)).toEqual(['assigned', 'complete']);
    expect(centre.posted(chat)[1]).toMatchObject({ content });
    expect(centre.posted(chat)[1]).not.toHaveProperty('sender');
    expect(centre.events.at(-1)).toEqual({ type: 'conversation-ended', conversationId: chat.id, by });
  });

  it('by the client is not posted where the setting says so; that by an agent is', () => {
    const centre = staffed({ 'conversation.end.completeCallback': 'off' });
    const [first, second] = [centre.startChat(), centre.startChat()];
    endConversation(centre.world, first, 'client');
    endConversation(centre.world, second, 'agent');
    expect(centre.postedTypes(first)).toEqual(['assigned']);
    expect(centre.postedTypes(second)).toEqual(['assigned', 'complete']);
  });

  it('may have no text', () => {
    const centre = staffed({ 'callback.content.completeByClient': null });
    endConversation(centre.world, centre.startChat(), 'client');
    expect(centre.posted().at(-1)).not.toHaveProperty('content');
  });

  it('frees the agent for the next', () => {
    const centre = staffed();
    const [first, second] = [centre.startChat(), centre.startChat()];
    endConversation(centre.world, first, 'client');
    expect(second.agentId).toBe(centre.agent('Ada').id);
  });

  it('takes a waiting chat out of the queue, without a handling time', () => {
    const centre = new TestCentre();
    endConversation(centre.world, centre.startChat(), 'client');
    expect(centre.queue).toMatchObject({ waiting: [], handlingTimes: [] });
  });

  it('records how long it was handled', () => {
    const centre = staffed();
    const chat = centre.startChat();
    centre.pass(90_000);
    endConversation(centre.world, chat, 'client');
    expect(centre.queue.handlingTimes).toEqual([90_000]);
  });

  it('of a session ends what it started and nothing else', () => {
    const centre = staffed();
    const session = { id: 'one', kind: 'application', ownerId: 'x', openedAt: 0, lastUsedAt: 0 } as const;
    const chats = [
      centre.startChat({ session }),
      centre.startChat({ session: { ...session, id: 'two' } }),
      centre.startChat({ session: null }),
    ];
    endOngoingConversationsOf(centre.world, 'one');
    expect(chats.map(({ state }) => state)).toEqual(['ended', 'assigned', 'queued']);
  });
});

describe('a conversation in which nothing is said', () => {
  const idle = (settings: Record<string, unknown> = { 'conversation.idleTimeoutSeconds': 60 }) => {
    const centre = staffed(settings);
    handleIdleTimeouts(centre.world);
    return centre;
  };

  it('does not end unless the setting says so', () => {
    const centre = idle({});
    const chat = centre.startChat();
    centre.pass(365 * 24 * 3600 * 1000);
    expect(chat.state).toBe('assigned');
  });

  it('ends when its time is over, to the millisecond', () => {
    const centre = idle();
    const chat = centre.startChat();
    centre.pass(59_999);
    expect(chat.state).toBe('assigned');
    centre.pass(1);
    expect(centre.events.at(-1)).toMatchObject({ type: 'conversation-ended', by: 'timeout' });
  });

  it('is idle since the latest message of either side', () => {
    const centre = idle();
    const chat = centre.startChat();
    centre.pass(50_000);
    centre.say(chat, 'still there?');
    centre.pass(50_000);
    agentSays(centre.world, chat, 'plainText', 'yes');
    centre.pass(59_999);
    expect(chat.state).toBe('assigned');
    centre.pass(1);
    expect(chat.state).toBe('ended');
  });

  it('ends once', () => {
    const centre = idle();
    const chat = centre.startChat();
    endConversation(centre.world, chat, 'client');
    centre.pass(60_000);
    expect(centre.postedTypes(chat)).toEqual(['assigned', 'complete']);
    expect(centre.world.clock.nextDue()).toBeUndefined();
  });

  it('does not end when the setting is cleared meanwhile', () => {
    const centre = idle();
    const chat = centre.startChat();
    centre.change({ 'conversation.idleTimeoutSeconds': null });
    centre.pass(60_000);
    expect(chat.state).toBe('assigned');
  });
});

it('a change of the idle time-out plans each end anew, and does not add to what was planned', () => {
  const centre = staffed({ 'conversation.idleTimeoutSeconds': 60 });
  for (let chat = 0; chat < 3; chat++) centre.startChat();
  for (const seconds of [50, 40, 30]) {
    centre.change({ 'conversation.idleTimeoutSeconds': seconds });
    rescheduleIdleTimeouts(centre.world);
  }
  expect(centre.world.clock.agenda().map(({ at }) => at - morning)).toEqual([30_000, 30_000, 30_000]);
  centre.change({ 'conversation.idleTimeoutSeconds': null });
  rescheduleIdleTimeouts(centre.world);
  expect(centre.world.clock.agenda()).toEqual([]);
});
