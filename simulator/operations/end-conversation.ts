import { bodyFormat } from '../protocol/representation.ts';
import type { EndBody } from '../protocol/schemas/bodies.ts';
import { endConversation as end } from '../world/conversation-end.ts';
import type { Conversation } from '../world/conversations.ts';
import { ongoingConversation } from '../world/conversations.ts';
import type { Call, Operation } from './call.ts';
import { refuse, throwIfRefusal } from './refusal-error.ts';

/** Spec 8. The query parameter exists in one form of the setting `conversation.end.route` only. */
export const endConversation: Operation<readonly string[] | undefined, string> = {
  readQuery: (call) => call.query.get('conversation'),
  readContent: conversationId,
  run(call, _query, id) {
    const conversation = findConversation(call, id);
    end(call.world, conversation, 'client');
    return { status: call.settings['conversation.end.successStatus'] };
  },
};

function conversationId(call: Call, body: EndBody | undefined, inQuery: readonly string[] | undefined): string {
  const place = placeOfId(call);
  const given = call.params['id'] ?? inQuery ?? idInBody(body, place);
  const [id, ...others] = Array.isArray(given) ? (given as unknown[]) : [given];
  const wire = { status: call.settings['conversation.end.badRequestStatus'] };
  if (others.length > 0) {
    const reason = { rule: 'several conversations in one call', wouldWork: 'one call for each' };
    return refuse('severalConversations', {}, reason, wire);
  }
  if (typeof id === 'string' && id !== '') return id;
  const rule = 'the id of the conversation is missing or no text';
  if (place === 'query') {
    return refuse('missingQueryParameter', { name: 'conversation' }, { rule, wouldWork: 'conversation=<uuid>' }, wire);
  }
  const key = id === undefined || id === '' ? 'missingElement' : 'invalidElement';
  return refuse(key, { path: 'conversation.id' }, { rule, wouldWork: { conversation: { id: '<uuid>' } } }, wire);
}

type Place = 'conversation' | 'top' | 'either' | 'query';

/** Where the id stands when it is not in the path. The XML of both JSON forms is the same: spec 15. */
function placeOfId({ settings, headers }: Call): Place {
  if (settings['conversation.end.alternativeRoutes'] === 'accept' || bodyFormat(headers['content-type']) === 'xml')
    return 'either';
  const form = settings['conversation.end.route'];
  return form === 'put-query' ? 'query' : form === 'post-id' ? 'top' : 'conversation';
}

/** `{"conversation":{"id":...}}` or `{"id":...}`: spec 8. */
function idInBody(body: EndBody | undefined, place: Place): unknown {
  if (body === undefined || place === 'query') return undefined;
  const { conversation, id } = body;
  if (Array.isArray(conversation)) return conversation;
  if (place === 'top') return id;
  return conversation?.id ?? (place === 'either' ? id : undefined);
}

function findConversation(call: Call, id: string): Conversation {
  const { settings, world, known } = call;
  const conversation = world.state.conversations.get(id);
  if (conversation !== undefined && conversation.applicationId !== known.application!.id) {
    const reason = { rule: 'another client application started the conversation', wouldWork: 'the token of that application' };
    refuse('foreignConversation', { id }, reason, { status: settings['conversation.end.foreignStatus'] });
  }
  return throwIfRefusal(ongoingConversation(world, id, known.application!), settings['conversation.end.notOngoingStatus']);
}
