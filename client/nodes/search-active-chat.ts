import type { Channel } from '../chat-store/chat-store.ts';
import type { NodeBehaviour } from './behaviour.ts';

export const searchActiveChat: NodeBehaviour<'searchActiveChat'> = {
  searchActiveChat: async (inputs, { chatStore }) => {
    const found = await chatStore.findOpenChat({ ...inputs, channel: inputs.channel as Channel });
    if (found.result !== 'found') return found;
    const { chatId, conversationId, entryPointId, status } = found.chat;
    return {
      result: found.result,
      outputs: { chatId, conversationId, entryPointId, status, response: JSON.stringify(found.chat) },
    };
  },
};
