import type { ChatMessage } from '../chat-store/chat-store.ts';
import type { NodeBehaviour } from './behaviour.ts';

const speakers = { in: 'Customer', out: 'Business' } as const;

/** Writes a message as one line: its line ends become spaces. */
function line({ direction, text }: ChatMessage) {
  return `${speakers[direction]}: ${text.replace(/\s*[\r\n]+\s*/g, ' ')}`;
}

export const fetchChatHistory: NodeBehaviour<'fetchChatHistory'> = {
  fetchActiveChatHistory: async ({ chatId }, { chatStore }) => {
    const found = await chatStore.readChat(chatId);
    if (found.result !== 'found') return found;
    if (found.chat.status === 'closed') return { result: 'closed' };
    const chatHistory = found.chat.messages.map(line).join('\n');
    return { result: found.result, outputs: { chatHistory, response: JSON.stringify(found.chat) } };
  },
};
