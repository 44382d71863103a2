import { describe, expect, it } from 'vitest';
import { TestCentre } from '../testing/world.ts';
import { endConversation } from './conversation-end.ts';
import { ConversationIndex } from './conversation-index.ts';
import type { Conversation } from './conversations.ts';
import { createCustomer, removeCustomer } from './customers.ts';

const card = { contacts: [], customAttributes: {} };

function withCustomer() {
  const centre = new TestCentre();
  const customer = createCustomer(centre.world, card);
  return { centre, customer, chat: centre.startChat({ customer }) };
}

/** The index as it is kept, and as it is derived anew from the conversations. */
function bothIndexes({ world }: TestCentre): ConversationIndex[] {
  return [world.conversationIndex, new ConversationIndex(world.state.conversations.values())];
}

describe('the index of conversations', () => {
  it('knows the ongoing conversations of a customer and of a session', () => {
    const { centre, customer, chat } = withCustomer();
    for (const index of bothIndexes(centre)) {
      expect(index.hasOngoing(customer.id)).toBe(true);
      expect(index.ongoingOf('s')).toEqual([chat]);
    }
    endConversation(centre.world, chat, 'client');
    for (const index of bothIndexes(centre)) {
      expect(index.hasOngoing(customer.id)).toBe(false);
      expect(index.ongoingOf('s')).toEqual([]);
    }
  });

  it('knows the others when one of them ends', () => {
    const { centre, customer, chat } = withCustomer();
    const second = centre.startChat({ customer });
    endConversation(centre.world, chat, 'client');
    for (const index of bothIndexes(centre)) {
      expect(index.hasOngoing(customer.id)).toBe(true);
      expect(index.ongoingOf('s')).toEqual([second]);
    }
  });

  it('counts the ongoing ones, also when it is built as one of them ends', () => {
    const { centre, chat } = withCustomer();
    const second = centre.startChat();
    endConversation(centre.world, chat, 'client');
    for (const index of bothIndexes(centre)) expect(index.ongoing).toBe(1);
    centre.world.state = { ...centre.world.state };
    endConversation(centre.world, second, 'client');
    for (const index of bothIndexes(centre)) expect(index.ongoing).toBe(0);
  });

  it('knows nothing of a customer that was removed', () => {
    const { centre, customer, chat } = withCustomer();
    removeCustomer(centre.world, customer);
    for (const index of bothIndexes(centre)) {
      expect(index.hasOngoing(customer.id)).toBe(false);
      expect(index.ongoingOf('s')).toEqual([chat]);
    }
  });

  it('knows the latest hundred, of an application and of all', () => {
    const centre = new TestCentre();
    const chats: Conversation[] = Array.from({ length: 150 }, () => centre.startChat());
    for (const index of bothIndexes(centre)) {
      expect(index.latest).toEqual(chats.slice(-100));
      expect(index.latestOf(centre.application.id)).toEqual(chats.slice(-100));
      expect(index.latestOf('unknown')).toEqual([]);
    }
  });

  it('belongs to the state: another state has another', () => {
    const { centre, customer } = withCustomer();
    centre.world.state = new TestCentre().world.state;
    expect(centre.world.conversationIndex.hasOngoing(customer.id)).toBe(false);
    expect(centre.world.conversationIndex.latest).toEqual([]);
  });
});
