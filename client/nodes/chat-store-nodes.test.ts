import { describe, expect, it } from 'vitest';
import { describeDatabases, describePostgres, postgres, sqliteFile } from '../../test/client/databases.ts';
import { recordedNodes } from '../../test/client/ece.ts';
import { firstResult } from '../../test/client/standard-outcomes.ts';
import type { ChatStore, MethodPath, Nodes } from '../index.ts';
import { resolveMethod } from '../index.ts';

const ann = { channel: 'sms', customerId: '5550100', businessId: '1000' };
const unknown = { chatId: '00000000-0000-4000-8000-000000000000' };

async function createdBy(nodes: Nodes, inputs = {}) {
  const created = await nodes.createChat.createChat({ ...ann, ...inputs });
  if (created.outcome !== 'onCreateChatSuccess') throw new Error(created.outputs.error);
  return created.outputs.chatId;
}

describeDatabases('chat store nodes', (database) => {
  const open = async () => recordedNodes({ chatStore: await database.records().open() });

  it('Create Chat: one open chat per channel, customer and business', async () => {
    const { nodes } = await open();
    expect(await createdBy(nodes)).toMatch(/^[\da-f-]{36}$/);
    expect(await nodes.createChat.createChat(ann)).toEqual(
      expect.objectContaining({
        outcome: 'onCreateChatFailure',
        outputs: {
          error:
            'A chat that is not closed exists for the same channel, customer and business; nothing is stored. The answer was "exists".',
        },
      }),
    );
  });

  it('Search Active Chat: found with its outputs, and not found', async () => {
    const { nodes, clock } = await open();
    const chatId = await createdBy(nodes, { customerName: 'Ann' });
    const search = () => nodes.searchActiveChat.searchActiveChat({ channel: 'sms', customerId: '5550100' });
    const found = await search();
    expect(found).toMatchObject({
      outcome: 'onActiveChatFound',
      outputs: { chatId, conversationId: '', entryPointId: '', status: 'active' },
    });
    if (found.outcome !== 'onActiveChatFound') return;
    expect(JSON.parse(found.outputs.response)).toMatchObject({
      chatId,
      customerName: 'Ann',
      createdTime: clock.now(),
      messages: [],
    });
    await nodes.updateChat.updateChat({ chatId, status: 'closed' });
    expect((await search()).outcome).toBe('onActiveChatNotFound');
  });

  it('Search Active Chat: failure when the record is unreadable', async () => {
    const records = database.records();
    const { nodes } = recordedNodes({ chatStore: await records.open() });
    await createdBy(nodes);
    await records.execute("update chat set status = 'on hold'");
    expect((await nodes.searchActiveChat.searchActiveChat(ann)).outcome).toBe('onSearchActiveChatFailure');
  });

  it('Append Chat and Fetch Chat History: both directions, one line per message, oldest first', async () => {
    const { nodes, clock } = await open();
    const chatId = await createdBy(nodes, { message: 'hello' });
    clock.advance(1000);
    const append = (direction: string, message: string, more = {}) =>
      nodes.appendChat.appendChat({ chatId, direction, message, ...more });
    expect(await append('out', 'How can\r\n\r\nwe help?')).toEqual(
      expect.objectContaining({ outcome: 'onAppendChatSuccess', outputs: {} }),
    );
    await append('in', 'earlier', { timestamp: clock.now() - 500 });
    const history = await nodes.fetchChatHistory.fetchActiveChatHistory({ chatId });
    expect(history).toMatchObject({
      outcome: 'onFetchChatHistorySuccess',
      outputs: { chatHistory: 'Customer: hello\nCustomer: earlier\nBusiness: How can we help?' },
    });
  });

  it('a closed or unknown chat takes no messages and has no active history', async () => {
    const { nodes } = await open();
    const chatId = await createdBy(nodes);
    await nodes.updateChat.updateChat({ chatId, status: 'closed' });
    for (const chat of [{ chatId }, unknown]) {
      expect((await nodes.appendChat.appendChat({ ...chat, direction: 'in', message: 'x' })).outcome).toBe('onAppendChatFailure');
      expect((await nodes.fetchChatHistory.fetchActiveChatHistory(chat)).outcome).toBe('onFetchChatHistoryFailure');
    }
  });

  it('Update Chat: the given fields, or failure', async () => {
    const { nodes } = await open();
    const chatId = await createdBy(nodes);
    expect(await nodes.updateChat.updateChat({ chatId, conversationId: 'c1', status: 'queued' })).toEqual(
      expect.objectContaining({
        outcome: 'onUpdateChatSuccess',
        outputs: {},
      }),
    );
    expect(await nodes.searchActiveChat.searchActiveChat(ann)).toMatchObject({
      outputs: { conversationId: 'c1', status: 'queued' },
    });
    expect((await nodes.updateChat.updateChat({ ...unknown, status: 'closed' })).outcome).toBe('onUpdateChatFailure');
  });

  it('Clear Chat: deleted once', async () => {
    const { nodes } = await open();
    const chatId = await createdBy(nodes);
    expect(await nodes.clearChat.clearChat({ chatId })).toEqual(
      expect.objectContaining({ outcome: 'onClearChatSuccess', outputs: {} }),
    );
    expect((await nodes.clearChat.clearChat({ chatId })).outcome).toBe('onClearChatFailure');
  });
});

const methods: [path: MethodPath, inputs: Record<string, string>, call: keyof ChatStore][] = [
  ['createChat.createChat', ann, 'createChat'],
  ['searchActiveChat.searchActiveChat', ann, 'findOpenChat'],
  ['appendChat.appendChat', { ...unknown, direction: 'in', message: 'hello' }, 'appendMessage'],
  ['fetchChatHistory.fetchActiveChatHistory', unknown, 'readChat'],
  ['updateChat.updateChat', { ...unknown, status: 'closed' }, 'updateChat'],
  ['clearChat.clearChat', unknown, 'deleteChat'],
];

describe('chat store nodes', () => {
  for (const [path, inputs, call] of methods) {
    /** A store that answers this one call in its own way. */
    const storeThat = (answer: () => unknown) => ({ [call]: answer }) as unknown as ChatStore;
    const run = (chatStore: ChatStore | undefined, given = inputs) => {
      const recorded = recordedNodes({ chatStore });
      return { ...recorded, result: firstResult(recorded.nodes.run(path, given)) };
    };

    it.each(resolveMethod(path).method.inputs.filter(({ required }) => required))(
      `${path} gives onInvalidData without $name and touches nothing`,
      async ({ key, name }) => {
        const { result } = run(
          storeThat(() => expect.fail('touched')),
          { ...inputs, [key]: '' },
        );
        expect(await result).toEqual(
          expect.objectContaining({ outcome: 'onInvalidData', outputs: { error: `${name} is empty.` } }),
        );
      },
    );

    it(`${path} gives onError when the store fails`, async () => {
      const { result } = run(storeThat(() => Promise.reject(new Error('disk full'))));
      expect(await result).toEqual(expect.objectContaining({ outcome: 'onError', outputs: { error: 'disk full' } }));
    });

    it(`${path} gives onError when the store throws, and without a store`, async () => {
      const throwing = storeThat(() => {
        throw new TypeError('not a store');
      });
      expect((await run(throwing).result).outcome).toBe('onError');
      expect((await run(undefined).result).outputs.error).toMatch(/^No chat store is given for node /);
    });

    it(`${path} gives onInvalidChoice for a result that nobody knows`, async () => {
      const { result } = run(storeThat(() => Promise.resolve({ result: 'perhaps' })));
      expect(await result).toEqual(
        expect.objectContaining({
          outcome: 'onInvalidChoice',
          outputs: { error: 'The chat store gives a result that no other outcome covers. The answer was "perhaps".' },
        }),
      );
    });

    it(`${path} gives onTimeout when the store does not answer in time`, async () => {
      const { result, clock } = run(storeThat(() => new Promise(() => undefined)));
      await clock.armed(10_000);
      clock.advance(10_000);
      expect(await result).toEqual(
        expect.objectContaining({
          outcome: 'onTimeout',
          outputs: { error: 'The chat store did not answer within 10000 ms.' },
        }),
      );
    });
  }

  it('Search Active Chat gives its failure when the store refuses the search', async () => {
    const chatStore = { findOpenChat: () => Promise.resolve({ result: 'refused' }) } as unknown as ChatStore;
    expect((await recordedNodes({ chatStore }).nodes.searchActiveChat.searchActiveChat(ann)).outcome).toBe(
      'onSearchActiveChatFailure',
    );
  });

  it.each([
    ['createChat.createChat', { ...ann, channel: 'fax' }, 'CHANNEL must be sms or messenger.'],
    ['searchActiveChat.searchActiveChat', { ...ann, channel: 'SMS' }, 'CHANNEL must be sms or messenger.'],
    ['appendChat.appendChat', { ...unknown, direction: 'up', message: 'x' }, 'DIRECTION must be in or out.'],
    [
      'appendChat.appendChat',
      { ...unknown, direction: 'in', message: 'x', timestamp: 'now' },
      'TIMESTAMP must be a whole number, not negative.',
    ],
    ['updateChat.updateChat', { ...unknown, status: 'gone' }, 'STATUS must be active or queued or closed.'],
    ['updateChat.updateChat', unknown, 'Nothing to change is given beside CHAT ID.'],
    ['createChat.createChat', {}, 'CHANNEL is missing; CUSTOMER ID is missing; BUSINESS ID is missing.'],
    ['createChat.createChat', { ...ann, customerId: { id: 1 } }, 'CUSTOMER ID is not text.'],
  ])('%s gives onInvalidData for %o', async (path, inputs, error) => {
    const chatStore = await sqliteFile.records().open();
    expect(await firstResult(recordedNodes({ chatStore }).nodes.run(path, inputs))).toEqual(
      expect.objectContaining({
        outcome: 'onInvalidData',
        outputs: { error },
      }),
    );
  });
});

describePostgres('chat store nodes behind a lock', () => {
  it('gives onTimeout', async () => {
    const records = postgres.records();
    const { nodes, clock } = recordedNodes({ chatStore: await records.open() });
    const chatId = await createdBy(nodes);
    const locked = await records.lock('chat');
    const result = nodes.clearChat.clearChat({ chatId });
    await clock.armed(10_000);
    clock.advance(10_000);
    expect((await result).outcome).toBe('onTimeout');
    await locked.release();
  });
});
