import type { MethodPath } from '../../client/index.ts';
import { decode } from '../../client/wire.ts';
import type { RequestName } from '../../client/catalogue/requests.ts';
import type { JournalEntry } from '../../simulator/journal/journal.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';

/** The node that makes a call, and the request of the catalogue that the call is. */
export interface NodeOfCall {
  readonly path: MethodPath;
  readonly request: RequestName;
}

/** The nodes of the calls that only one node makes. */
const nodes: Partial<Readonly<Record<OperationId, NodeOfCall>>> = {
  // Whichever node asks for a token, an answer without one ends it in the same way.
  obtainToken: { path: 'entrypointConfiguration.getEntrypointConfiguration', request: 'token' },
  getConfiguration: { path: 'entrypointConfiguration.getEntrypointConfiguration', request: 'configuration' },
  endConversation: { path: 'endConversation.endConversation', request: 'endConversation' },
  getAttachment: { path: 'getFileInfo.getAttachmentUrl', request: 'contentUrl' },
  getAgentAvailability: { path: 'agentAvailability.getAgentAvailability', request: 'agentAvailability' },
  getAgentCapacity: { path: 'agentAvailability.getAgentCapacity', request: 'capacity' },
  getLiveSessionStatus: { path: 'agentAvailability.getQueueDepthAndWaitTime', request: 'liveSessionStatus' },
  logIn: { path: 'eceLogin.eceLogin', request: 'userLogin' },
  searchCustomers: { path: 'searchCustomer.searchCustomer', request: 'customerSearch' },
  editCustomer: { path: 'editCustomer.editIndividualCustomerOnSms', request: 'customerEdit' },
};

/** The nodes that send a message, by its `type.value`. */
const senders: Readonly<Record<string, MethodPath>> = {
  'text/html': 'sendMessage.sendHtmlMessage',
  uploadattachment: 'sendMessage.uploadAttachmentAvailableInAUrl',
  acceptattachment: 'sendMessage.acceptAttachment',
  rejectattachment: 'sendMessage.rejectAttachment',
};

/** The nodes of the calls that several nodes make, by the request. */
const choices: Partial<Readonly<Record<OperationId, (request: JournalEntry['request']) => NodeOfCall>>> = {
  startConversation({ target }) {
    const isMessenger = /searchContactOnAttribute=(custom|social)\./.test(target);
    const path = isMessenger ? 'startConversation.startConversationOnMessenger' : 'startConversation.startConversationOnSms';
    return { path, request: 'startConversation' };
  },
  sendMessage: ({ body }) => ({ path: senders[typeIn(body)] ?? 'sendMessage.sendPlainTextMessage', request: 'sendMessage' }),
};

/** Undefined for a call that no node makes. */
export function nodeOfCall({ operation, request }: JournalEntry): NodeOfCall | undefined {
  return operation === null ? undefined : (choices[operation]?.(request) ?? nodes[operation]);
}

function typeIn(body: string): string {
  const message = decode(body) as { type?: { value?: unknown } } | undefined;
  const value = message?.type?.value;
  return typeof value === 'string' ? value.toLowerCase() : '';
}
