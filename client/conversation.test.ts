import { describe, expect, it, vi } from 'vitest';
import { assigned, complete, conversationId, file, message, receiverOn, textFromAgent } from '../test/client/callbacks.ts';
import type { DatabaseUnderTest } from '../test/client/databases.ts';
import { describeDatabases, describePostgres, postgres, sqliteFile } from '../test/client/databases.ts';
import { eceError, json, paths, recordedNodes, tokenAnswer, useEce } from '../test/client/ece.ts';
import type { ChatStore, Conversation, NodesSettings } from './index.ts';

const inputs = { entryPointId: 1001, lastModifiedDate: '2026-01-15T09:30:00.000Z', facebookPsid: 'psid-1' };
const sms = { entryPointId: 1001, lastModifiedDate: '2026-01-15T09:30:00.000Z', phoneNumber: '5550100', countryCode: '1' };
const started = json(201, { activity: { id: '2041' }, id: conversationId });

const ece = useEce();

function open(chatStore: ChatStore, settings: NodesSettings = {}) {
  ece.on(paths.token, tokenAnswer());
  ece.on(paths.start, started);
  const receiver = receiverOn(chatStore);
  return { ...recordedNodes({ chatStore, ...settings }), chatStore, receiver };
}

async function opened(database: DatabaseUnderTest = sqliteFile, settings: NodesSettings = {}) {
  return open(await database.records().open(), settings);
}

async function next(conversation: Conversation) {
  const { value } = await conversation.next();
  if (!value) throw new Error('The conversation is over.');
  return value;
}

async function outcomes(conversation: Conversation) {
  const seen: string[] = [];
  for await (const { outcome } of conversation) seen.push(outcome);
  return seen;
}

describeDatabases('conversation', (database) => {
  it.each(['sms', 'messenger'])(
    'on %s gives the answer first, then each event in order with its outputs, Complete last',
    async (channel) => {
      const { nodes, receiver } = await opened(database);
      const { startConversationOnSms, startConversationOnMessenger } = nodes.startConversation;
      const conversation = channel === 'sms' ? startConversationOnSms(sms) : startConversationOnMessenger(inputs);
      expect(await next(conversation)).toMatchObject({
        outcome: 'onStartConversationSuccess',
        outputs: { conversationId, activityId: '2041' },
      });
      const messages = [
        assigned(),
        textFromAgent('Hello, how can I help?'),
        message('text/html', { content: '<b>Hello</b>' }),
        message('pagePush', { content: 'https://example.com/offer' }),
        message('transfer', { content: 'The chat has been transferred' }, 'system'),
        message('uploadAttachment', { attachments: { attachment: [file] } }),
        message('ACCEPTATTACHMENT', { attachments: { attachment: [file] } }),
        message('rejectAttachment', { attachments: { attachment: [file] } }),
        complete(),
      ];
      expect(await receiver.post(...messages)).toBe(200);
      const event = (index: number, more: object) => ({
        conversationId,
        messageType: messages[index]!.type.value,
        response: JSON.stringify(messages[index]),
        ...more,
      });
      const attachment = {
        agentName: 'Ada',
        attachmentId: '4711',
        fileName: 'offer.pdf',
        contentType: 'application/pdf',
        fileSize: 20480,
        contentUrl: file.contentUrl,
      };
      const events = [];
      for await (const { outcome, outputs } of conversation) events.push({ outcome, outputs });
      expect(events).toEqual([
        { outcome: 'Assigned', outputs: event(0, { content: 'Ada has joined the chat', agentName: '' }) },
        { outcome: 'Message', outputs: event(1, { content: 'Hello, how can I help?', agentName: 'Ada' }) },
        { outcome: 'Message', outputs: event(2, { content: '<b>Hello</b>', agentName: 'Ada' }) },
        { outcome: 'PagePush', outputs: event(3, { content: 'https://example.com/offer', agentName: 'Ada' }) },
        { outcome: 'Transfer', outputs: event(4, { content: 'The chat has been transferred', agentName: '' }) },
        { outcome: 'UploadAttachment', outputs: event(5, attachment) },
        { outcome: 'AcceptAttachment', outputs: event(6, attachment) },
        { outcome: 'RejectAttachment', outputs: event(7, attachment) },
        { outcome: 'Complete', outputs: event(8, { content: 'Ada has ended the chat', agentName: '' }) },
      ]);
    },
  );

  it('waits for later events, and hands a repeated event over once', async () => {
    const { nodes, receiver } = await opened(database);
    const conversation = nodes.startConversation.startConversationOnMessenger(inputs);
    await next(conversation);
    const [hello, end] = [textFromAgent('hello'), complete()];
    const waiting = next(conversation);
    await receiver.post(hello, hello);
    expect((await waiting).outcome).toBe('Message');
    const last = next(conversation);
    await receiver.post(hello, end, end);
    expect((await last).outcome).toBe('Complete');
    expect(await conversation.next()).toEqual({ value: undefined, done: true });
    expect(await receiver.post(hello, end)).toBe(200);
  });

  it('holds events that overtake the answer', async () => {
    const { nodes, receiver, chatStore } = await opened(database);
    ece.on(paths.start, async (request) => {
      await receiver.post(assigned());
      return started(request);
    });
    const conversation = nodes.startConversation.startConversationOnMessenger(inputs);
    await next(conversation);
    expect(await chatStore.inbox.unclaimed()).toEqual([]);
    expect((await next(conversation)).outcome).toBe('Assigned');
  });

  it('keeps conversations apart that are delivered together', async () => {
    const { nodes, receiver } = await opened(database);
    const other = '11111111-2222-4333-8444-555555555555';
    ece.on(paths.start, started, json(201, { id: other }));
    const first = nodes.startConversation.startConversationOnMessenger(inputs);
    const second = nodes.startConversation.startConversationOnSms(sms);
    await next(first);
    await next(second);
    await receiver.post(
      textFromAgent('to the first'),
      { ...textFromAgent('to the second'), conversation: { id: other } },
      complete(),
      { ...complete(), conversation: { id: other } },
    );
    expect((await next(second)).outputs).toMatchObject({ content: 'to the second' });
    expect(await outcomes(second)).toEqual(['Complete']);
    expect(await outcomes(first)).toEqual(['Message', 'Complete']);
  });

  it('goes on after a restart with the events that were not handled', async () => {
    const records = database.records();
    const before = open(await records.open());
    const conversation = before.nodes.startConversation.startConversationOnSms(sms);
    await next(conversation);
    await before.receiver.post(assigned(), textFromAgent('one'), textFromAgent('two'));
    await next(conversation);
    expect((await next(conversation)).outputs).toMatchObject({ content: 'one' });
    // The process dies here: "one" was handed out, but nobody asked for more.
    await before.chatStore.close();

    const after = open(await records.open());
    expect(await after.chatStore.inbox.ongoing()).toEqual([conversationId]);
    await after.receiver.post(complete());
    const resumed = after.nodes.startConversation.startConversationOnSms.resume(conversationId);
    const contents = [];
    for await (const { outputs } of resumed) contents.push('content' in outputs && outputs.content);
    expect(contents).toEqual(['one', 'two', 'Ada has ended the chat']);
    expect(await after.chatStore.inbox.ongoing()).toEqual([]);
    expect(await outcomes(after.nodes.startConversation.startConversationOnSms.resume(conversationId))).toEqual([]);
  });
});

describePostgres('conversation and receiver in two processes', () => {
  it('hands over what the other process received', async () => {
    const records = postgres.records();
    const { nodes } = open(await records.open());
    const receiver = receiverOn(await records.open());
    const conversation = nodes.startConversation.startConversationOnMessenger(inputs);
    await next(conversation);
    const waiting = next(conversation);
    await receiver.post(textFromAgent('from afar'));
    expect((await waiting).outputs).toMatchObject({ content: 'from afar' });
    await receiver.post(complete());
    expect(await outcomes(conversation)).toEqual(['Complete']);
  });
});

describe('conversation', () => {
  it('gives one event per attachment', async () => {
    const { nodes, receiver } = await opened();
    const conversation = nodes.startConversation.startConversationOnSms(sms);
    await next(conversation);
    await receiver.post(message('uploadAttachment', { attachments: { attachment: [file, { id: 4712 }] } }), complete());
    const ids = [];
    for await (const { outputs } of conversation)
      if ('attachmentId' in outputs) ids.push([outputs.attachmentId, outputs.fileName]);
    expect(ids).toEqual([
      ['4711', 'offer.pdf'],
      ['4712', ''],
    ]);
  });

  it('reads a file whose id and size are numbers, and members of the type that it does not need', async () => {
    const { nodes, receiver } = await opened();
    const conversation = nodes.startConversation.startConversationOnSms(sms);
    await next(conversation);
    const attachment = { ...file, id: 4711, size: 20480, blocked: false, inline: false, altId: '5e0f3c2a', link: [] };
    const url = 'https://example.com/offer';
    await receiver.post(
      message('uploadAttachment', { attachments: { attachment: [attachment] } }),
      message('pagePush', { type: { value: 'pagePush', url, user: { name: 'Ada', id: 1005 } }, content: url }),
      message('transfer', { type: { value: 'transfer', transfer: { type: 'queue', queue: { name: 'Sales', id: 7 } } } }),
      complete(),
    );
    const events = [];
    for await (const { outcome, outputs } of conversation) events.push({ outcome, ...outputs });
    expect(events).toMatchObject([
      { outcome: 'UploadAttachment', attachmentId: '4711', fileSize: 20480 },
      { outcome: 'PagePush', content: url },
      { outcome: 'Transfer' },
      { outcome: 'Complete' },
    ]);
  });

  it('names the agent by screen name, else by first and last name', async () => {
    const { nodes, receiver } = await opened();
    const conversation = nodes.startConversation.startConversationOnSms(sms);
    await next(conversation);
    const users: (object | undefined)[] = [
      { link: [{ rel: 'self', href: '/system/ws/v19/user/1005' }], firstName: 'Ada', lastName: 'Moss', id: '1005' },
      { lastName: 'Moss', id: 1005 },
      { firstName: 'Ada', lastName: null },
      { id: '1005' },
      { screenName: 'Ada M.', firstName: 'Ada' },
    ];
    const texts = users.map((user) => ({ ...textFromAgent('hi'), sender: { type: 'user', user } }));
    await receiver.post(...texts, { ...textFromAgent('hi'), sender: undefined }, complete());
    const names = [];
    for await (const { outputs } of conversation) if ('agentName' in outputs) names.push(outputs.agentName);
    expect(names).toEqual(['Ada Moss', 'Moss', 'Ada', '', 'Ada M.', '', '']);
  });

  it('delivers typing notices to the option and ignores unknown types and logs them', async () => {
    const { nodes, receiver, logged } = await opened();
    const onTyping = vi.fn();
    const conversation = nodes.startConversation.startConversationOnSms(sms, { onTyping });
    await next(conversation);
    const unknown = message('coBrowse');
    await receiver.post(message('startTyping'), message('endTyping'), unknown, complete());
    expect(await outcomes(conversation)).toEqual(['Complete']);
    expect(onTyping.mock.calls).toEqual([
      [{ conversationId, agentName: 'Ada', typing: true }],
      [{ conversationId, agentName: 'Ada', typing: false }],
    ]);
    expect(logged).toEqual([`Callback message ${unknown.id} of unknown type coBrowse is ignored.`]);
  });

  it('knows further words by the option eventWords', async () => {
    const { nodes, receiver } = await opened(sqliteFile, {
      options: { eventWords: { transferToQueue: 'Transfer', assigned: 'Message' } },
    });
    const conversation = nodes.startConversation.startConversationOnSms(sms);
    await next(conversation);
    await receiver.post(message('TransferToQueue'), assigned(), complete());
    expect(await outcomes(conversation)).toEqual(['Transfer', 'Message', 'Complete']);
  });

  it('calls the handler of each outcome and waits for it', async () => {
    const { nodes, receiver } = await opened();
    const seen: string[] = [];
    const last = nodes.startConversation.startConversationOnSms(sms, {
      on: {
        onStartConversationSuccess: async ({ activityId }) => {
          seen.push(`started ${activityId}`);
          await receiver.post(assigned(), textFromAgent('one'), textFromAgent('two'), complete());
        },
        Message: async ({ content }) => {
          seen.push(`begin ${content}`);
          await Promise.resolve();
          seen.push(`end ${content}`);
        },
        Complete: ({ content }) => seen.push(content),
      },
    });
    expect((await last)?.outcome).toBe('Complete');
    expect(seen).toEqual(['started 2041', 'begin one', 'end one', 'begin two', 'end two', 'Ada has ended the chat']);
  });

  it('hands a message out again after a handler failed', async () => {
    const { nodes, receiver } = await opened();
    const failing = nodes.startConversation.startConversationOnSms(sms, {
      on: {
        onStartConversationSuccess: () => receiver.post(textFromAgent('one'), complete()),
        Message: () => Promise.reject(new Error('SMS gateway is down')),
      },
    });
    await expect(failing).rejects.toThrow('SMS gateway is down');
    const conversation = nodes.startConversation.startConversationOnSms.resume(conversationId);
    expect(await outcomes(conversation)).toEqual(['Message', 'Complete']);
  });

  it('treats Conflict and Not Found without a handler as unwired', async () => {
    const { nodes } = await opened();
    ece.on(paths.start, eceError('409-100', 'Last modified date'));
    const last = await nodes.startConversation.startConversationOnSms(sms, { on: { 'Not Found': () => undefined } });
    expect(last?.outcome).toBe('onInvalidChoice');
    const wired = await nodes.startConversation.startConversationOnSms(sms, { on: { Conflict: () => undefined } });
    expect(wired?.outcome).toBe('Conflict');
  });

  it('ends with the failure of the start, after which nothing is held', async () => {
    const { nodes, receiver, chatStore } = await opened();
    ece.on(paths.start, eceError('400-113', 'No agent is available to serve the chat.'));
    expect(await outcomes(nodes.startConversation.startConversationOnSms(sms))).toEqual(['Bad Request']);
    await receiver.post(assigned());
    expect(await chatStore.inbox.unclaimed()).toHaveLength(1);
  });

  it('gives what ends the conversation last, also when it overtook an event', async () => {
    const { nodes, receiver } = await opened();
    const conversation = nodes.startConversation.startConversationOnSms(sms);
    await next(conversation);
    await receiver.post(complete(), textFromAgent('late'));
    expect(await outcomes(conversation)).toEqual(['Message', 'Complete']);
  });

  it('gives onTimeout when eventWaitMs passes between two events', async () => {
    const { nodes, receiver, clock } = await opened(sqliteFile, { options: { eventWaitMs: 60_000 } });
    const conversation = nodes.startConversation.startConversationOnSms(sms);
    await next(conversation);
    clock.advance(59_000);
    await receiver.post(assigned());
    expect((await next(conversation)).outcome).toBe('Assigned');
    const waiting = next(conversation);
    await clock.armed(60_000);
    clock.advance(60_000);
    expect(await waiting).toEqual(
      expect.objectContaining({ outcome: 'onTimeout', outputs: { error: 'No event came within 60000 ms.' } }),
    );
    expect(await conversation.next()).toEqual({ value: undefined, done: true });
    expect(clock.waiting).toBe(0);
  });

  it('gives onError when the store fails while waiting', async () => {
    const chatStore = await sqliteFile.records().open();
    const failing = { ...chatStore, inbox: { ...chatStore.inbox, waiting: () => Promise.reject(new Error('disk full')) } };
    const { nodes } = open(failing);
    expect(await outcomes(nodes.startConversation.startConversationOnSms(sms))).toEqual([
      'onStartConversationSuccess',
      'onError',
    ]);
  });

  it('cannot be resumed without its id', async () => {
    const { nodes } = await opened();
    expect(await next(nodes.startConversation.startConversationOnSms.resume(' '))).toEqual(
      expect.objectContaining({
        outcome: 'onInvalidData',
        outputs: { error: 'The id of the conversation to resume is empty.' },
      }),
    );
  });

  it('rejects with the reason when it is cancelled, before and between events', async () => {
    const { nodes } = await opened();
    const aborted = nodes.startConversation.startConversationOnSms(sms, { signal: AbortSignal.abort(new Error('too late')) });
    await expect(aborted.next()).rejects.toThrow('too late');
    const controller = new AbortController();
    const conversation = nodes.startConversation.startConversationOnSms(sms, { signal: controller.signal });
    await next(conversation);
    const waiting = conversation.next();
    controller.abort(new Error('the flow was stopped'));
    await expect(waiting).rejects.toThrow('the flow was stopped');
  });
});
