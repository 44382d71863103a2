import {
  appendChat,
  clearChat,
  createChat,
  fetchChatHistory,
  searchActiveChat,
  updateChat,
} from './catalogue/chat-store-nodes.ts';
import { endConversation, startConversation } from './catalogue/conversation-nodes.ts';
import { eceLogin, editCustomer, searchCustomer } from './catalogue/customer-nodes.ts';
import { agentAvailability, entrypointConfiguration } from './catalogue/entry-point-nodes.ts';
import { getFileInfo, processEceEvents } from './catalogue/file-and-event-nodes.ts';
import { sendMessage } from './catalogue/message-nodes.ts';

/** Every node, method, input, output and outcome of the CCE integration nodes, as data. The types of the library derive from it. */
export const catalogue = [
  createChat,
  searchActiveChat,
  appendChat,
  fetchChatHistory,
  updateChat,
  clearChat,
  entrypointConfiguration,
  agentAvailability,
  startConversation,
  endConversation,
  sendMessage,
  getFileInfo,
  processEceEvents,
  eceLogin,
  searchCustomer,
  editCustomer,
] as const;
