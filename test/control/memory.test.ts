import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../simulator/index.ts';
import { credentialsOf, startCall } from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { startBody } from '../../simulator/testing/samples.ts';
import { EventReader } from './event-reader.ts';
import type { WorldEvent } from '../../simulator/world/events.ts';
import { startOnSocket } from './running.ts';

const budget = 4_000_000;
const megabyte = 'x'.repeat(900_000);

type Drop = Extract<WorldEvent, { type: 'memory-dropped' }>;

async function startSmall(options: object = {}) {
  const { simulator, control } = await startOnSocket({ memoryBudget: budget, ...options });
  const drops: Drop[] = [];
  simulator.listen((_partition, happening) => {
    if (happening.source === 'world' && happening.event.type === 'memory-dropped') drops.push(happening.event);
  });
  const ece = EceClient.inProcess(simulator);
  await ece.authorize();
  return { simulator, control, ece, drops: (buffer: string) => drops.filter((drop) => drop.buffer === buffer) };
}

function bufferOf(simulator: Simulator, name: string) {
  return simulator.partition('default').memory.view.buffers.find(({ buffer }) => buffer === name)!;
}

describe('the memory budget', () => {
  it('holds when starts of 1 MB are refused, whose reasons name what they sent', async () => {
    const { simulator, ece } = await startSmall();
    for (let count = 0; count < 40; count++)
      expect((await ece.send(startCall(ece.token, startBody({ date: megabyte })))).status).toBe(409);
    expect(bufferOf(simulator, 'journal').used).toBeLessThan(budget / 4);
    expect(simulator.memory.used).toBeLessThan(budget);
    for (const entry of simulator.journal.entries) expect(JSON.stringify(entry).length).toBeLessThan(100_000);
  });

  it('drops the oldest entries of the journal, counts them and tells it', async () => {
    const { simulator, control, ece, drops } = await startSmall();
    for (let count = 0; count < 100; count++) await ece.send(startCall(ece.token, startBody({ date: megabyte })));
    const { used, limit, dropped, droppedBytes } = bufferOf(simulator, 'journal');
    expect(used).toBeLessThanOrEqual(limit);
    expect(dropped).toBeGreaterThan(10);
    const told = drops('journal');
    expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(dropped);
    expect(told.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(droppedBytes);
    expect(simulator.journal.entries.length + dropped).toBe(101);
    const { memory, partitions } = await control.get('/state');
    expect(memory).toEqual(simulator.memory);
    expect(partitions).toEqual([{ name: 'default', memory: simulator.partition('default').memory.view }]);
  });

  it('holds when chats end with a text of 1 MB: the oldest ended chats go, ongoing ones stay', async () => {
    const { simulator, ece, drops } = await startSmall();
    const ongoing = await ece.startConversation();
    await ece.say(ongoing, 'I am still here');
    for (let count = 0; count < 20; count++) {
      const chat = await ece.startConversation();
      expect((await ece.say(chat, megabyte)).status).toBe(204);
      await ece.end(chat);
      expect(simulator.memory.used).toBeLessThanOrEqual(budget);
    }
    expect(simulator.conversations.get(ongoing).transcript.map(({ content }) => content)).toContain('I am still here');
    const { dropped } = bufferOf(simulator, 'conversations');
    expect(dropped).toBe(19);
    expect(drops('conversations').reduce((sum, { count }) => sum + count, 0)).toBe(dropped);
  });

  it('lets ongoing chats lose their oldest entries only when no ended chat is left, and tells it', async () => {
    const { simulator, ece, drops } = await startSmall();
    const chats = [await ece.startConversation(), await ece.startConversation(), await ece.startConversation()];
    for (const chat of chats) for (const text of [megabyte.slice(0, 400_000), 'the latest']) await ece.say(chat, text);
    expect(simulator.memory.used).toBeLessThanOrEqual(budget);
    expect(bufferOf(simulator, 'conversations').dropped).toBeGreaterThan(0);
    for (const chat of chats) expect(simulator.conversations.get(chat).transcript.at(-1)?.content).toBe('the latest');
    expect(drops('conversations')).not.toEqual([]);
  });

  it('keeps only the beginning of long texts when many ongoing chats hold one each', async () => {
    const { simulator, ece, drops } = await startSmall();
    for (let count = 0; count < 8; count++) await ece.say(await ece.startConversation(), megabyte.slice(0, 400_000));
    expect(simulator.memory.used).toBeLessThanOrEqual(budget);
    expect(bufferOf(simulator, 'conversations').used).toBeLessThanOrEqual(budget / 2);
    const texts = simulator.conversations.list().flatMap(({ transcript }) => transcript.map(({ content }) => content));
    expect(texts).toContain(`${'x'.repeat(1000)} (399000 more characters)`);
    expect(texts).toContain(megabyte.slice(0, 400_000));
    expect(drops('conversations')).not.toEqual([]);
  });

  it('refuses a snapshot for which it has no room', async () => {
    const { simulator, control, ece } = await startSmall({ agents: 'answers' });
    const chat = await ece.startConversation();
    await ece.say(chat, megabyte);
    simulator.snapshots.take('one');
    expect(simulator.memory.buffers[0]!.used).toBeGreaterThan(900_000);
    simulator.snapshots.take('two');
    const refusal = await control.refused('POST', '/snapshots', { name: 'three' });
    expect(refusal).toMatchObject({ status: 409, kind: 'impossible' });
    expect(refusal.message).toMatch(
      /^The memory budget has no room for a snapshot of \d+ bytes; remove some, or raise memoryBudget\.$/,
    );
    expect(simulator.snapshots.list()).toEqual(['one', 'two']);
    simulator.snapshots.take('one');
    simulator.snapshots.remove('one');
    simulator.snapshots.take('three');
    for (const name of ['two', 'three']) simulator.snapshots.remove(name);
    expect(simulator.memory.buffers[0]!.used).toBe(0);
  });

  it("refuses an agent's file for which ongoing chats leave no room, and drops those of ended chats", async () => {
    const { simulator, ece } = await startSmall();
    const send = (chat: string) =>
      simulator.conversations.sendFile(chat, { fileName: 'a.png', contentType: 'image/png', content: new Uint8Array(900_000) });
    const chat = await ece.startConversation();
    send(chat);
    send(chat);
    expect(() => send(chat)).toThrow('files of ongoing conversations fill the memory budget');
    await ece.end(chat);
    const next = await ece.startConversation();
    send(next);
    expect(bufferOf(simulator, 'files')).toMatchObject({ used: 1_800_000, dropped: 1, droppedBytes: 900_000 });
  });

  it('drops what was sent before what waits for a webhook server, and tells each message that is lost', async () => {
    const { simulator, ece } = await startSmall();
    const chat = await ece.startConversation();
    for (let count = 0; count < 10; count++) simulator.conversations.say(chat, megabyte.slice(0, 100_000));
    expect(bufferOf(simulator, 'outbox')).toMatchObject({ used: expect.any(Number) as number });
    expect(bufferOf(simulator, 'outbox').used).toBeLessThanOrEqual(budget / 4);
    simulator.applications.deactivateCallback('demo');
    simulator.applications.setCallbackUrl('demo', 'http://127.0.0.1:1/');
    for (let count = 0; count < 10; count++) simulator.conversations.say(chat, megabyte.slice(0, 100_000));
    const { pending, sent } = simulator.applications.callbacks('demo');
    expect(sent).toEqual([]);
    expect(pending.length).toBeGreaterThan(2);
    const lost = simulator
      .since(0)
      .filter(({ happening }) => happening.source === 'world' && happening.event.type === 'callback-lost');
    expect(lost.length).toBe(10 - pending.length);
  });

  it('is one for all partitions: the largest buffer of any gives way', async () => {
    const { simulator, control } = await startSmall({ partitionMemoryBudget: '3MB' });
    const names = ['one', 'two', 'three'];
    for (const name of names) {
      await control.post('/partitions', { body: { name } });
      const { applications, entryPoints } = simulator.partition(name);
      const ece = EceClient.inProcess(simulator, credentialsOf(applications.list()[0]!));
      const entryPoint = entryPoints.list()[0]!.id;
      for (let count = 0; count < 4; count++) {
        const chat = await ece.startConversation({ entryPoint });
        await ece.say(chat, megabyte.slice(0, 300_000));
        await ece.end(chat);
        expect(simulator.memory.used).toBeLessThanOrEqual(budget);
      }
    }
    const used = names.map((name) => simulator.partition(name).memory.view.used);
    expect(used.every((bytes) => bytes <= 3_000_000)).toBe(true);
    await simulator.removePartition('one');
    expect(simulator.memory.used).toBeLessThan(budget - used[0]! + 1);
  });

  it('counts nothing that is gone: after a reset, and after a snapshot was restored', async () => {
    const { simulator, ece } = await startSmall();
    simulator.reset();
    const { used } = simulator.memory;
    const empty = simulator.partition('default').memory.view;
    simulator.snapshots.take('empty');
    const chat = await EceClient.inProcess(simulator).startConversation();
    expect(ece).toBeDefined();
    for (let count = 0; count < 3; count++) simulator.conversations.say(chat, megabyte.slice(0, 50_000));
    simulator.snapshots.restore('empty');
    simulator.snapshots.remove('empty');
    simulator.journal.clear();
    simulator.reset();
    expect([simulator.memory.used, simulator.partition('default').memory.view]).toEqual([used, empty]);
  });

  it('is not touched by readers of the event stream that never read', async () => {
    const { simulator, control, ece } = await startSmall();
    const readers = await Promise.all(Array.from({ length: 50 }, () => EventReader.open(`${control.base}/events`)));
    for (let count = 0; count < 200; count++)
      await ece.send(startCall(ece.token, startBody({ date: megabyte.slice(0, 20_000) })));
    expect(simulator.memory.used).toBeLessThanOrEqual(budget);
    for (const reader of readers) reader.close();
  });
});
