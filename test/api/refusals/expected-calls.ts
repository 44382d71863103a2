import { operationIds } from '../../../simulator/protocol/operations.ts';
import type { OperationId } from '../../../simulator/protocol/operations.ts';

/** What the specification says of a call. */
interface ExpectedCall {
  /** The methods of its path, as the header `Allow` lists them. */
  readonly allow: string;
  /** `optional`: a setting asks for them. */
  readonly credentials: 'basic' | 'bearer' | 'session' | 'optional' | 'none';
  readonly body: 'form' | 'empty' | 'read' | 'none';
  /** How its errors are written: spec 2.4, 3 and 12.1. */
  readonly errors: 'code' | 'oauth' | 'message';
  /** Where the vendor says that other query parameters are refused. */
  readonly otherQuery?: string;
  readonly ignoresQuery?: true;
  /** The format of its answers where `Accept` names none: spec 2.1. */
  readonly defaultsToJson?: true;
  readonly answersFile?: true;
  readonly endsSession?: true;
}

/** Written out here and not read from the table of operations: the table is what is tested. Every call needs a row. */
export const expectedCalls = {
  obtainToken: { allow: 'POST', credentials: 'basic', body: 'form', errors: 'oauth', defaultsToJson: true },
  revokeToken: {
    allow: 'POST',
    credentials: 'bearer',
    body: 'empty',
    errors: 'code',
    otherQuery: 'spec 4',
    endsSession: true,
  },
  activateWebhook: { allow: 'PUT', credentials: 'bearer', body: 'none', errors: 'code' },
  getConfiguration: { allow: 'GET, HEAD', credentials: 'bearer', body: 'none', errors: 'code' },
  startConversation: { allow: 'POST', credentials: 'bearer', body: 'read', errors: 'code' },
  sendMessage: { allow: 'POST', credentials: 'bearer', body: 'read', errors: 'code' },
  endConversation: { allow: 'POST, PUT', credentials: 'bearer', body: 'read', errors: 'code' },
  getAttachment: { allow: 'GET, HEAD', credentials: 'bearer', body: 'none', errors: 'code', answersFile: true },
  getAgentAvailability: { allow: 'GET, HEAD', credentials: 'optional', body: 'none', errors: 'code' },
  getAgentCapacity: { allow: 'GET, HEAD', credentials: 'optional', body: 'none', errors: 'code' },
  getLiveSessionStatus: { allow: 'GET, HEAD', credentials: 'optional', body: 'none', errors: 'code' },
  checkEligibility: { allow: 'GET, HEAD', credentials: 'optional', body: 'none', errors: 'code' },
  getChatAllowed: { allow: 'GET, HEAD', credentials: 'optional', body: 'none', errors: 'code' },
  getTranscript: {
    allow: 'POST',
    credentials: 'none',
    body: 'none',
    errors: 'code',
    ignoresQuery: true,
    defaultsToJson: true,
  },
  logIn: { allow: 'POST', credentials: 'none', body: 'read', errors: 'message' },
  logOut: { allow: 'DELETE', credentials: 'session', body: 'none', errors: 'message', endsSession: true },
  searchCustomers: {
    allow: 'GET, HEAD, PUT, POST',
    credentials: 'session',
    body: 'none',
    errors: 'code',
    otherQuery: 'spec 12.3',
  },
  editCustomer: {
    allow: 'GET, HEAD, PUT, POST',
    credentials: 'session',
    body: 'read',
    errors: 'code',
    otherQuery: 'spec 12.4',
  },
  createCustomer: {
    allow: 'GET, HEAD, PUT, POST',
    credentials: 'session',
    body: 'read',
    errors: 'code',
    otherQuery: 'spec 12.5',
  },
} as const satisfies Record<OperationId, ExpectedCall>;

export function expected(operation: OperationId): ExpectedCall {
  return expectedCalls[operation];
}

export function callsWith(fits: (call: ExpectedCall) => boolean): OperationId[] {
  return operationIds.filter((operation) => fits(expectedCalls[operation]));
}
