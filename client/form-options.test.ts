import { describe, expect, it } from 'vitest';
import type { Arrived } from '../test/client/ece.ts';
import { eceError, empty, json, paths, recordedNodes, tokenAnswer, useEce } from '../test/client/ece.ts';
import type { Nodes, Options } from './index.ts';

const ece = useEce();

/** The request that a method sends with these options. */
async function sent(options: Partial<Options>, run: (nodes: Nodes) => Promise<unknown>): Promise<Arrived> {
  ece.on(paths.token, tokenAnswer());
  for (const path of [
    paths.end,
    paths.end.replace(/end$/, '42/end'),
    paths.send,
    paths.customer,
    '/egain/chat/entrypoint/queue/1001',
  ])
    ece.on(path, empty(204));
  ece.on(paths.login, empty(204, { 'x-egain-session': 's' }));
  await run(recordedNodes({ options: { retries: 0, ...options } }).nodes);
  return ece.arrived()[0]!;
}

async function body(options: Partial<Options>, run: (nodes: Nodes) => Promise<unknown>): Promise<unknown> {
  return JSON.parse((await sent(options, run)).text);
}

function end({ endConversation }: Nodes) {
  return endConversation.endConversation({ conversationId: '42' });
}
function accept({ sendMessage }: Nodes) {
  return sendMessage.acceptAttachment({ conversationId: '42', attachmentId: '4711' });
}

describe('the options of forms that no public source states', () => {
  it.each([
    ['post-conversation', 'POST', paths.end, {}, '{"conversation":{"id":"42"}}'],
    ['post-id', 'POST', paths.end, {}, '{"id":"42"}'],
    ['put-conversation', 'PUT', paths.end, {}, '{"conversation":{"id":"42"}}'],
    ['post-path', 'POST', '/ws/v19/clientapplications/messaging/conversation/42/end', {}, ''],
    ['put-query', 'PUT', paths.end, { conversation: '42' }, ''],
  ] as const)('endRoute %s', async (endRoute, method, path, query, text) => {
    const request = await sent({ endRoute }, end);
    expect(request).toMatchObject({ method, query, text });
    expect(request.path.endsWith(path)).toBe(true);
  });

  it.each([
    ['attachments', { attachments: { attachment: [{ id: '4711' }] } }],
    ['content', { content: '4711' }],
    ['attachment', { attachment: { id: '4711' } }],
  ] as const)('decisionForm %s', async (decisionForm, decision) => {
    expect(await body({ decisionForm }, accept)).toEqual({
      conversation: { id: '42' },
      type: { value: 'acceptAttachment' },
      ...decision,
    });
  });

  it('messageTypes', async () => {
    expect(await body({ messageTypes: { acceptAttachment: 'take' } }, accept)).toMatchObject({ type: { value: 'take' } });
  });

  it('idForm number writes ids that are whole numbers as numbers, and others as they are', async () => {
    expect(await body({ idForm: 'number' }, accept)).toMatchObject({
      conversation: { id: 42 },
      attachments: { attachment: [{ id: 4711 }] },
    });
  });

  it.each(['0', '042', '4x', 'x4', '1'.repeat(16)])('idForm number leaves %s a text', async (conversationId) => {
    const run = (nodes: Nodes) => nodes.endConversation.endConversation({ conversationId });
    expect(await body({ idForm: 'number' }, run)).toEqual({ conversation: { id: conversationId } });
  });

  it.each([
    ['wrapped', { contactPoints: { contactPoint: [{ id: '3', type: { phone: { phoneNo: '1' } } }] } }],
    ['flat', { contactPoint: [{ id: '3', type: { phone: { phoneNo: '1' } } }] }],
  ] as const)('contactPointForm %s', async (contactPointForm, point) => {
    const ids = { customerId: '1', contactPersonId: '2', contactPointId: '3', xEgainSession: 's' };
    const run = (nodes: Nodes) => nodes.editCustomer.editIndividualCustomerOnSms({ ...ids, phoneNumber: '1' });
    expect(await body({ contactPointForm }, run)).toEqual({
      id: '1',
      contactPersons: { contactPerson: [{ id: '2', ...point }] },
    });
  });

  it.each(['userName', 'username'] as const)('loginMember %s', async (loginMember) => {
    expect(await body({ loginMember }, (nodes) => nodes.eceLogin.eceLogin({}))).toMatchObject({ [loginMember]: 'ann' });
  });

  it('liveSessionStatusRoute', async () => {
    const run = (nodes: Nodes) => nodes.agentAvailability.getQueueDepthAndWaitTime({ entryPointId: '1001' });
    expect((await sent({ liveSessionStatusRoute: 'queue' }, run)).path).toMatch(/\/entrypoint\/queue\/1001$/);
  });

  it('xmlRoots', async () => {
    const { text } = await sent({ wireFormat: 'xml', xmlRoots: { message: 'sent' } }, accept);
    expect(text).toContain('<sent ');
  });

  it('notOngoingCodes', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.end, eceError('400-999', 'Over.'), eceError('400-998', 'Over.'), json(200, {}));
    const { nodes } = recordedNodes({ options: { notOngoingCodes: ['400-999'] } });
    const outcomes = [(await end(nodes)).outcome, (await end(nodes)).outcome];
    expect(outcomes).toEqual(['Conversation ID Does Not Exist', 'Bad Request']);
  });
});
