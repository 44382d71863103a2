import { expect, it } from 'vitest';
import { ManualClock } from '../../test/client/clock.ts';
import { describeDatabases } from '../../test/client/databases.ts';
import { openChatStore } from './open.ts';

const day = 24 * 3_600_000;
const ann = { channel: 'sms', customerId: '5550100', businessId: '1000' } as const;

function message(id: string, conversationId: string) {
  return { id, conversationId, json: '{}' };
}

describeDatabases('what is over', (database) => {
  it('leaves the store after its time, and nothing else does', async () => {
    const clock = new ManualClock();
    const { settings } = database.records();
    const store = await openChatStore({ ...settings, clock, keepMs: 2 * day, keepClosedChatsMs: day });
    const { inbox } = store;
    await inbox.resume('over');
    await inbox.end('over');
    await inbox.resume('ongoing');
    const lease = (await inbox.take('ongoing'))!;
    await inbox.deliver([message('1', 'ongoing'), message('2', 'ongoing'), message('1', 'stranger')], clock.now());
    await inbox.handled((await inbox.waiting('ongoing'))[0]!, lease);
    await inbox.expectStart('of a process that died', clock.now() + 1);
    const closed = await store.createChat({ ...ann, message: 'hello' }, clock.now());
    if (closed.result === 'created') await store.updateChat(closed.chatId, { status: 'closed' }, clock.now());
    await store.createChat(ann, clock.now());

    clock.advance(2 * day);
    expect(await store.tidy()).toEqual({ conversations: 0, messages: 0, chats: 1 });
    clock.advance(2);
    expect(await store.tidy()).toEqual({ conversations: 2, messages: 2, chats: 0 });
    expect(await inbox.waiting('ongoing')).toMatchObject([{ id: '2' }]);
    expect(await inbox.unclaimed()).toEqual([]);
    expect(await inbox.resume('over')).toBe(true);
    expect(await store.findOpenChat(ann)).toMatchObject({ result: 'found' });
    await store.close();
  });

  it('leaves by itself about once an hour while callbacks arrive', async () => {
    const clock = new ManualClock();
    const { settings } = database.records();
    const store = await openChatStore({ ...settings, clock, keepMs: day });
    const { inbox } = store;
    await inbox.deliver([message('1', 'stranger')], clock.now());
    clock.advance(day + 1);
    await inbox.deliver([message('2', 'stranger')], clock.now());
    await store.close();
    const { inbox: after } = await openChatStore({ ...settings, clock });
    expect(await after.unclaimed()).toMatchObject([{ id: '2' }]);
  });

  it('stays for ever when that is asked for', async () => {
    const clock = new ManualClock();
    const store = await openChatStore({ ...database.records().settings, clock, keepMs: null });
    await store.inbox.deliver([message('1', 'stranger')], clock.now());
    clock.advance(1000 * day);
    expect(await store.tidy()).toEqual({ conversations: 0, messages: 0, chats: 0 });
    expect(await store.inbox.unclaimed()).toHaveLength(1);
    await store.close();
  });

  it('counts from now on when an earlier version of the library wrote it', async () => {
    const clock = new ManualClock();
    const records = database.records();
    const before = await records.open(clock);
    await before.inbox.deliver([message('1', 'stranger')], clock.now());
    await before.inbox.resume('over');
    await before.inbox.end('over');
    await before.close();
    await records.execute('update inbox set changed_at = null');
    await records.execute('update conversation set ended_at = null');
    const store = await openChatStore({ ...records.settings, clock, keepMs: day });
    clock.advance(100 * day);
    expect(await store.tidy()).toMatchObject({ conversations: 0, messages: 0 });
    clock.advance(day + 1);
    expect(await store.tidy()).toMatchObject({ conversations: 1, messages: 1 });
    await store.close();
  });
});
