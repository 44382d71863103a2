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
import type { MethodEntry, Outcome, Rule } from './catalogue/entry.ts';
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

function conditions(rule: Rule) {
  return (
    (rule.code === undefined && rule.bodyContains === undefined ? 0 : 4) +
    (rule.result === undefined ? 0 : 2) +
    (typeof rule.status === 'number' ? 1 : 0)
  );
}

/** The rules of a method in the order in which they are tried: body before status, exact status before a class (cce-nodes 1.4). */
export function rulesOf(method: MethodEntry): { rule: Rule; outcome: Outcome }[] {
  return method.outcomes
    .flatMap((outcome) => (outcome.answers ?? []).map((rule) => ({ rule, outcome })))
    .sort((one, other) => conditions(other.rule) - conditions(one.rule));
}
