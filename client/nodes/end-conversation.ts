import type { NodeBehaviour } from './behaviour.ts';

export const endConversation: NodeBehaviour<'endConversation'> = {
  endConversation: ({ conversationId }, { ece, signal }) =>
    ece.send('endConversation', { body: { conversation: { id: conversationId } } }, signal),
};
