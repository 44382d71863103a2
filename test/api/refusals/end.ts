import { endCall, other } from '../../../simulator/testing/calls.ts';
import { anyConversation } from '../../../simulator/testing/samples.ts';
import type { RefusalCase } from './case.ts';
import { refused } from './case.ts';
import { conversationOf } from './send.ts';

/** Spec 8. */
export const endCases: RefusalCase[] = [
  refused('endConversation', 'missingElement', {
    when: 'no id',
    source: 'spec 8',
    relies: ['conversation.end.badRequestStatus'],
    spoil: (call) => ({ ...call, body: '{}' }),
    fill: { path: 'conversation.id' },
  }),
  refused('endConversation', 'elementEmpty', {
    when: 'an empty id',
    source: 'spec 8',
    relies: ['conversation.end.badRequestStatus'],
    spoil: (call) => ({ ...call, body: '{"conversation":{"id":""}}' }),
    fill: { path: 'conversation.id' },
  }),
  refused('endConversation', 'invalidElement', {
    when: 'an id that is a number',
    source: 'spec 8',
    relies: ['conversation.end.badRequestStatus'],
    spoil: (call) => ({ ...call, body: '{"conversation":{"id":5}}' }),
    fill: { path: 'conversation.id' },
  }),
  refused('endConversation', 'missingQueryParameter', {
    when: 'no id in the query, which is where it is read',
    source: 'spec 8',
    relies: ['conversation.end.route', 'conversation.end.alternativeRoutes', 'conversation.end.badRequestStatus'],
    world: { settings: { 'conversation.end.route': 'put-query', 'conversation.end.alternativeRoutes': 'refuse' } },
    spoil: (call) => ({ ...call, method: 'PUT', body: '' }),
    fill: { name: 'conversation' },
  }),
  refused('endConversation', 'severalConversations', {
    when: 'two conversations',
    source: 'spec 8',
    relies: ['conversation.end.badRequestStatus'],
    spoil: (call) => ({ ...call, body: '{"conversation":[{"id":"a"},{"id":"b"}]}' }),
  }),
  refused('endConversation', 'conversationNotOngoing', {
    when: 'no such conversation',
    source: 'spec 8',
    relies: ['conversation.end.notOngoingStatus'],
    provoke: async (centre) => endCall(await centre.token(), { conversation: { id: anyConversation } }),
    fill: { id: anyConversation },
  }),
  refused('endConversation', 'conversationNotOngoing', {
    when: 'the conversation has ended',
    source: 'spec 8',
    relies: ['conversation.end.notOngoingStatus'],
    async provoke(centre) {
      const token = await centre.token();
      const call = endCall(token, { conversation: { id: await centre.start(token) } });
      await centre.call(call);
      return call;
    },
    fill: conversationOf,
  }),
  refused('endConversation', 'foreignConversation', {
    when: 'another application started the conversation',
    source: 'spec 8',
    relies: ['conversation.end.foreignStatus'],
    async provoke(centre) {
      const id = await centre.start(await centre.token());
      return endCall(await centre.token(other), { conversation: { id } });
    },
    fill: conversationOf,
  }),
];
