import type { Channel } from '../chat-store/chat-store.ts';
import type { NodeBehaviour } from './behaviour.ts';

export const createChat: NodeBehaviour<'createChat'> = {
  createChat: async (inputs, { chatStore, runtime }) => {
    const created = await chatStore.createChat({ ...inputs, channel: inputs.channel as Channel }, runtime.clock.now());
    return created.result === 'created' ? { result: created.result, outputs: { chatId: created.chatId } } : created;
  },
};
