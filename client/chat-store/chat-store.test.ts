import { expect, it } from 'vitest';
import { describeDatabases, describePostgres, postgres } from '../../test/client/databases.ts';
import type { ChatStore, NewChat } from './chat-store.ts';

const ann: NewChat = { channel: 'sms', customerId: '5550100', businessId: '1000' };
const unknown = '00000000-0000-4000-8000-000000000000';

async function created(store: ChatStore, chat: NewChat = ann, at = 1000) {
  const answer = await store.createChat(chat, at);
  if (answer.result !== 'created') throw new Error(answer.result);
  return answer.chatId;
}

async function read(store: ChatStore, chatId: string) {
  const found = await store.readChat(chatId);
  if (found.result !== 'found') throw new Error(found.result);
  return found.chat;
}

describeDatabases('chat store', (database) => {
  it('keeps a new chat', async () => {
    const store = await database.records().open();
    const chatId = await created(store, { ...ann, customerName: "Ann O'Hara", message: 'hello\n"you" 👋' });
    expect(await read(store, chatId)).toEqual({
      ...ann,
      chatId,
      customerName: "Ann O'Hara",
      conversationId: null,
      activityId: null,
      entryPointId: null,
      clusterId: null,
      status: 'active',
      messages: [{ direction: 'in', text: 'hello\n"you" 👋', timestamp: 1000 }],
      createdTime: 1000,
      updatedTime: 1000,
    });
  });

  it('keeps chats when it is closed and opened again', async () => {
    const records = database.records();
    const before = await records.open();
    const chatId = await created(before);
    await before.close();
    expect(await (await records.open()).findOpenChat(ann)).toMatchObject({ result: 'found', chat: { chatId } });
  });

  it('refuses a second open chat of the same channel, customer and business only', async () => {
    const store = await database.records().open();
    const chatId = await created(store);
    expect(await store.createChat({ ...ann, message: 'again' }, 2000)).toEqual({ result: 'exists' });
    await created(store, { ...ann, businessId: '2000' });
    await created(store, { ...ann, channel: 'messenger' });
    await store.updateChat(chatId, { status: 'closed' }, 3000);
    await created(store);
  });

  it('lets one of many concurrent creations of the same chat win', async () => {
    const store = await database.records().open();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => store.createChat({ ...ann, message: `m${n}` }, n)));
    expect(answers.filter(({ result }) => result === 'created')).toHaveLength(1);
    expect(answers.filter(({ result }) => result === 'exists')).toHaveLength(49);
    const found = await store.findOpenChat(ann);
    expect(found.result === 'found' && found.chat.messages).toHaveLength(1);
  });

  it('finds the open chat, without a business the one updated last', async () => {
    const store = await database.records().open();
    expect(await store.findOpenChat(ann)).toEqual({ result: 'not found' });
    const first = await created(store, ann, 1000);
    const second = await created(store, { ...ann, businessId: '2000' }, 2000);
    expect(await store.findOpenChat({ channel: 'sms', customerId: '5550100' })).toMatchObject({ chat: { chatId: second } });
    expect(await store.findOpenChat(ann)).toMatchObject({ chat: { chatId: first } });
    await store.updateChat(first, { conversationId: 'c1' }, 3000);
    expect(await store.findOpenChat({ channel: 'sms', customerId: '5550100' })).toMatchObject({ chat: { chatId: first } });
    await store.updateChat(first, { status: 'closed' }, 4000);
    expect(await store.findOpenChat(ann)).toEqual({ result: 'not found' });
  });

  it('appends messages and gives them oldest first, in order of arrival when of the same time', async () => {
    const store = await database.records().open();
    const chatId = await created(store, { ...ann, message: 'one' });
    for (const [text, timestamp] of [
      ['four', 1500],
      ['three', 1200],
      ['five', 1500],
      ['two', 1000],
    ] as const) {
      expect(await store.appendMessage(chatId, { direction: 'out', text, timestamp }, 2000)).toEqual({ result: 'appended' });
    }
    const chat = await read(store, chatId);
    expect(chat.messages.map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect(chat.updatedTime).toBe(2000);
  });

  it('appends nothing to a chat that is closed or not there', async () => {
    const store = await database.records().open();
    const chatId = await created(store);
    await store.updateChat(chatId, { status: 'closed' }, 2000);
    const message = { direction: 'in', text: 'late', timestamp: 1 } as const;
    expect(await store.appendMessage(chatId, message, 3000)).toEqual({ result: 'closed' });
    expect(await store.appendMessage(unknown, message, 3000)).toEqual({ result: 'not found' });
    expect(await read(store, chatId)).toMatchObject({ messages: [], updatedTime: 2000 });
  });

  it('changes the given fields and leaves the others', async () => {
    const store = await database.records().open();
    const chatId = await created(store, { ...ann, customerName: 'Ann' });
    const changes = { conversationId: 'c1', activityId: '2041', entryPointId: '1001', clusterId: 'k', status: 'queued' } as const;
    expect(await store.updateChat(chatId, changes, 2000)).toEqual({ result: 'updated' });
    expect(await read(store, chatId)).toMatchObject({ ...changes, customerName: 'Ann', createdTime: 1000, updatedTime: 2000 });
    expect(await store.updateChat(unknown, { status: 'closed' }, 3000)).toEqual({ result: 'not found' });
  });

  it('does not reopen a chat beside another open one', async () => {
    const store = await database.records().open();
    const first = await created(store);
    await store.updateChat(first, { status: 'closed' }, 2000);
    await created(store);
    expect(await store.updateChat(first, { status: 'active' }, 3000)).toEqual({ result: 'exists' });
    expect(await read(store, first)).toMatchObject({ status: 'closed' });
  });

  it('deletes a chat with its messages', async () => {
    const store = await database.records().open();
    const chatId = await created(store, { ...ann, message: 'hello' });
    expect(await store.deleteChat(chatId)).toEqual({ result: 'deleted' });
    expect(await store.readChat(chatId)).toEqual({ result: 'not found' });
    expect(await store.deleteChat(chatId)).toEqual({ result: 'not found' });
  });

  it.each([
    "update chat set status = 'on hold'",
    "update chat set channel = 'fax'",
    "update chat_message set direction = 'sideways'",
  ])('says that a record is unreadable after: %s', async (statement) => {
    const records = database.records();
    const before = await records.open();
    const chatId = await created(before, { ...ann, message: 'hello' });
    await before.close();
    await records.execute(statement);
    const store = await records.open();
    expect(await store.readChat(chatId)).toEqual({ result: 'unreadable' });
  });

  it('takes text that looks like SQL as text', async () => {
    const store = await database.records().open();
    const customerId = "'; drop table chat; --";
    const chatId = await created(store, { ...ann, customerId });
    expect(await store.findOpenChat({ channel: 'sms', customerId })).toMatchObject({ chat: { chatId } });
  });
});

describePostgres('chat store of several processes', () => {
  it('makes its tables once when they open it together', async () => {
    const records = postgres.records();
    const stores = await Promise.all([records.open(), records.open(), records.open()]);
    await created(stores[0]);
    expect(await stores[2].findOpenChat(ann)).toMatchObject({ result: 'found' });
  });

  it('lets one of many concurrent creations of the same chat win', async () => {
    const records = postgres.records();
    const stores = await Promise.all([records.open(), records.open()]);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => stores[n % 2]!.createChat(ann, n)));
    expect(answers.filter(({ result }) => result === 'created')).toHaveLength(1);
  });
});
