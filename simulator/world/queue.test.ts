import { describe, expect, it } from 'vitest';
import { agent, entryPoint, TestCentre } from '../testing/world.ts';
import { computeCapacity, isAgentAvailable, servesChats } from './agents.ts';
import { endConversation } from './conversation-end.ts';
import { isQueueFull, queueDepth, waitTimeSeconds } from './queue.ts';
import { changeAgent } from './routing.ts';

function startChats(centre: TestCentre, count: number) {
  return Array.from({ length: count }, () => centre.startChat());
}

describe('availability', () => {
  it('is that an agent with the skill is logged in, whatever the load', () => {
    const centre = new TestCentre({ agents: [agent('Ada', { maximumLoad: 1 }), agent('Ben', { skills: ['claims'] })] });
    centre.startChat();
    expect(isAgentAvailable(centre.world, centre.queue)).toBe(true);
    changeAgent(centre.world, centre.agent('Ada'), { loggedIn: false });
    expect(isAgentAvailable(centre.world, centre.queue)).toBe(false);
  });

  it('needs a free slot where the setting says so', () => {
    const centre = new TestCentre({
      agents: [agent('Ada', { maximumLoad: 1 })],
      settings: { 'availability.agentRule': 'free-slot' },
    });
    expect(isAgentAvailable(centre.world, centre.queue)).toBe(true);
    centre.startChat();
    expect(isAgentAvailable(centre.world, centre.queue)).toBe(false);
  });

  it('needs no agent where the entry point requires none', () => {
    const centre = new TestCentre({ entryPoints: [entryPoint(1001, { agentRequired: false })] });
    expect(servesChats(centre.world, centre.entryPoint, centre.queue)).toBe(true);
    expect(isAgentAvailable(centre.world, centre.queue)).toBe(false);
  });
});

describe('capacity', () => {
  const staff = [
    agent('Ada', { maximumLoad: 3 }),
    agent('Ben', { maximumLoad: 5, loggedIn: false }),
    agent('Cleo', { maximumLoad: 7, skills: ['claims'] }),
  ];

  it("is the free slots of the queue's agents who are logged in", () => {
    const centre = new TestCentre({ agents: staff });
    startChats(centre, 2);
    expect(computeCapacity(centre.world, centre.queue)).toBe(1);
  });

  it('counts all agents where the setting says so', () => {
    const centre = new TestCentre({ agents: staff, settings: { 'availability.capacityScope': 'all-agents' } });
    expect(computeCapacity(centre.world, centre.queue)).toBe(10);
  });

  it('of an agent beyond the maximum load is zero, not negative', () => {
    const centre = new TestCentre({ agents: staff });
    startChats(centre, 2);
    changeAgent(centre.world, centre.agent('Ada'), { maximumLoad: 1 });
    expect(computeCapacity(centre.world, centre.queue)).toBe(0);
  });
});

describe('the depth of a queue', () => {
  it('is full at its maximum, and never without one', () => {
    const centre = new TestCentre({ entryPoints: [entryPoint(1001, { maximumQueueDepth: 2 })] });
    startChats(centre, 1);
    expect(isQueueFull(centre.entryPoint, centre.queue)).toBe(false);
    startChats(centre, 1);
    expect(isQueueFull(centre.entryPoint, centre.queue)).toBe(true);
    expect(isQueueFull({ ...centre.entryPoint, maximumQueueDepth: null }, centre.queue)).toBe(false);
    expect(queueDepth(centre.queue)).toBe(2);
  });
});

describe('the time to wait', () => {
  const busy = () => {
    const centre = new TestCentre({ agents: [agent('Ada', { maximumLoad: 1 }), agent('Ben', { maximumLoad: 1 })] });
    return { centre, chats: startChats(centre, 5) };
  };

  it('is the assumed handling time of each waiting chat, shared by the agents, until a chat has ended', () => {
    const { centre } = busy();
    expect(waitTimeSeconds(centre.world, centre.queue)).toBe((3 * 60) / 2);
  });

  it('is zero where nobody waits', () => {
    const centre = new TestCentre();
    expect(waitTimeSeconds(centre.world, centre.queue)).toBe(0);
  });

  it('counts with one agent where there is none', () => {
    const centre = new TestCentre();
    startChats(centre, 2);
    expect(waitTimeSeconds(centre.world, centre.queue)).toBe(120);
  });

  it('depends on how long the latest chats lasted, rounded up to a second', () => {
    const { centre, chats } = busy();
    centre.pass(10_100);
    endConversation(centre.world, chats[0]!, 'client');
    expect(waitTimeSeconds(centre.world, centre.queue)).toBe(Math.ceil((2 * 10.1) / 2));
  });

  it('depends on the latest twenty only', () => {
    const { centre } = busy();
    for (let count = 0; count < 40; count++) {
      centre.startChat();
      const assigned = centre.agent('Ada').conversationIds[0]!;
      endConversation(centre.world, centre.world.state.conversations.get(assigned)!, 'client');
    }
    expect(centre.queue.handlingTimes).toHaveLength(20);
  });
});

it('the wait time counts only agents who are logged in', () => {
  const agents = [agent('Ada', { maximumLoad: 0 }), agent('Ben', { maximumLoad: 0, loggedIn: false })];
  const centre = new TestCentre({ agents, settings: { 'availability.assumedHandlingSeconds': 60 } });
  startChats(centre, 2);
  expect(waitTimeSeconds(centre.world, centre.queue)).toBe(120);
});
