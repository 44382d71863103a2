import { describe, expect, it } from 'vitest';
import { complete, conversationId, envelope, receiverOn, textFromAgent } from '../../test/client/callbacks.ts';
import { sqliteFile } from '../../test/client/databases.ts';
import { recordedNodes } from '../../test/client/ece.ts';
import type { EventAnswer, Options } from '../index.ts';
import { createAuthorization } from '../index.ts';

async function open(options: Partial<Options> = {}) {
  const chatStore = await sqliteFile.records().open();
  await chatStore.inbox.resume(conversationId);
  const { nodes } = recordedNodes({ chatStore, options });
  return { chatStore, process: (jsonRequest: string) => nodes.processEceEvents.processEceEvent({ jsonRequest }) };
}

describe('Process ECE Event', () => {
  it('hands every message to the waiting conversation', async () => {
    const { chatStore, process } = await open();
    const jsonRequest = envelope(textFromAgent('hello'), complete());
    expect(await process(jsonRequest)).toEqual(
      expect.objectContaining({
        outcome: 'onProcessECEEventSuccess',
        outputs: { code: 200, message: 'OK', response: jsonRequest },
      }),
    );
    expect(await chatStore.inbox.waiting(conversationId)).toHaveLength(2);
  });

  it('takes text that holds the JSON as an escaped string', async () => {
    const { process } = await open();
    expect((await process(JSON.stringify(envelope(complete())))).outcome).toBe('onProcessECEEventSuccess');
  });

  it('drops what the callback receiver took before', async () => {
    const { chatStore, process } = await open();
    const hello = textFromAgent('hello');
    await receiverOn(chatStore).post(hello);
    expect((await process(envelope(hello))).outcome).toBe('onProcessECEEventSuccess');
    expect(await chatStore.inbox.waiting(conversationId)).toHaveLength(1);
  });

  it.each([
    ['no JSON', '{"message":[{"conversation":{"id":"c"},"client":"t"},"type":'],
    ['another JSON', '{"messages":[]}'],
    ['a message without conversation', '{"message":[{"id":"1","type":{"value":"complete"}}]}'],
    ['XML', '<messages/>'],
  ])('fails with 400 for %s', async (_, jsonRequest) => {
    const { process } = await open();
    expect(await process(jsonRequest)).toMatchObject({
      outcome: 'onProcessECEEventFailure',
      outputs: {
        code: 400,
        error: 'The event API answered 400: The JSON is not readable as callback messages.',
        response: jsonRequest,
      },
    });
  });

  it('fails with 404 when nobody waits for a conversation, and hands the others over', async () => {
    const { chatStore, process } = await open();
    const stranger = { ...textFromAgent('lost'), conversation: { id: 'stranger' } };
    expect(await process(envelope(stranger, textFromAgent('hello')))).toMatchObject({
      outcome: 'onProcessECEEventFailure',
      outputs: { code: 404, message: 'No conversation is waiting: stranger.' },
    });
    expect(await chatStore.inbox.waiting(conversationId)).toHaveLength(1);
  });

  it('hands the good messages of a mixed payload over, and says what is wrong with the others', async () => {
    const { chatStore, process } = await open({ tenant: 'acme' });
    const own = { client: 'acme' };
    const stranger = { ...textFromAgent('lost'), ...own, conversation: { id: 'stranger' } };
    const foreign = { ...textFromAgent('theirs'), client: 'other' };
    const bad = [{ id: '1', ...own, type: { value: 'complete' } }, null, 'text'];
    const good = Array.from({ length: 995 }, (_, index) => ({ ...textFromAgent(`text ${index}`), ...own }));
    const jsonRequest = JSON.stringify({ message: [good[0], ...bad, stranger, foreign, ...good.slice(1)] });
    expect(await process(jsonRequest)).toMatchObject({
      outcome: 'onProcessECEEventFailure',
      outputs: {
        code: 400,
        message: `3 of 1000 messages have no id, conversation or type. The tenant of message ${foreign.id} is not known. No conversation is waiting: stranger.`,
      },
    });
    expect(await chatStore.inbox.waiting(conversationId)).toHaveLength(good.length);
  });

  it.each([
    ['of the message', { client: 'acme' }, 200],
    ['of its conversation', { conversation: { id: conversationId, client: 'acme' } }, 200],
    ['that is another', { client: 'other' }, 403],
    ['that is missing', {}, 403],
  ])('knows the tenant %s', async (_, more, code) => {
    const { chatStore, process } = await open({ tenant: 'acme' });
    expect(await process(envelope({ ...textFromAgent('x'), ...more }))).toMatchObject({ outputs: { code } });
    expect(await chatStore.inbox.waiting(conversationId)).toHaveLength(code === 200 ? 1 : 0);
  });

  it('gives onInvalidData without JSON REQUEST', async () => {
    const { process } = await open();
    expect(await process('')).toEqual(
      expect.objectContaining({ outcome: 'onInvalidData', outputs: { error: 'JSON REQUEST is empty.' } }),
    );
  });

  const answering = (process: () => Promise<EventAnswer>) => {
    const { nodes, clock } = recordedNodes({ eventApi: { process } });
    clock.letPass(1000);
    clock.letPass(2000);
    return nodes.processEceEvents.processEceEvent({ jsonRequest: '{}' });
  };

  it('tries three times when the event API fails, then gives onError', async () => {
    let tries = 0;
    const result = answering(() => {
      tries++;
      return Promise.reject(new Error('event processor is down'));
    });
    expect(await result).toEqual(
      expect.objectContaining({ outcome: 'onError', outputs: { error: 'The event API failed: event processor is down' } }),
    );
    expect(tries).toBe(3);
  });

  it.each([500, 503])('gives onError when the event API answers %i', async (code) => {
    expect((await answering(() => Promise.resolve({ code, message: 'internal' }))).outcome).toBe('onError');
  });

  it('gives onInvalidChoice for an answer that no rule knows', async () => {
    const result = answering(() => Promise.resolve({ code: 302, message: 'elsewhere' }));
    expect(await result).toMatchObject({
      outcome: 'onInvalidChoice',
      outputs: { error: 'The event API answered 302: elsewhere' },
    });
  });

  it('gives onTimeout when the event API does not answer in time', async () => {
    const { nodes, clock } = recordedNodes({ eventApi: { process: () => new Promise(() => undefined) } });
    clock.letPass(1000);
    clock.letPass(2000);
    clock.letPass(10_000);
    expect((await nodes.processEceEvents.processEceEvent({ jsonRequest: '{}' })).outcome).toBe('onTimeout');
  });

  it('gives onError when its authorization was deleted, since it lists no authorization failure', async () => {
    const authorization = createAuthorization({ authorizationName: 'events' });
    authorization.delete();
    const { nodes } = recordedNodes({ authorization, eventApi: { process: () => expect.fail('processed') } });
    expect(await nodes.processEceEvents.processEceEvent({ jsonRequest: '{}' })).toEqual(
      expect.objectContaining({
        outcome: 'onError',
        outputs: { error: 'Authorization "events" was deleted; give the node another authorization.' },
      }),
    );
  });
});
