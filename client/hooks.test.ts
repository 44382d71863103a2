import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, it, vi } from 'vitest';
import { assigned, complete, conversationId, receiverOn, textFromAgent } from '../test/client/callbacks.ts';
import { ManualClock } from '../test/client/clock.ts';
import { sqliteFile } from '../test/client/databases.ts';
import { eceError, fields, json, paths, recordedNodes, secrets, tokenAnswer, useEce, withoutPauses } from '../test/client/ece.ts';
import { makeDefaultLog } from './default-log.ts';
import type { HookEvents, Hooks } from './index.ts';
import { createAuthorization, createNodes, hookChannels, traceToOpenTelemetry } from './index.ts';

const ece = useEce();
const sms = { entryPointId: 1001, lastModifiedDate: '2026-01-15T09:30:00.000Z', phoneNumber: '5550100', countryCode: '1' };
const text = { conversationId, message: 'Hello' };

/** Hooks that write down what they are told. */
function recorder() {
  const told: [string, Record<string, unknown>][] = [];
  const names = ['onRequest', 'onResponse', 'onRetry', 'onToken', 'onEvent', 'onResult', 'onSilence'] as const;
  const hooks = Object.fromEntries(names.map((name) => [name, (event: object) => told.push([name, { ...event }])])) as Hooks;
  return { told, hooks };
}

describe('hooks', () => {
  it('are told of token, tries, pause and result, with whom it is about', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.send, eceError('500-101', 'Internal error'), json(200, {}));
    const { told, hooks } = recorder();
    const { nodes } = withoutPauses(recordedNodes({ ...hooks, random: () => 1 }));
    await nodes.sendMessage.sendPlainTextMessage(text);
    const facts = { node: 'sendMessage', method: 'sendMessage.sendPlainTextMessage', conversationId };
    const ofToken = { ...facts, request: expect.stringMatching(/^POST \S+token$/) as string, attempt: 1 };
    const ofSend = { ...facts, request: expect.stringMatching(/^POST \S+sendmessage$/) as string };
    const at = expect.any(Number) as number;
    expect(told).toMatchObject([
      ['onRequest', { ...ofToken, at }],
      ['onResponse', { ...ofToken, status: 200, durationMs: 0 }],
      ['onToken', { ...facts, authorizationName: 'demo', attempt: 1, durationMs: 0 }],
      ['onRequest', { ...ofSend, attempt: 1 }],
      ['onResponse', { ...ofSend, attempt: 1, status: 500 }],
      ['onRetry', { ...facts, attempt: 1, pauseMs: 1000, status: 500 }],
      ['onRequest', { ...ofSend, attempt: 2 }],
      ['onResponse', { ...ofSend, attempt: 2, status: 200 }],
      ['onResult', { ...facts, outcome: 'onSendMessageSuccess', attempts: 2 }],
    ]);
    for (const secret of Object.values(secrets)) expect(JSON.stringify(told)).not.toContain(secret);
  });

  it('are told why no answer came, without secrets', async () => {
    const { told, hooks } = recorder();
    const fetch = () => Promise.reject(new Error(`${secrets.clientSecret} is wrong`));
    const authorization = createAuthorization(fields, { ...hooks, fetch, options: { retries: 0 } });
    await expect(authorization.authorize()).rejects.toThrow('is wrong');
    const { nodes } = recordedNodes({ ...hooks, authorization, fetch, options: { retries: 0 } });
    await nodes.sendMessage.sendPlainTextMessage(text);
    const errors = told.flatMap(([name, event]) => (event['error'] === undefined ? [] : [name]));
    expect(errors).toEqual(['onResponse', 'onToken', 'onResponse', 'onToken']);
    expect(JSON.stringify(told)).toContain('[redacted] is wrong');
    expect(JSON.stringify(told)).not.toContain(secrets.clientSecret);
  });

  it('are told of each event when the flow has finished with it, and when its handler fails', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.start, json(201, { id: conversationId }));
    const chatStore = await sqliteFile.records().open();
    const { post } = receiverOn(chatStore);
    const { told, hooks } = recorder();
    const { nodes } = recordedNodes({ ...hooks, chatStore });
    const messages = [assigned(), textFromAgent('one'), complete()];
    const following = nodes.startConversation.startConversationOnSms(sms, {
      on: {
        onStartConversationSuccess: () => post(...messages),
        Message: () => Promise.reject(new Error('SMS gateway is down')),
      },
    });
    await expect(following).rejects.toThrow('SMS gateway is down');
    const events = told.filter(([name]) => name === 'onEvent').map(([, event]) => event);
    const facts = { node: 'startConversation', conversationId, customerId: '5550100', durationMs: 0 };
    expect(events).toMatchObject([
      { ...facts, outcome: 'Assigned', messageId: messages[0]!.id },
      { ...facts, outcome: 'Message', messageId: messages[1]!.id, error: 'SMS gateway is down' },
    ]);
  });

  const thrower = () => {
    throw new Error('no disk');
  };
  it.each([
    ['throw', thrower],
    ['reject', () => Promise.reject(new Error('no disk'))],
  ])('that %s are logged and break nothing', async (_, hook) => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.send, json(200, {}));
    const hooks = { onRequest: hook, onResponse: hook, onToken: hook, onRetry: hook, onEvent: hook, onSilence: hook };
    const { nodes, logged } = recordedNodes(hooks);
    expect((await nodes.sendMessage.sendPlainTextMessage(text)).outcome).toBe('onSendMessageSuccess');
    expect(logged).toContain('onRequest failed: no disk');
  });

  it('are told of silence, again and again, with the last callback of any conversation, and the chat goes on', async () => {
    const clock = new ManualClock();
    const chatStore = await sqliteFile.records().open(clock);
    const silences: HookEvents['silence'][] = [];
    let told = Promise.withResolvers<undefined>();
    const onSilence = (event: HookEvents['silence']) => {
      silences.push(event);
      told.resolve(undefined);
    };
    const nodes = createNodes({ chatStore, clock, onSilence, options: { silenceMs: 60_000 } });
    const conversation = nodes.startConversation.startConversationOnSms.resume(conversationId);
    const waiting = conversation.next();
    for (let minutes = 1; minutes <= 2; minutes++) {
      await clock.armed(60_000);
      told = Promise.withResolvers();
      clock.advance(60_000);
      await told.promise;
      await chatStore.inbox.deliver([{ id: `${minutes}`, conversationId: 'another', json: '{}' }], clock.now());
    }
    const begun = clock.now() - 120_000;
    expect(silences).toMatchObject([
      { conversationId, silentMs: 60_000, lastCallbackAt: null },
      { conversationId, silentMs: 120_000, lastCallbackAt: begun + 60_000 },
    ]);
    await receiverOn(chatStore).post(textFromAgent('after hours'));
    expect((await waiting).value).toMatchObject({ outcome: 'Message' });
    await conversation.return(undefined);
    expect(clock.waiting).toBe(0);
  });

  it('are published on channels of node:diagnostics_channel', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.send, json(200, {}));
    const published = vi.fn();
    subscribe(hookChannels.response, published);
    const { nodes } = recordedNodes();
    await nodes.sendMessage.sendPlainTextMessage(text);
    unsubscribe(hookChannels.response, published);
    expect(published).toHaveBeenCalledTimes(2);
    expect(published.mock.calls[1]).toMatchObject([{ status: 200, node: 'sendMessage' }, hookChannels.response]);
  });

  it('become spans of OpenTelemetry until it is stopped', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.send, eceError('400-630', 'The conversation is over.'));
    const spans: object[] = [];
    const stop = traceToOpenTelemetry({
      startSpan: (name, { kind, startTime, attributes }) => {
        const span: Record<string, unknown> = { name, kind, startTime, attributes };
        spans.push(span);
        return { setStatus: (status) => (span['status'] = status), end: (endTime) => (span['endTime'] = endTime) };
      },
    });
    const { nodes, clock } = recordedNodes();
    await nodes.sendMessage.sendPlainTextMessage(text);
    stop();
    await nodes.sendMessage.sendPlainTextMessage(text);
    const sent = { 'http.response.status_code': 400, 'ece.conversation.id': conversationId, 'server.address': 'ece.example.com' };
    const done = { 'ece.outcome': 'Conversation ID Does Not Exist', 'ece.code': '400-630', 'ece.attempts': 1 };
    expect(spans).toMatchObject([
      { name: 'POST', kind: 2, attributes: { 'http.response.status_code': 200 } },
      { name: 'POST', startTime: clock.now(), endTime: clock.now(), attributes: sent, status: { code: 2, message: '400' } },
      { name: 'sendMessage.sendPlainTextMessage', kind: 0, attributes: done, status: { code: 2 } },
    ]);
  });
});

describe('the default log', () => {
  it('is pino when it is there', () => {
    const warn = vi.fn();
    const destination = vi.fn(() => 'stderr');
    const pino = vi.fn(() => ({ warn }));
    const log = makeDefaultLog(() => Object.assign(pino, { destination }));
    log('one');
    log('two');
    expect(pino.mock.calls).toEqual([[{ name: 'ece-client' }, 'stderr']]);
    expect(destination).toHaveBeenCalledWith({ dest: 2, sync: true });
    expect(warn.mock.calls).toEqual([['one'], ['two']]);
  });

  it('is lines of JSON on stderr without it', () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    makeDefaultLog(() => undefined)('a "sentence"');
    const [line] = write.mock.calls[0] as [string];
    write.mockRestore();
    expect(JSON.parse(line)).toMatchObject({ level: 40, name: 'ece-client', msg: 'a "sentence"', pid: process.pid });
    expect(line.endsWith('\n')).toBe(true);
  });
});
