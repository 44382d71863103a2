import { describe, expect, it } from 'vitest';
import { agent, TestCentre } from '../testing/world.ts';
import { agentEnds, agentSays } from './agent-acts.ts';
import { endConversation } from './conversation-end.ts';
import type { Conversation } from './conversations.ts';
import type { WorldEvent } from './events.ts';
import { findBrokenInvariants } from './invariants.ts';
import { changeAgent, removeAgent, transferConversation } from './routing.ts';

interface Busy {
  readonly centre: TestCentre;
  readonly defects: unknown[];
  readonly chats: readonly Conversation[];
}

/** Two agents with a chat each, and two chats that wait. */
function busy(): Busy {
  const defects: unknown[] = [];
  const centre = new TestCentre({
    agents: [agent('Ada', { maximumLoad: 1 }), agent('Ben', { maximumLoad: 1 })],
    onDefect: (error) => defects.push(error),
  });
  const chats = [centre.startChat(), centre.startChat(), centre.startChat(), centre.startChat()];
  return { centre, defects, chats };
}

type Rule = (busy: Busy) => void;
const rules: [string, Rule][] = [
  ['a start', ({ centre }) => void centre.startChat()],
  ['an end', ({ centre, chats }) => endConversation(centre.world, chats[0]!, 'client')],
  ['a message of an agent', ({ centre, chats }) => void agentSays(centre.world, chats[0]!, 'plainText', 'hello')],
  ['an end by an agent', ({ centre, chats }) => void agentEnds(centre.world, chats[0]!)],
  ['a message of a customer', ({ centre, chats }) => centre.say(chats[3]!, 'hello')],
  ['a transfer', ({ centre, chats }) => void transferConversation(centre.world, chats[0]!, { agent: centre.agent('Ben') })],
  ['a transfer to the queue', ({ centre, chats }) => void transferConversation(centre.world, chats[0]!, { queue: centre.queue })],
  ['a log-out', ({ centre }) => changeAgent(centre.world, centre.agent('Ada'), { loggedIn: false })],
  ['a change of the load', ({ centre }) => changeAgent(centre.world, centre.agent('Ada'), { maximumLoad: 3 })],
  ['a removal', ({ centre }) => removeAgent(centre.world, centre.agent('Ada'))],
];

describe('an observer', () => {
  it.each(rules)('is told of %s when all of it is done', (_what, perform) => {
    const { centre, defects, chats } = busy();
    const told: WorldEvent[] = [];
    const states: string[] = [];
    const broken: string[] = [];
    centre.world.observe((event) => {
      told.push(event);
      states.push(JSON.stringify([...centre.world.state.conversations.values()].map(({ state, agentId }) => [state, agentId])));
      broken.push(...findBrokenInvariants(centre.world.state));
    });
    const before = centre.events.length;
    perform({ centre, defects, chats });
    expect(broken).toEqual([]);
    expect(new Set(states).size).toBe(1);
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(centre.events.slice(before));
  });

  it.each(rules)('that throws does not break %s, nor another observer', (_what, perform) => {
    const [sound, disturbed] = [busy(), busy()];
    perform(sound);
    const told: WorldEvent[] = [];
    const before = disturbed.centre.events.length;
    disturbed.centre.world.observe(() => {
      throw new Error('an observer is broken');
    });
    disturbed.centre.world.listen(() => {
      throw new Error('a listener is broken');
    });
    disturbed.centre.world.observe((event) => told.push(event));
    perform(disturbed);
    expect(disturbed.centre.world.state).toEqual(sound.centre.world.state);
    expect(told).toEqual(sound.centre.events.slice(before));
    expect(disturbed.defects).toHaveLength(2 * told.length);
  });

  it('that acts itself is told of that after what it was told of', () => {
    const { centre, chats } = busy();
    const told: string[] = [];
    centre.world.observe((event) => {
      if (event.type === 'conversation-ended' && event.conversationId === chats[0]!.id)
        endConversation(centre.world, chats[1]!, 'agent');
    });
    centre.world.observe((event) => {
      if (event.type === 'conversation-ended' || event.type === 'conversation-assigned')
        told.push(`${event.type} ${chats.findIndex(({ id }) => id === event.conversationId)}`);
    });
    endConversation(centre.world, chats[0]!, 'client');
    expect(told).toEqual(['conversation-ended 0', 'conversation-assigned 2', 'conversation-ended 1', 'conversation-assigned 3']);
    expect(findBrokenInvariants(centre.world.state)).toEqual([]);
  });

  it('is told of what a rule did before it failed', () => {
    const { centre, chats } = busy();
    const told: string[] = [];
    centre.world.observe(({ type }) => told.push(type));
    const failing = () =>
      centre.world.perform(() => {
        endConversation(centre.world, chats[0]!, 'client');
        throw new Error('a defect');
      });
    expect(failing).toThrow('a defect');
    expect(told).toContain('conversation-ended');
  });

  it('is told nothing of a world that was replaced meanwhile', () => {
    const { centre, chats } = busy();
    const other = new TestCentre();
    const told: string[] = [];
    centre.world.observe(({ type }) => {
      told.push(type);
      centre.world.state = other.world.state;
    });
    endConversation(centre.world, chats[0]!, 'client');
    expect(told).toHaveLength(1);
  });
});
