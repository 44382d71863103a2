import type { OperationId } from '../protocol/operations.ts';
import { getAttachment } from './attachment.ts';
import {
  checkEligibility,
  getAgentAvailability,
  getAgentCapacity,
  getChatAllowed,
  getLiveSessionStatus,
} from './availability.ts';
import type { Operation } from './call.ts';
import { getConfiguration } from './configuration.ts';
import { editCustomer } from './customer-edit.ts';
import { searchCustomers } from './customer-search.ts';
import { endConversation } from './end-conversation.ts';
import { sendMessage } from './send-message.ts';
import { startConversation } from './start-conversation.ts';
import { obtainToken, revokeToken } from './token.ts';
import { logIn, logOut } from './user-session.ts';

/** What each row of the operations table does. */
export const operationsById = {
  obtainToken,
  revokeToken,
  getConfiguration,
  startConversation,
  sendMessage,
  endConversation,
  getAttachment,
  getAgentAvailability,
  getAgentCapacity,
  getLiveSessionStatus,
  checkEligibility,
  getChatAllowed,
  logIn,
  logOut,
  searchCustomers,
  editCustomer,
} as unknown as Record<OperationId, Operation<unknown, unknown>>;
