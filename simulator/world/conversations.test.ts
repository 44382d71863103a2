import { describe, expect, it } from 'vitest';
import { agent, TestCentre } from '../testing/world.ts';
import { addAttachment } from './attachments.ts';
import { endConversation } from './conversation-end.ts';
import { ongoingConversation, startConversation } from './conversations.ts';
import { isRefusal } from './refusal.ts';
import { createCustomer } from './customers.ts';
import { addToTranscript } from './transcript.ts';

describe('a conversation that is started', () => {
  it('has a UUID and an activity id of digits, and waits while no agent is free', () => {
    const centre = new TestCentre();
    const chat = centre.startChat({ subject: 'My order' });
    expect(chat.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(chat).toMatchObject({ activityId: '2041', state: 'queued', agentId: null, customerId: null, subject: 'My order' });
    expect(centre.events.map(({ type }) => type)).toEqual(['conversation-started', 'conversation-queued']);
  });

  it('may be the second of its customer, or not, as the setting says', () => {
    const centre = new TestCentre({ settings: { 'conversation.perCustomer': 'one' } });
    const customer = createCustomer(centre.world, { contacts: [], customAttributes: {} });
    const first = centre.startChat({ customer });
    expect(() => centre.startChat({ customer })).toThrow('one ongoing conversation per customer');
    expect(centre.world.state.conversations.size).toBe(1);
    centre.change({ 'conversation.perCustomer': 'unlimited' });
    centre.startChat({ customer });
    centre.change({ 'conversation.perCustomer': 'one' });
    for (const chat of [...centre.world.state.conversations.values()]) endConversation(centre.world, chat, 'client');
    expect(first.state).toBe('ended');
    expect(centre.startChat({ customer }).state).toBe('queued');
  });

  it('anonymous, is one of many whatever the setting says', () => {
    const centre = new TestCentre({ settings: { 'conversation.perCustomer': 'one' } });
    centre.startChat();
    expect(centre.startChat().state).toBe('queued');
  });
});

describe('a conversation that is looked up', () => {
  const centre = new TestCentre();
  const [going, over] = [centre.startChat(), centre.startChat()];
  endConversation(centre.world, over, 'client');
  const look = (id: string) => ongoingConversation(centre.world, id, centre.application);

  it('is found while it is ongoing', () => {
    expect(look(going.id)).toBe(going);
  });

  it.each([
    ['has ended', over.id, 'the conversation has ended'],
    ['never was', 'unknown', 'no such conversation'],
  ])('is refused when it %s, with the ongoing ones', (_what, id, rule) => {
    expect(look(id)).toEqual({ key: 'conversationNotOngoing', values: { id }, reason: { rule, wouldWork: [going.id] } });
  });

  it('of another application is not named', () => {
    const other = { ...centre.application, id: 'other' };
    expect(ongoingConversation(centre.world, 'unknown', other)).toMatchObject({ reason: { wouldWork: [] } });
  });
});

describe('memory', () => {
  it('keeps ten thousand conversations, lets the oldest that have ended go, with their files, and never one that goes on', () => {
    const centre = new TestCentre({ agents: [agent('Ada', { maximumLoad: 1 })] });
    const { world } = centre;
    const first = centre.startChat();
    const oldest = centre.startChat();
    for (let count = 0; count < 1100; count++) addToTranscript(world, oldest, { from: 'customer', type: 'plainText' });
    addAttachment(world, oldest, 'agent', { fileName: 'a', contentType: 'b/c', size: 1 }, { content: new Uint8Array(1) });
    addAttachment(world, first, 'agent', { fileName: 'a', contentType: 'b/c', size: 1 }, { content: new Uint8Array(1) });
    endConversation(world, oldest, 'client');
    const { application, entryPoint } = centre;
    for (let count = 0; count < 12_000; count++) {
      const request = {
        application,
        session: null,
        entryPoint,
        customer: null,
        subject: '',
        customAttributes: {},
        typingRequested: false,
      };
      const started = startConversation(world, request);
      if (isRefusal(started)) throw new Error(started.reason.rule);
      endConversation(world, started, 'client');
    }
    const { conversations, attachments } = world.state;
    expect(conversations.size).toBeGreaterThanOrEqual(10_000);
    expect(conversations.size).toBeLessThan(11_000);
    expect(conversations.has(first.id)).toBe(true);
    expect(conversations.has(oldest.id)).toBe(false);
    expect([...attachments.values()].map(({ conversationId }) => conversationId)).toEqual([first.id]);
  });

  it('forgets ended ones only when they are a tenth of all, since it walks through all to find them', () => {
    const centre = new TestCentre({ agents: [] });
    const { conversations } = centre.world.state;
    const ended = Array.from({ length: 1150 }, () => centre.startChat());
    for (const chat of ended.slice(0, 1000)) endConversation(centre.world, chat, 'client');
    while (conversations.size < 11_000) centre.startChat();
    expect(conversations.has(ended[0]!.id)).toBe(true);
    for (const chat of ended.slice(1000)) endConversation(centre.world, chat, 'client');
    while (conversations.size < 11_999) centre.startChat();
    for (const chat of [...conversations.values()].slice(-100)) endConversation(centre.world, chat, 'client');
    centre.startChat();
    expect(conversations.has(ended[0]!.id)).toBe(false);
  });

  it('keeps the latest thousand entries of a transcript', () => {
    const centre = new TestCentre();
    const chat = centre.startChat();
    for (let number = 0; number < 1001; number++) centre.say(chat, String(number));
    expect(chat.transcript).toHaveLength(1000);
    expect(chat.transcript[0]!.content).toBe('1');
  });
});

it('a conversation of the definition has no subject', () => {
  const chats = [{ application: 'shop', entryPoint: 1001, count: 2 }];
  const { world } = new TestCentre({ chats });
  expect([...world.state.conversations.values()].map(({ subject, state }) => [subject, state])).toEqual([
    ['', 'queued'],
    ['', 'queued'],
  ]);
});
