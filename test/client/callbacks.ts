import type { CallbackReceiverSettings, ChatStore } from '../../client/index.ts';
import { createCallbackReceiver } from '../../client/index.ts';

/** Callback messages written by hand from spec 9. */

export const conversationId = '645ac530-7520-4daa-b95c-8e8cad6fcda7';

const agent = { type: 'user', user: { id: '1005', firstName: 'Ada', lastName: 'Moss', screenName: 'Ada' } };
const system = { type: 'system' };
const types = { agent, system };

let lastId = 3118908847;

export function message(type: string, more: object = {}, sender: keyof typeof types = 'agent') {
  return {
    conversation: { id: conversationId },
    type: { value: type },
    sender: types[sender],
    timeStamp: 1768469400000,
    id: String(++lastId),
    ...more,
  };
}

export const file = {
  id: '4711',
  fileName: 'offer.pdf',
  contentType: 'application/pdf',
  size: '20480',
  contentUrl: 'https://ece.example.com/system/ws/v19/clientapplications/messaging/attachment/4711/offer.pdf',
};

export function assigned() {
  return message('assigned', { content: 'Ada has joined the chat' }, 'system');
}
export function textFromAgent(content: string) {
  return message('text/plain', { content });
}
export function complete() {
  return message('complete', { content: 'Ada has ended the chat' }, 'system');
}

export function envelope(...messages: object[]) {
  return JSON.stringify({ message: messages });
}

/** A receiver on the store; `post` returns the status. */
export function receiverOn(chatStore: Pick<ChatStore, 'inbox'>, settings: Partial<CallbackReceiverSettings> = {}) {
  const receiver = createCallbackReceiver({ chatStore, log: () => undefined, ...settings });
  const post = async (...messages: object[]) => (await receiver.receive({ body: envelope(...messages) })).status;
  return { ...receiver, post };
}
