import { bodyFormat } from '../protocol/representation.ts';
import type { EndBody } from '../protocol/schemas/bodies.ts';
import { endConversation as end } from '../world/conversation-end.ts';
import type { RoutedCall } from './call.ts';
import { findOngoingConversation } from './conversation.ts';
import type { Operation } from './operation.ts';
import { refuse } from './refusal-error.ts';

/** Spec 8. The query parameter exists in one form of the setting `conversation.end.route` only. */
export const endConversation: Operation<'endConversation', readonly string[] | undefined, string> = {
  readQuery: (call) => call.query.get('conversation'),
  readContent: readConversationId,
  omitsBody,
  about: (_call, _query, id) => ({ conversation: id }),
  run(call, _query, id) {
    const conversation = findOngoingConversation(call, id, {
      foreign: call.settings['conversation.end.foreignStatus'],
      notOngoing: call.settings['conversation.end.notOngoingStatus'],
    });
    end(call.world, conversation, 'client');
    return { status: call.settings['conversation.end.successStatus'] };
  },
};

/** Some forms name the conversation in the path or the query: spec 8. */
function omitsBody({ params, query, body, settings }: RoutedCall): boolean {
  if (body.bytes.byteLength > 0) return false;
  return params['id'] !== undefined || query.has('conversation') || settings['conversation.end.route'] === 'put-query';
}

function readConversationId(call: RoutedCall, body: EndBody | undefined, inQuery: readonly string[] | undefined): string {
  const place = findPlaceOfId(call);
  const given = call.params['id'] ?? inQuery ?? findIdInBody(body, place);
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
  const key = id === undefined ? 'missingElement' : id === '' ? 'elementEmpty' : 'invalidElement';
  return refuse(key, { path: 'conversation.id' }, { rule, wouldWork: { conversation: { id: '<uuid>' } } }, wire);
}

type IdPlace = 'conversation' | 'top' | 'either' | 'query';

/** Finds the place of the id when it is not in the path. The two JSON forms have the same XML: spec 15. */
function findPlaceOfId({ settings, headers }: RoutedCall): IdPlace {
  if (settings['conversation.end.alternativeRoutes'] === 'accept' || bodyFormat(headers['content-type']) === 'xml')
    return 'either';
  const form = settings['conversation.end.route'];
  return form === 'put-query' ? 'query' : form === 'post-id' ? 'top' : 'conversation';
}

/** `{"conversation":{"id":...}}` or `{"id":...}`: spec 8. */
function findIdInBody(body: EndBody | undefined, place: IdPlace): unknown {
  if (body === undefined || place === 'query') return undefined;
  const { conversation, id } = body;
  if (Array.isArray(conversation)) return conversation;
  if (place === 'top') return id;
  return conversation?.id ?? (place === 'either' ? id : undefined);
}
