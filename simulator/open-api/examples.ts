import type { OperationId } from '../protocol/operations.ts';

const conversation = '645ac530-7520-4daa-b95c-8e8cad6fcda7';

/** The places of the list of calls. */
export const tags = {
  Tokens: 'Access tokens of client applications',
  Conversations: 'Conversations, their messages and files',
  'Entry points': 'The configuration of entry points, and whether somebody is there: public, without a token',
  Users: 'Sessions of users, for the calls about customers',
  Customers: 'Customers and their contact persons',
} as const;

/** What a call is for, its place in a list of calls, and a valid request. */
export interface CallExample {
  readonly tag: keyof typeof tags;
  readonly summary: string;
  /** Parameters of path and query. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The body in JSON, or the members of a form. */
  readonly body?: object;
}

/** Spec 3 to 12: one example for each call. */
export const callExamples: Readonly<Record<OperationId, CallExample>> = {
  obtainToken: {
    tag: 'Tokens',
    summary: 'Obtain an access token',
    parameters: { forceLogin: 'yes' },
    body: { grant_type: 'client_credentials' },
  },
  revokeToken: { tag: 'Tokens', summary: 'Revoke the access token' },
  activateWebhook: { tag: 'Conversations', summary: 'Activate the callback URL of the application again' },
  getConfiguration: {
    tag: 'Entry points',
    summary: 'Read the configuration of an entry point',
    parameters: { entrypoint: '1001' },
  },
  startConversation: {
    tag: 'Conversations',
    summary: 'Start a conversation',
    parameters: { anonymousCustomer: 'yes' },
    body: { entryPointConfiguration: { entryPoint: { id: '1001' }, lastModified: { date: '2026-01-15T09:30:00.000Z' } } },
  },
  sendMessage: {
    tag: 'Conversations',
    summary: 'Send a message, a file, or the decision about a file',
    body: { conversation: { id: conversation }, type: { value: 'text/plain' }, content: 'hello' },
  },
  endConversation: { tag: 'Conversations', summary: 'End a conversation', body: { conversation: { id: conversation } } },
  getAttachment: { tag: 'Conversations', summary: "Fetch an agent's file", parameters: { id: '4711', fileName: 'offer.pdf' } },
  getAgentAvailability: { tag: 'Entry points', summary: 'Ask whether an agent is available', parameters: { id: '1001' } },
  getAgentCapacity: { tag: 'Entry points', summary: 'Ask how many more chats the agents can take', parameters: { id: '1001' } },
  getLiveSessionStatus: { tag: 'Entry points', summary: 'Ask for wait time and queue depth', parameters: { id: '1001' } },
  checkEligibility: { tag: 'Entry points', summary: 'Ask whether a customer may chat now', parameters: { id: '1001' } },
  getChatAllowed: { tag: 'Entry points', summary: 'Ask whether a chat may be started', parameters: { id: '1001' } },
  getTranscript: { tag: 'Conversations', summary: 'Ask for the transcript of an anonymous chat' },
  logIn: { tag: 'Users', summary: 'Log a user in', body: { userName: 'demo-user', password: 'demo-password' } },
  logOut: { tag: 'Users', summary: 'Log the user out' },
  searchCustomers: { tag: 'Customers', summary: 'Search customers', parameters: { phone: '5550100' } },
  editCustomer: {
    tag: 'Customers',
    summary: 'Edit a customer',
    body: {
      id: '1012',
      customAttributes: {
        customAttribute: [{ attribName: 'smsclusterid', attribValues: { attribValue: [{ value: 'c1' }] } }],
      },
    },
  },
  createCustomer: {
    tag: 'Customers',
    summary: 'Create a customer',
    body: { type: { value: 'individual' }, contactPersons: { contactPerson: [{ firstName: 'Bea', lastName: 'Lee' }] } },
  },
};
