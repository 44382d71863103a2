import type { ChatChanges } from '../chat-store/chat-store.ts';
import { InvalidInputError } from '../errors.ts';
import type { NodeBehaviour } from './behaviour.ts';

export const updateChat: NodeBehaviour<'updateChat'> = {
  updateChat: async ({ chatId, ...changes }, { chatStore, runtime }) => {
    if (Object.keys(changes).length === 0) throw new InvalidInputError('Nothing to change is given beside CHAT ID.');
    return chatStore.updateChat(chatId, changes as ChatChanges, runtime.clock.now());
  },
};
