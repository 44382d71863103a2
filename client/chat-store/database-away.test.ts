import { expect, it, onTestFinished } from 'vitest';
import { complete, conversationId, receiverOn, textFromAgent } from '../../test/client/callbacks.ts';
import { ManualClock } from '../../test/client/clock.ts';
import { describePostgres, postgres, postgresUrl } from '../../test/client/databases.ts';
import { startTcpRelay } from '../../test/client/tcp-relay.ts';
import { ChatStoreError, createNodes } from '../index.ts';
import { openChatStore } from './open.ts';

/** A store that reaches PostgreSQL through a relay, and one that reaches it directly. */
async function relayed() {
  const records = postgres.records();
  const direct = await records.open();
  const url = new URL(postgresUrl!);
  const relay = await startTcpRelay({ host: url.hostname, port: Number(url.port || 5432) });
  url.host = `127.0.0.1:${relay.port}`;
  const clock = new ManualClock();
  clock.letPass(1000);
  const store = await openChatStore({ ...records.settings, url: url.href, clock, timeoutMs: 300 });
  onTestFinished(() => store.close());
  const logged = Promise.withResolvers<string>();
  const { startConversation } = createNodes({ chatStore: store, clock, log: logged.resolve });
  await direct.inbox.resume(conversationId);
  return { relay, direct, store, clock, logged: logged.promise, follow: startConversation.startConversationOnSms.resume };
}

describePostgres('a database that is away', () => {
  it.each(['refuses', 'hangs'] as const)('and %s, is waited for: nothing is lost and nothing comes twice', async (manner) => {
    const { relay, direct, follow, logged } = await relayed();
    const receiver = receiverOn(direct);
    await receiver.post(textFromAgent('one'));
    const conversation = follow(conversationId);
    expect((await conversation.next()).value).toMatchObject({ outputs: { content: 'one' } });
    relay.change(manner);
    await receiver.post(textFromAgent('two'), complete());
    const contents: unknown[] = [];
    const rest = (async () => {
      for await (const { outputs } of conversation) contents.push('content' in outputs && outputs.content);
    })();
    const sentence = await logged;
    relay.change('passes');
    await rest;
    expect(contents).toEqual(['two', 'Ada has ended the chat']);
    expect(sentence).toMatch(/^A conversation waits until its chat store works again\. The database of the chat store is away\./);
    expect(await direct.inbox.resume(conversationId)).toBe(false);
  });

  it('in the middle of a wait, is noticed and reached again', async () => {
    const { relay, direct, follow, clock } = await relayed();
    const conversation = follow(conversationId);
    const waiting = conversation.next();
    await clock.armed(10_000);
    relay.cut();
    await receiverOn(direct).post(textFromAgent('while it was away'));
    expect((await waiting).value).toMatchObject({ outputs: { content: 'while it was away' } });
    await conversation.return(undefined);
  });

  it('is an error that says so, for a receiver and for a chat', async () => {
    const { relay, store } = await relayed();
    relay.change('refuses');
    const logged: string[] = [];
    expect(await receiverOn(store, { log: (sentence) => logged.push(sentence) }).post(complete())).toBe(500);
    expect(logged[0]).toContain('The database of the chat store is away. Is it running, and does the network lead to it?');
    const error = await store.readChat('x').catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ChatStoreError);
    expect(error).toMatchObject({ isTemporary: true });
  });
});
