import { describe, expect, it } from 'vitest';
import { complete, conversationId, receiverOn } from '../test/client/callbacks.ts';
import { sqliteFile } from '../test/client/databases.ts';
import {
  broken,
  eceError,
  empty,
  json,
  paths,
  recordedNodes,
  silent,
  tokenAnswer,
  useEce,
  withoutPauses,
} from '../test/client/ece.ts';
import type { AnyResult, NodesSettings } from './index.ts';

const sms = { entryPointId: 1001, lastModifiedDate: '2026-01-15T09:30:00.000Z', phoneNumber: '5550100', countryCode: '1' };
const ece = useEce();

function open(settings: NodesSettings = {}) {
  ece.on(paths.token, tokenAnswer());
  return withoutPauses(recordedNodes(settings));
}

function facts({ status, code, attempts, durationMs, requestId }: AnyResult) {
  return { status, code, attempts, durationMs, requestId };
}

const none = { status: undefined, code: undefined, attempts: 0, durationMs: 0, requestId: undefined };

describe('what led to a result', () => {
  it('is status, tries, time and request id of a success', async () => {
    const { nodes } = open();
    ece.on(paths.send, empty(503), empty(204, { 'X-Request-Id': 'r-7' }));
    const sent = await nodes.sendMessage.sendPlainTextMessage({ conversationId: 'c', message: 'hello' });
    expect(sent).toEqual({
      outcome: 'onSendMessageSuccess',
      outputs: {},
      ...{ status: 204, code: undefined, attempts: 2, durationMs: 1000, requestId: 'r-7' },
    });
  });

  it.each(['x-request-id', 'x-correlation-id', 'request-id', 'x-amzn-requestid', 'x-amzn-trace-id'])('is %s', async (header) => {
    ece.on(paths.end, empty(204, { [header]: 'r-1' }));
    expect((await open().nodes.endConversation.endConversation({ conversationId: 'c' })).requestId).toBe('r-1');
  });

  it('counts the try with a fresh token', async () => {
    ece.on(paths.end, eceError('401-101', 'New login is required.'));
    expect(facts(await open().nodes.endConversation.endConversation({ conversationId: 'c' }))).toEqual({
      ...none,
      ...{ status: 401, code: '401-101', attempts: 2 },
    });
  });

  it("is the system's code when there is no connection", async () => {
    const refused = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
    expect(facts(await open({ fetch: refused }).nodes.agentAvailability.getAgentCapacity({ entryPointId: 1 }))).toEqual({
      ...none,
      ...{ code: 'ECONNREFUSED', attempts: 3, durationMs: 3000 },
    });
  });

  it('is the time of every try when none is answered', async () => {
    const { nodes, clock } = open();
    ece.on(paths.end, silent(clock));
    expect(facts(await nodes.endConversation.endConversation({ conversationId: 'c' }))).toEqual({
      ...none,
      ...{ attempts: 3, durationMs: 33_000 },
    });
  });

  it('counts no try of a second request that never left', async () => {
    const { nodes } = open();
    ece.on(paths.end, eceError('401-101', 'New login is required.'), broken);
    expect(await nodes.endConversation.endConversation({ conversationId: 'c' })).toMatchObject({
      outcome: 'onError',
      attempts: 4,
    });
  });

  it('is no try when an input is missing', async () => {
    expect(facts(await open().nodes.endConversation.endConversation({ conversationId: ' ' }))).toEqual(none);
  });

  it("is of a file the file server's answer", async () => {
    ece.onUrl('https://files.example.com/a', empty(404, { 'x-request-id': 'f-1' }));
    const { nodes } = open({ options: { allowPrivateAddresses: true } });
    expect(facts(await nodes.getFileInfo.getFileInfo({ attachmentUrl: 'https://files.example.com/a' }))).toEqual({
      ...none,
      ...{ status: 404, attempts: 1, requestId: 'f-1' },
    });
  });

  it.each([
    ['no agent is there', '400-913'],
    ['the entry point is inactive', '400-912'],
    ['the callback URL is deactivated', '400-914'],
  ])('tells by its code that %s, where Start Conversation has one outcome', async (_, code) => {
    ece.on(paths.start, eceError(code, 'Refused.'));
    const { nodes } = open({ chatStore: await sqliteFile.records().open() });
    const result = await nodes.startConversation.startConversationOnSms(sms, { on: {} });
    expect(result).toMatchObject({ outcome: 'Bad Request', status: 400, code, attempts: 1 });
  });

  it('is given to the handlers of a conversation, and of an event holds the wait alone', async () => {
    ece.on(paths.start, json(201, { id: conversationId }));
    const chatStore = await sqliteFile.records().open();
    const { nodes, clock } = open({ chatStore });
    const seen: object[] = [];
    await nodes.startConversation.startConversationOnSms(sms, {
      on: {
        onStartConversationSuccess: async (_, result) => {
          seen.push(facts(result));
          clock.advance(5000);
          await receiverOn(chatStore).post(complete());
        },
        Complete: (_, result) => seen.push(facts(result)),
      },
    });
    expect(seen).toEqual([
      { ...none, status: 201, attempts: 1 },
      { ...none, durationMs: 5000 },
    ]);
  });
});

it('the output response is the JSON of the answer, as it came', async () => {
  const body =
    '{ "entryPointConfiguration": [{"entryPoint":{"id":1001},"lastModified":{"date":"d"},"big":12345678901234567890}] }';
  ece.on(paths.configuration, () => new Response(body, { headers: { 'content-type': 'application/json' } }));
  const result = await open().nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId: 1001 });
  expect(result.outputs.response).toBe(body);
});
