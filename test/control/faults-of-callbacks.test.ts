import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../simulator/faults/fault-schema.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { RunningSimulator } from '../../simulator/start.ts';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { messagesOf, Webhook } from '../settings/webhook.ts';
import { credentialsOf } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import type { TestControl } from './documented.ts';
import { documentedControl } from './documented.ts';

let simulator: RunningSimulator;
let control: TestControl;
let ece: EceClient;
let receiver: Receiver;
let webhook: Webhook;

beforeEach(async () => {
  simulator = await startSimulator({ port: 0, clock: 'manual', agents: 'silent', seed: 'callbacks' });
  control = documentedControl(simulator.url);
  receiver = await Receiver.open();
  webhook = new Webhook(
    receiver,
    () => simulator.clock.now(),
    () => 204,
  );
  simulator.applications.setCallbackUrl('demo', webhook.url);
  ece = await EceClient.authorized(simulator.url);
});
afterEach(async () => {
  await simulator.close();
  await receiver[Symbol.asyncDispose]();
});

function add(fault: FaultInput) {
  return control.post('/faults', { body: fault });
}
async function fired({ id }: { id: string }) {
  return (await control.get('/faults/{fault}', { params: { fault: id } })).fired;
}
/** The texts of each request, read when nothing is under way any more. */
async function arrived(): Promise<string[][]> {
  await control.advance(0);
  return webhook.callbacks.map((callback) => messagesOf(callback).map(({ type, content }) => content ?? type.value));
}
/** A conversation that the receiver already knows. */
async function begun(entryPoint?: number): Promise<string> {
  const conversation = await ece.startConversation({ entryPoint });
  await control.advance(0);
  webhook.callbacks.length = 0;
  return conversation;
}

describe('a callback', () => {
  it('is dropped: it never arrives, and neither waits nor counts as sent', async () => {
    const fault = await add({ match: { callback: 'plainText' }, fire: { times: 1 }, action: { do: 'drop' } });
    const conversation = await begun();
    simulator.conversations.say(conversation, 'one');
    simulator.conversations.say(conversation, 'two');
    expect(await arrived()).toEqual([['two']]);
    expect(await fired(fault)).toBe(1);
    const { pending, sent } = simulator.applications.callbacks('demo');
    expect(pending).toEqual([]);
    expect(sent.map(({ content }) => content)).not.toContain('one');
  });

  it('is duplicated: the same request comes twice, with the same id', async () => {
    await add({ match: { callback: 'plainText' }, action: { do: 'duplicate' } });
    const conversation = await begun();
    simulator.conversations.say(conversation, 'one');
    expect(await arrived()).toEqual([['one'], ['one']]);
    const [first, second] = webhook.messages;
    expect(second).toEqual(first);
    expect(simulator.applications.callbacks('demo').pending).toEqual([]);
  });

  it('is delayed: it arrives when its time has come, and those of its conversation wait behind it', async () => {
    await add({ match: { callback: 'plainText' }, fire: { times: 1 }, action: { do: 'delay', ms: 30_000 } });
    const conversation = await begun();
    simulator.conversations.say(conversation, 'one');
    simulator.conversations.say(conversation, 'two');
    expect(await arrived()).toEqual([]);
    await control.advance(29_999);
    expect(await arrived()).toEqual([]);
    await control.advance(1);
    expect(await arrived()).toEqual([['one', 'two']]);
  });

  it('is delayed also when a call brings it about', async () => {
    await add({ match: { callback: 'any' }, action: { do: 'delay', ms: 5000 } });
    const conversation = await ece.startConversation();
    await ece.end(conversation);
    await control.advance(4999);
    expect(await arrived()).toEqual([]);
    await control.advance(1);
    expect((await arrived()).flat()).toEqual(['You are now chatting with Ada', 'Customer has left the chat']);
  });

  it('is reordered: the next one of its conversation goes first', async () => {
    await add({ match: { callback: 'plainText' }, action: { do: 'reorder' } });
    const conversation = await begun();
    simulator.conversations.say(conversation, 'one');
    expect(await arrived()).toEqual([]);
    simulator.conversations.say(conversation, 'two');
    expect((await arrived()).flat()).toEqual(['two', 'one']);
    expect(webhook.messages.map(({ id }) => Number(id))).toEqual(
      webhook.messages.map(({ id }) => Number(id)).toSorted((a, b) => b - a),
    );
  });

  it('that waits for a next one which never comes leaves by itself', async () => {
    await add({ match: { callback: 'plainText' }, action: { do: 'reorder' } });
    simulator.conversations.say(await begun(), 'one');
    await control.advance(9_999);
    expect(await arrived()).toEqual([]);
    await control.advance(1);
    expect(await arrived()).toEqual([['one']]);
  });

  it('is delayed for the whole time also when it is reordered and nothing follows', async () => {
    await add({ match: { callback: 'plainText' }, action: { do: 'delay', ms: 30_000 } });
    await add({ match: { callback: 'plainText' }, action: { do: 'reorder' } });
    simulator.conversations.say(await begun(), 'one');
    await control.advance(29_999);
    expect(await arrived()).toEqual([]);
    await control.advance(1);
    expect(await arrived()).toEqual([['one']]);
  });

  it('is reordered within its conversation: others do not wait', async () => {
    const [one, other] = [await begun(), await begun()];
    await add({ match: { callback: 'plainText', conversation: one }, action: { do: 'reorder' } });
    simulator.conversations.say(one, 'late');
    simulator.conversations.say(other, 'at once');
    expect(await arrived()).toEqual([['at once']]);
    simulator.conversations.complete(one);
    expect((await arrived()).flat().slice(1)).toEqual(['Ada has ended the chat', 'late']);
  });
});

describe('a fault of callbacks', () => {
  const say = (conversation: string, text: string) => simulator.conversations.say(conversation, text);

  it('matches a type', async () => {
    await add({ match: { callback: 'complete' }, action: { do: 'drop' } });
    const conversation = await begun();
    say(conversation, 'hello');
    simulator.conversations.complete(conversation);
    expect(await arrived()).toEqual([['hello']]);
    expect(simulator.conversations.get(conversation).state).toBe('ended');
  });

  it('matches any type', async () => {
    await add({ match: { callback: 'any' }, action: { do: 'drop' } });
    const conversation = await begun();
    say(conversation, 'hello');
    simulator.conversations.complete(conversation);
    expect(await arrived()).toEqual([]);
  });

  it('matches an application, an entry point and a conversation', async () => {
    const [one, other] = [await begun(1001), await begun(1001)];
    const elsewhere = await begun(1006);
    const faults = [
      await add({ match: { callback: 'any', conversation: one }, action: { do: 'drop' } }),
      await add({ match: { callback: 'any', entryPoint: 1006 }, action: { do: 'drop' } }),
      await add({ match: { callback: 'any', application: 'other-client' }, action: { do: 'drop' } }),
    ];
    for (const conversation of [one, other, elsewhere]) say(conversation, `to ${conversation}`);
    expect((await arrived()).flat()).toEqual([`to ${other}`]);
    expect(await Promise.all(faults.map(fired))).toEqual([1, 1, 0]);
  });

  it('does not touch calls, nor a fault of calls callbacks', async () => {
    await add({ match: { callback: 'any' }, action: { do: 'drop' } });
    const fault = await add({ match: { entryPoint: 1001 }, action: { do: 'delay', ms: 0 } });
    const conversation = await begun();
    expect((await ece.say(conversation, 'hello')).status).toBe(204);
    // The entries of configuration, start and message, and none of a callback.
    expect(await fired(fault)).toBe(3);
  });

  it.each<[FaultInput['fire'], string[]]>([
    [{ times: 2 }, ['3', '4']],
    [{ from: 3 }, ['1', '2']],
  ])('fires %j', async (fire, left) => {
    await add({ match: { callback: 'plainText' }, fire, action: { do: 'drop' } });
    const conversation = await begun();
    for (const text of ['1', '2', '3', '4']) say(conversation, text);
    expect((await arrived()).flat()).toEqual(left);
  });

  it('can lose every third by a chance that a seed repeats', async () => {
    const lost = async (seed: string) => {
      await control.post('/partitions', { body: { name: seed, seed: 'dice', clock: 'manual' } });
      const partition = simulator.partition(seed);
      partition.applications.setCallbackUrl('demo', webhook.url);
      partition.agents.change('Ada', { behaviour: 'silent' });
      partition.agents.change('Ben', { behaviour: 'silent' });
      const client = await EceClient.authorized(simulator.url, credentialsOf(partition.applications.get('demo')));
      const conversation = await client.startConversation({ entryPoint: partition.entryPoints.id(1001) });
      await partition.clock.advance(0);
      webhook.callbacks.length = 0;
      partition.faults.add({ match: { callback: 'plainText' }, fire: { probability: 1 / 3 }, action: { do: 'drop' } });
      for (let text = 0; text < 30; text++) partition.conversations.say(conversation, String(text));
      await partition.clock.advance(0);
      const texts = webhook.messages.map(({ content }) => content);
      await simulator.removePartition(seed);
      return texts;
    };
    const once = await lost('one');
    expect(once.length).toBeGreaterThan(10);
    expect(once.length).toBeLessThan(30);
    expect(await lost('one')).toEqual(once);
  });
});

it('what is given up is not repeated later', async () => {
  simulator.changeSettings({ 'callback.delivery': 'at-most-once' });
  await add({ match: { callback: 'plainText' }, action: { do: 'duplicate' } });
  const conversation = await begun();
  simulator.applications.setCallbackUrl(
    'demo',
    receiver.serve(() => 500),
  );
  simulator.conversations.say(conversation, 'lost');
  await control.advance(0);
  simulator.applications.setCallbackUrl('demo', webhook.url);
  simulator.conversations.complete(conversation);
  expect(await arrived()).toEqual([['Ada has ended the chat']]);
});
