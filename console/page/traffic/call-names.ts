import type { OperationId } from '../../../simulator/protocol/operations.ts';

/** The calls of ECE's API by the names that people have for them. */
export const callNames: Readonly<Record<OperationId, string>> = {
  obtainToken: 'token',
  revokeToken: 'revoke token',
  activateWebhook: 'activate callback URL',
  getConfiguration: 'configuration',
  startConversation: 'start conversation',
  sendMessage: 'send message',
  endConversation: 'end conversation',
  getAttachment: 'fetch file',
  getAgentAvailability: 'agent availability',
  getAgentCapacity: 'agent capacity',
  getLiveSessionStatus: 'queue depth and wait time',
  checkEligibility: 'eligibility',
  getChatAllowed: 'chat allowed',
  getTranscript: 'transcript of an anonymous chat',
  logIn: 'user login',
  logOut: 'user logout',
  searchCustomers: 'search customer',
  editCustomer: 'edit customer',
  createCustomer: 'create customer',
};
