import type { Direction } from '../chat-store/chat-store.ts';
import type { NodeBehaviour } from './behaviour.ts';

export const appendChat: NodeBehaviour<'appendChat'> = {
  appendChat: ({ chatId, direction, message, timestamp }, { chatStore, runtime }) => {
    const now = runtime.clock.now();
    return chatStore.appendMessage(
      chatId,
      { direction: direction as Direction, text: message, timestamp: timestamp === undefined ? now : Number(timestamp) },
      now,
    );
  },
};
