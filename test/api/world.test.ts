import { expect, it } from 'vitest';
import type { AvailabilityCheck } from '../../simulator/testing/calls.ts';
import { availabilityCall, configurationCall, endCall, logInCall } from '../../simulator/testing/calls.ts';
import { throughEverySkin } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

/** An entry point of its own: two agents with small loads, a queue of two. */
function agent(name: string, maximumLoad: number) {
  return {
    firstName: name,
    lastName: 'Test',
    screenName: name,
    skills: ['cards'],
    maximumLoad,
    behaviour: 'silent' as const,
  };
}
const small = {
  world: {
    entryPoints: [{ id: 1001, name: 'cards', queue: 'Cards', maximumQueueDepth: 2 }],
    applications: [{ name: 'demo', key: 'demo-client', secret: 'demo-secret', entryPoints: [1001] }],
    agents: [agent('Ann', 1), agent('Bob', 2)],
  },
};

/** All five checks, as a client sees them. */
async function checks(centre: ContactCentre) {
  const member = async (check: AvailabilityCheck) => (await centre.call(availabilityCall(check))).json as Record<string, unknown>;
  const { waitTime, queueDepth } = await member('liveSessionStatus');
  return {
    available: (await member('agentAvailability'))['available'],
    capacity: (await member('capacity'))['count'],
    eligibility: (await member('checkEligibility'))['responseType'],
    allowed: (await member('chatAllowed'))['allowed'],
    queueDepth,
    waitTime,
  };
}

function stateOf({ simulator }: ContactCentre, conversation: string) {
  const { state, agentId } = simulator.conversations.get(conversation);
  return [state, agentId === null ? null : simulator.agents.get(agentId).screenName];
}

throughEverySkin((skin) => {
  it('the checks follow agents who log in and out', async () => {
    await using centre = await openContactCentre(skin, small);
    const idle = { available: true, eligibility: 0, allowed: true, queueDepth: 0, waitTime: 0 };
    const nobody = { available: false, capacity: 0, eligibility: 1, allowed: false, queueDepth: 0, waitTime: 0 };
    expect(await checks(centre)).toEqual({ ...idle, capacity: 3 });
    centre.simulator.agents.logOut('Bob');
    expect(await checks(centre)).toEqual({ ...idle, capacity: 1 });
    centre.simulator.agents.logOut('Ann');
    expect(await checks(centre)).toEqual(nobody);
    centre.simulator.entryPoints.edit(1001, { agentRequired: false });
    expect(await checks(centre)).toEqual({ ...idle, capacity: 0 });
    centre.simulator.agents.logIn('Bob');
    expect(await checks(centre)).toEqual({ ...idle, capacity: 2 });
    centre.simulator.agents.change('Bob', { skills: ['loans'] });
    expect(await checks(centre)).toEqual({ ...idle, capacity: 0 });
  });

  it('the checks follow chats that start and end; nobody has more than the maximum load', async () => {
    await using centre = await openContactCentre(skin, small);
    const token = await centre.token();
    const seen = [];
    const conversations = [];
    for (let chat = 0; chat < 6; chat++) {
      conversations.push(await centre.start(token));
      seen.push(await checks(centre));
    }
    expect(seen.map(({ capacity }) => capacity)).toEqual([2, 1, 0, 0, 0, 0]);
    expect(seen.map(({ queueDepth }) => queueDepth)).toEqual([0, 0, 0, 1, 2, 3]);
    expect(seen.map(({ eligibility }) => eligibility)).toEqual([0, 0, 0, 0, 2, 2]);
    expect(seen.map(({ allowed }) => allowed)).toEqual([true, true, true, true, false, false]);
    expect(seen.map(({ available }) => available)).toEqual([true, true, true, true, true, true]);
    // Chats waiting x 60 s / 2 agents (availability.assumedHandlingSeconds).
    expect(seen.map(({ waitTime }) => waitTime)).toEqual([0, 0, 0, 30, 60, 90]);
    expect(centre.simulator.agents.list().map(({ screenName, conversationIds }) => [screenName, conversationIds.length])).toEqual(
      [
        ['Ann', 1],
        ['Bob', 2],
      ],
    );

    // The longest waiting chat gets the slot that becomes free, whoever ends the chat.
    await centre.call(endCall(token, { id: conversations[0]! }));
    expect(stateOf(centre, conversations[3]!)).toEqual(['assigned', 'Ann']);
    centre.simulator.conversations.complete(conversations[1]!);
    expect(stateOf(centre, conversations[4]!)).toEqual(['assigned', 'Bob']);
    expect(stateOf(centre, conversations[5]!)).toEqual(['queued', null]);
    expect(await checks(centre)).toMatchObject({ queueDepth: 1, capacity: 0, allowed: true, eligibility: 0 });
  });

  it('the wait time follows how long chats really take', async () => {
    await using centre = await openContactCentre(skin, small);
    const token = await centre.token();
    const first = await centre.start(token);
    for (let chat = 0; chat < 4; chat++) await centre.start(token);
    await centre.simulator.clock.advance(600_000);
    await centre.call(endCall(token, { id: first }));
    // One chat waits x 600 s / 2 agents.
    expect(await checks(centre)).toMatchObject({ queueDepth: 1, waitTime: 300 });
  });

  it('the chats of an agent that logs out go to the queue, and to a free colleague', async () => {
    await using centre = await openContactCentre(skin, small);
    const token = await centre.token();
    const [first, second] = [await centre.start(token), await centre.start(token)];
    expect([stateOf(centre, first), stateOf(centre, second)]).toEqual([
      ['assigned', 'Ann'],
      ['assigned', 'Bob'],
    ]);
    centre.simulator.agents.logOut('Ann');
    expect(stateOf(centre, first)).toEqual(['assigned', 'Bob']);
    centre.simulator.agents.logOut('Bob');
    expect([stateOf(centre, first), stateOf(centre, second)]).toEqual([
      ['queued', null],
      ['queued', null],
    ]);
    expect(await checks(centre)).toMatchObject({ available: false, queueDepth: 2 });
    centre.simulator.agents.logIn('Bob');
    expect([stateOf(centre, first), stateOf(centre, second)]).toEqual([
      ['assigned', 'Bob'],
      ['assigned', 'Bob'],
    ]);
  });

  it('a transfer goes to an agent or back to a queue, and the client gets a callback each time', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const conversation = await centre.start(token);
    const { conversations, applications } = centre.simulator;
    conversations.transfer(conversation, { agent: 'Ben' });
    expect(stateOf(centre, conversation)).toEqual(['assigned', 'Ben']);
    conversations.transfer(conversation);
    expect(stateOf(centre, conversation)).toEqual(['assigned', 'Ada']);
    conversations.transfer(conversation, { queue: 'Claims' });
    expect(stateOf(centre, conversation)).toEqual(['queued', null]);
    await centre.say(token, conversation, 'still there');
    centre.simulator.agents.logIn('Cleo');
    expect(stateOf(centre, conversation)).toEqual(['assigned', 'Cleo']);
    expect(applications.callbacks('demo').sent.map(({ type }) => type)).toEqual([
      'assigned',
      ...['transfer', 'assigned'],
      ...['transfer', 'assigned'],
      ...['transfer', 'assigned'],
    ]);
  });

  it('an agent who hands a chat over has a slot for the longest waiting one', async () => {
    await using centre = await openContactCentre(skin, small);
    const token = await centre.token();
    const [first, , , waiting] = [
      await centre.start(token),
      await centre.start(token),
      await centre.start(token),
      await centre.start(token),
    ];
    expect([stateOf(centre, first), stateOf(centre, waiting)]).toEqual([
      ['assigned', 'Ann'],
      ['queued', null],
    ]);
    centre.simulator.conversations.transfer(first, { agent: 'Bob' });
    expect([stateOf(centre, first), stateOf(centre, waiting)]).toEqual([
      ['assigned', 'Bob'],
      ['assigned', 'Ann'],
    ]);
  });

  it('a chat in which nobody writes ends after the idle time-out, if there is one (conversation.idleTimeoutSeconds)', async () => {
    await using centre = await openContactCentre(skin, { settings: { 'conversation.idleTimeoutSeconds': 600 } });
    const token = await centre.token();
    const conversation = await centre.start(token);
    const { clock, conversations, applications } = centre.simulator;
    await clock.advance(599_000);
    await centre.say(token, conversation, 'I am here');
    await clock.advance(599_000);
    conversations.say(conversation, 'so am I');
    await clock.advance(599_999);
    expect(stateOf(centre, conversation)).toEqual(['assigned', 'Ada']);
    await clock.advance(1);
    expect(stateOf(centre, conversation)).toEqual(['ended', null]);
    expect(applications.callbacks('demo').sent.at(-1)).toMatchObject({ type: 'complete', content: 'System has closed the chat' });
    expect((await centre.call(endCall(token, { id: conversation }))).status).toBe(400);
  });

  it('without an idle time-out a chat goes on for ever', async () => {
    await using centre = await openContactCentre(skin);
    const conversation = await centre.start(await centre.token());
    await centre.simulator.clock.advance(365 * 86_400_000);
    expect(stateOf(centre, conversation)).toEqual(['assigned', 'Ada']);
  });

  it('an idle time-out that is set while chats go on counts for them too', async () => {
    await using centre = await openContactCentre(skin);
    const conversation = await centre.start(await centre.token());
    await centre.simulator.clock.advance(500_000);
    centre.simulator.changeSettings({ 'conversation.idleTimeoutSeconds': 600 });
    await centre.simulator.clock.advance(99_999);
    expect(stateOf(centre, conversation)).toEqual(['assigned', 'Ada']);
    await centre.simulator.clock.advance(1);
    expect(stateOf(centre, conversation)).toEqual(['ended', null]);
  });

  it('a reset ends sessions and conversations and goes on counting ids', async () => {
    await using centre = await openContactCentre(skin);
    const token = await centre.token();
    const conversation = await centre.start(token);
    centre.simulator.partition('default').reset();
    expect((await centre.call(configurationCall(token))).status).toBe(401);
    expect((await centre.call(logInCall())).status).toBe(204);
    expect(await centre.start(await centre.token())).not.toBe(conversation);
  });
});
