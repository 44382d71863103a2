import type { NodeBehaviour } from './behaviour.ts';

export const clearChat: NodeBehaviour<'clearChat'> = {
  clearChat: ({ chatId }, { chatStore }) => chatStore.deleteChat(chatId),
};
