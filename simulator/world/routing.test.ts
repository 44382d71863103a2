import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TestCentreOptions } from '../testing/world.ts';
import { agent, TestCentre } from '../testing/world.ts';
import { endConversation } from './conversation-end.ts';
import type { Conversation } from './conversations.ts';
import { changeAgent, takeConversation, transferConversation } from './routing.ts';

describe('a chat', () => {
  it('leaves its queue from any place, also one that the order of the starts does not tell', () => {
    const centre = new TestCentre({ agents: [] });
    const chats = Array.from({ length: 5 }, () => {
      centre.pass(10);
      return centre.startChat();
    });
    // The first ones go to the end, so that the list is not in the order of the starts.
    for (const chat of chats.slice(0, 3)) transferConversation(centre.world, chat, { queue: centre.queue });
    const left = [...chats.slice(3), ...chats.slice(0, 3)].map(({ id }) => id);
    for (const place of [4, 1, 3, 0, 2]) {
      endConversation(centre.world, chats[place]!, 'client');
      left.splice(left.indexOf(chats[place]!.id), 1);
      expect(centre.queue.waiting).toEqual(left);
    }
  });

  it('goes to the agent with the skill who has the fewest chats', () => {
    const centre = new TestCentre({
      agents: [agent('Ada', { maximumLoad: 5 }), agent('Ben'), agent('Cleo', { skills: ['claims'] })],
    });
    const agents = Array.from({ length: 4 }, () => centre.startChat().agentId);
    const [ada, ben] = [centre.agent('Ada').id, centre.agent('Ben').id];
    expect(agents).toEqual([ada, ben, ada, ben]);
    expect(centre.startChat().agentId).toBe(ada);
  });

  it('waits while every agent is full, and goes to the first who is not, first come first served', () => {
    const centre = new TestCentre({ agents: [agent('Ada', { maximumLoad: 1 })] });
    const [first, second, third] = [centre.startChat(), centre.startChat(), centre.startChat()];
    expect(centre.queue.waiting).toEqual([second.id, third.id]);
    endConversation(centre.world, first, 'client');
    expect(second).toMatchObject({ state: 'assigned', agentId: centre.agent('Ada').id });
    expect(third.state).toBe('queued');
  });

  it.each([
    ['is logged out', { loggedIn: false }],
    ['has another skill', { skills: ['claims'] }],
    ['takes chats by hand', { behaviour: 'manual' }],
  ] as const)('is not assigned to an agent that %s', (_what, rest) => {
    const centre = new TestCentre({
      agents: [agent('Ada', { ...rest, skills: [...('skills' in rest ? rest.skills : ['service'])] })],
    });
    expect(centre.startChat().state).toBe('queued');
  });

  it('posts the name of its agent', () => {
    const centre = new TestCentre({ agents: [agent('Ada')] });
    centre.startChat();
    expect(centre.posted()).toMatchObject([{ type: 'assigned', content: 'You are now chatting with Ada' }]);
    expect(centre.posted()[0]).not.toHaveProperty('sender');
  });

  it('posts no text where the setting has none', () => {
    const centre = new TestCentre({ agents: [agent('Ada')], settings: { 'callback.content.assigned': null } });
    centre.startChat();
    expect(centre.posted()[0]).not.toHaveProperty('content');
  });
});

describe('an agent', () => {
  it.each([
    ['logs in', { loggedIn: true }],
    ['learns the skill', { skills: ['service'] }],
    ['takes more chats', { maximumLoad: 1 }],
    ['lets chats be assigned', { behaviour: 'silent' }],
  ] as const)('that %s gets the waiting chats', (_what, change) => {
    const before = { loggedIn: !('loggedIn' in change), maximumLoad: 'maximumLoad' in change ? 0 : 1 };
    const skills = 'skills' in change ? [] : ['service'];
    const behaviour = 'behaviour' in change ? 'manual' : 'answers';
    const centre = new TestCentre({ agents: [agent('Ada', { ...before, skills, behaviour })] });
    const chat = centre.startChat();
    expect(chat.state).toBe('queued');
    changeAgent(centre.world, centre.agent('Ada'), {
      ...change,
      ...('skills' in change && { skills: [...change.skills] }),
    } as object);
    expect(chat.state).toBe('assigned');
  });

  it('that logs out loses every chat', () => {
    const centre = new TestCentre({ agents: [agent('Ada'), agent('Ben', { maximumLoad: 1, loggedIn: false })] });
    const chats = [centre.startChat(), centre.startChat()];
    changeAgent(centre.world, centre.agent('Ben'), { loggedIn: true });
    changeAgent(centre.world, centre.agent('Ada'), { loggedIn: false });
    expect(centre.agent('Ada').conversationIds).toEqual([]);
    expect(chats.map(({ state }) => state)).toEqual(['assigned', 'queued']);
    expect(centre.queue.waiting).toEqual([chats[1]!.id]);
  });

  it('takes a waiting chat beyond the maximum load', () => {
    const centre = new TestCentre({ agents: [agent('Ada', { maximumLoad: 1 })] });
    const [, waiting] = [centre.startChat(), centre.startChat()];
    expect(takeConversation(centre.world, waiting, centre.agent('Ada'))).toBeUndefined();
    expect(centre.agent('Ada').conversationIds).toHaveLength(2);
    expect(centre.queue.waiting).toEqual([]);
  });

  it('takes no assigned chat, and none when logged out', () => {
    const centre = new TestCentre({ agents: [agent('Ada', { maximumLoad: 1 }), agent('Ben', { loggedIn: false })] });
    const [assigned, waiting] = [centre.startChat(), centre.startChat()];
    expect(takeConversation(centre.world, assigned, centre.agent('Ada'))).toHaveProperty('actRefused');
    expect(takeConversation(centre.world, waiting, centre.agent('Ben'))).toEqual({
      actRefused: 'Ben is not logged in; log in first.',
    });
    expect(waiting.state).toBe('queued');
  });
});

describe('a transfer', () => {
  const twoAgents: TestCentreOptions = {
    agents: [agent('Ada'), agent('Ben', { skills: ['claims'] })],
    queues: [
      { name: 'Service', skill: 'service' },
      { name: 'Claims', skill: 'claims' },
    ],
  };

  it('to an agent posts the transfer and the assignment, and keeps the time of the first assignment', () => {
    const centre = new TestCentre(twoAgents);
    const chat = centre.startChat();
    centre.pass(1000);
    transferConversation(centre.world, chat, { agent: centre.agent('Ben') });
    expect(chat).toMatchObject({ state: 'assigned', agentId: centre.agent('Ben').id, assignedAt: chat.startedAt });
    expect(centre.agent('Ada').conversationIds).toEqual([]);
    expect(centre.postedTypes()).toEqual(['assigned', 'transfer', 'assigned']);
    expect(centre.posted()[1]).toMatchObject({
      content: 'You have been transferred to agent Ben',
      transferredTo: { type: 'agent', agent: { screenName: 'Ben', firstName: centre.agent('Ben').firstName } },
    });
    expect(centre.posted()[2]).toMatchObject({ assignedTo: { screenName: 'Ben' } });
  });

  it('is posted without a second assignment where the setting says so', () => {
    const centre = new TestCentre({ ...twoAgents, settings: { 'callback.assignedAfterTransfer': false } });
    transferConversation(centre.world, centre.startChat(), { agent: centre.agent('Ben') });
    expect(centre.postedTypes()).toEqual(['assigned', 'transfer']);
  });

  it('to a queue goes to an agent of that queue', () => {
    const centre = new TestCentre(twoAgents);
    const chat = centre.startChat();
    const claims = [...centre.world.state.queues.values()][1]!;
    transferConversation(centre.world, chat, { queue: claims });
    expect(chat).toMatchObject({ state: 'assigned', agentId: centre.agent('Ben').id, queueId: claims.id });
  });

  it('to the own queue prefers a colleague, but comes back when there is none', () => {
    const centre = new TestCentre({ agents: [agent('Ada'), agent('Ben')] });
    const chat = centre.startChat();
    transferConversation(centre.world, chat, { queue: centre.queue });
    expect(chat.agentId).toBe(centre.agent('Ben').id);
    changeAgent(centre.world, centre.agent('Ada'), { loggedIn: false });
    transferConversation(centre.world, chat, { queue: centre.queue });
    expect(chat.agentId).toBe(centre.agent('Ben').id);
  });

  it('gives the former agent the next waiting chat', () => {
    const centre = new TestCentre({ agents: [agent('Ada', { maximumLoad: 1 }), agent('Ben', { skills: [] })] });
    const [first, second] = [centre.startChat(), centre.startChat()];
    transferConversation(centre.world, first, { agent: centre.agent('Ben') });
    expect(second.agentId).toBe(centre.agent('Ada').id);
  });

  it('to an agent who is logged out is refused', () => {
    const centre = new TestCentre({ agents: [agent('Ada'), agent('Ben', { loggedIn: false })] });
    const chat = centre.startChat();
    expect(transferConversation(centre.world, chat, { agent: centre.agent('Ben') })).toEqual({
      actRefused: 'Ben is not logged in; log in first.',
    });
    expect(chat.agentId).toBe(centre.agent('Ada').id);
  });

  it('of an ended conversation is refused', () => {
    const centre = new TestCentre({ agents: [agent('Ada')] });
    const chat = centre.startChat();
    endConversation(centre.world, chat, 'client');
    expect(transferConversation(centre.world, chat, { queue: centre.queue })).toHaveProperty('actRefused');
    expect(centre.queue.waiting).toEqual([]);
  });
});

describe('whatever happens in a contact centre', () => {
  const names = ['Ada', 'Ben', 'Cleo'];
  const staff = [
    agent('Ada'),
    agent('Ben', { maximumLoad: 1 }),
    agent('Cleo', { behaviour: 'manual', skills: ['service', 'claims'] }),
  ];
  const centreOfAll = () =>
    new TestCentre({
      agents: staff,
      queues: [
        { name: 'Service', skill: 'service' },
        { name: 'Claims', skill: 'claims' },
      ],
    });

  type Act = (centre: TestCentre, chats: Conversation[]) => void;
  const anyone = fc.constantFrom(...names);
  const onChat = (deed: (centre: TestCentre, chat: Conversation) => void) =>
    fc.nat().map<Act>((number) => (centre, chats) => {
      if (chats.length > 0) deed(centre, chats[number % chats.length]!);
    });
  const acts = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant<Act>((centre, chats) => chats.push(centre.startChat())) },
      anyone.chain((name) => onChat((centre, chat) => takeConversation(centre.world, chat, centre.agent(name)))),
      anyone.chain((name) => onChat((centre, chat) => transferConversation(centre.world, chat, { agent: centre.agent(name) }))),
      fc
        .nat(1)
        .chain((at) =>
          onChat((centre, chat) =>
            transferConversation(centre.world, chat, { queue: [...centre.world.state.queues.values()][at]! }),
          ),
        ),
      onChat((centre, chat) => {
        if (chat.state !== 'ended') endConversation(centre.world, chat, 'client');
      }),
      fc.tuple(anyone, fc.record({ loggedIn: fc.boolean(), maximumLoad: fc.nat(3) }, { requiredKeys: [] })).map<Act>(
        ([name, change]) =>
          (centre) =>
            changeAgent(centre.world, centre.agent(name), change),
      ),
    ),
    { minLength: 10, maxLength: 60 },
  );

  it('each chat is in one place, no logged-out agent has one, and none waits while an agent is free', () => {
    fc.assert(
      fc.property(acts, (deeds) => {
        const centre = centreOfAll();
        const chats: Conversation[] = [];
        for (const deed of deeds) {
          deed(centre, chats);
          const queues = [...centre.world.state.queues.values()];
          const agents = names.map((name) => centre.agent(name));
          for (const chat of chats) {
            const inQueues = queues.filter(({ waiting }) => waiting.includes(chat.id)).map(({ id }) => id);
            const onDesks = agents.filter(({ conversationIds }) => conversationIds.includes(chat.id)).map(({ id }) => id);
            expect(inQueues).toEqual(chat.state === 'queued' ? [chat.queueId] : []);
            expect(onDesks).toEqual(chat.state === 'assigned' ? [chat.agentId] : []);
          }
          for (const { loggedIn, conversationIds } of agents) if (!loggedIn) expect(conversationIds).toEqual([]);
          for (const { skill, waiting } of queues) {
            const free = agents.some(
              (one) =>
                one.loggedIn &&
                one.behaviour === 'answers' &&
                one.skills.includes(skill) &&
                one.conversationIds.length < one.maximumLoad,
            );
            expect(free && waiting.length > 0).toBe(false);
          }
        }
      }),
    );
  });
});

describe('a transfer to a queue tells the client', () => {
  it.each([
    ['Service', {}],
    ['Claims', { department: 'Insurance' }],
  ])('the name of %s, and its department where that is another', (name, department) => {
    const centre = new TestCentre({
      agents: [agent('Ada')],
      queues: [
        { name: 'Service', skill: 'service' },
        { name: 'Claims', skill: 'claims', department: 'Insurance' },
      ],
    });
    const chat = centre.startChat();
    const queue = [...centre.world.state.queues.values()].find((one) => one.name === name)!;
    transferConversation(centre.world, chat, { queue });
    const transfer = centre.posted().find(({ type }) => type === 'transfer')!;
    expect(transfer.transferredTo).toEqual({ type: 'queue', queue: { id: queue.id, name }, ...department });
  });

  it('and comes back to the only agent', () => {
    const centre = new TestCentre({ agents: [agent('Ada', { maximumLoad: 1 })] });
    const chat = centre.startChat();
    transferConversation(centre.world, chat, { queue: centre.queue });
    expect(chat.agentId).toBe(centre.agent('Ada').id);
    expect(centre.queue.waiting).toEqual([]);
  });
});

it('a change of an agent is told', () => {
  const centre = new TestCentre({ agents: [agent('Ada')] });
  changeAgent(centre.world, centre.agent('Ada'), { maximumLoad: 3 });
  expect(centre.events).toEqual([{ type: 'agent-changed', agentId: centre.agent('Ada').id }]);
});

it('an agent gets chats of no queue whose skill it lacks', () => {
  const centre = new TestCentre({
    agents: [agent('Ada', { loggedIn: false }), agent('Ben', { skills: ['claims'], loggedIn: false })],
    queues: [
      { name: 'Service', skill: 'service' },
      { name: 'Claims', skill: 'claims' },
    ],
  });
  const chat = centre.startChat();
  changeAgent(centre.world, centre.agent('Ben'), { loggedIn: true });
  expect(chat.state).toBe('queued');
});
