import type { EndBody } from '../protocol/schemas/bodies.ts';
import { endConversation as end } from '../world/conversation-end.ts';
import { type Conversation, ongoingConversation } from '../world/conversations.ts';
import type { Call, Operation } from './call.ts';
import { parameter } from './query.ts';
import { refuse, unlessRefused } from './refused.ts';

/** Spec 8. The query parameter exists in one form of the setting `conversation.end.route` only. */
export const endConversation: Operation<string | undefined, string> = {
  readQuery: (call) => parameter(call, 'conversation'),
  readContent: (call, body: EndBody | undefined, inQuery) => conversationId(call, body, inQuery),
  run(call, _query, id) {
    const conversation = findConversation(call, id);
    end(call.world, conversation, 'client');
    return { status: call.settings['conversation.end.successStatus'] };
  },
};

function conversationId(call: Call, body: EndBody | undefined, inQuery: string | undefined): string {
  const given = call.params['id'] ?? inQuery ?? idInBody(call, body);
  if (Array.isArray(given)) {
    const reason = { rule: 'several conversations in one call', wouldWork: 'one call for each' };
    return refuse('severalConversations', {}, reason, { status: call.settings['conversation.end.badRequestStatus'] });
  }
  if (typeof given === 'string' && given !== '') return given;
  const reason = { rule: 'the id of the conversation is missing or no text', wouldWork: { conversation: { id: '<uuid>' } } };
  const key = given === undefined || given === '' ? 'missingElement' : 'invalidElement';
  return refuse(key, { path: 'conversation.id' }, reason, { status: call.settings['conversation.end.badRequestStatus'] });
}

/** `{"conversation":{"id":...}}`, or `{"id":...}`, which is also what the XML form comes to: spec 8 and 15. */
function idInBody(call: Call, body: EndBody | undefined): unknown {
  const form = call.settings['conversation.end.route'];
  const both = call.settings['conversation.end.alternativeRoutes'] === 'accept' || call.known.format === 'xml';
  const nested = body?.conversation;
  if (Array.isArray(nested)) return nested;
  const inConversation = (nested as { id?: unknown } | undefined)?.id;
  if (both) return inConversation ?? body?.id;
  return form === 'post-id' ? body?.id : inConversation;
}

function findConversation(call: Call, id: string): Conversation {
  const { settings, world, known } = call;
  const conversation = world.state.conversations.get(id);
  if (conversation !== undefined && conversation.applicationId !== known.application!.id) {
    const reason = { rule: 'another client application started the conversation', wouldWork: 'the token of that application' };
    refuse('foreignConversation', { id }, reason, { status: settings['conversation.end.foreignStatus'] });
  }
  return unlessRefused(ongoingConversation(world, id, known.application!), settings['conversation.end.notOngoingStatus']);
}
