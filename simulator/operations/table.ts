import type { OperationId } from '../protocol/operations.ts';
import { getAttachment } from './attachment.ts';
import {
  checkEligibility,
  getAgentAvailability,
  getAgentCapacity,
  getChatAllowed,
  getLiveSessionStatus,
} from './availability.ts';
import { getConfiguration } from './configuration.ts';
import { createCustomer } from './customer-create.ts';
import { editCustomer } from './customer-edit.ts';
import { searchCustomers } from './customer-search.ts';
import { endConversation } from './end-conversation.ts';
import type { AnyOperation, Operation } from './operation.ts';
import { sendMessage } from './send-message.ts';
import { startConversation } from './start-conversation.ts';
import { obtainToken, revokeToken } from './token.ts';
import { getTranscript } from './transcript.ts';
import { logIn, logOut } from './user-session.ts';
import { activateWebhook } from './webhook.ts';

/** What each row of the table of operations does: every row needs its operation here. */
export const operationsById: Readonly<Record<OperationId, AnyOperation>> = {
  obtainToken,
  revokeToken,
  activateWebhook,
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
  getTranscript,
  logIn,
  logOut,
  searchCustomers,
  editCustomer,
  createCustomer,
} satisfies { readonly [Id in OperationId]: Operation<Id, unknown, unknown> };
