import type { EceRequest } from '../ece-api.ts';
import { writeId } from '../form-options.ts';
import type { Options } from '../options.ts';
import type { NodeBehaviour } from './behaviour.ts';

const idInPath = '/ws/v19/clientapplications/messaging/conversation/{id}/end';

/** The id in the place and by the method of the option `endRoute` (spec 8). */
function endRequest(id: string, options: Options): EceRequest {
  const written = writeId(id, options);
  switch (options.endRoute) {
    case 'post-conversation':
      return { body: { conversation: { id: written } } };
    case 'post-id':
      return { body: { id: written } };
    case 'put-conversation':
      return { route: { method: 'PUT' }, body: { conversation: { id: written } } };
    case 'post-path':
      return { route: { path: idInPath }, path: { id } };
    case 'put-query':
      return { route: { method: 'PUT' }, query: { conversation: id } };
  }
}

export const endConversation: NodeBehaviour<'endConversation'> = {
  endConversation: ({ conversationId }, { ece, runtime: { options }, signal }) =>
    ece.send('endConversation', endRequest(conversationId, options), signal),
};
