import { callExamples } from '../../simulator/open-api/examples.ts';
import type { Authentication } from '../../simulator/protocol/operation-row.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';
import { operationIds } from '../../simulator/protocol/operations.ts';
import { authenticationOf, rowOf } from '../../simulator/protocol/rows.ts';
import { defaultSettings } from '../../simulator/protocol/settings.ts';

/** A request of the collections, with `{{name}}` for each value that an answer or the user gives. */
export interface CollectionStep {
  readonly operation: OperationId;
  readonly tag: string;
  readonly summary: string;
  readonly method: string;
  /** Behind the base URL, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authentication: Authentication;
  readonly form: boolean;
  readonly body: object | undefined;
  /** The status of a good answer; absent where only a real agent, file or session would give one. */
  readonly status: number | undefined;
  /** What the answer gives to later requests: a path in its body, or a header. */
  readonly takes: Readonly<Record<string, { readonly body: string } | { readonly header: string; readonly pattern: string }>>;
}

/** What the user sets, with the values of the default world. */
export const collectionVariables: Readonly<Record<string, string>> = {
  baseUrl: 'http://127.0.0.1:8080/system',
  clientId: 'demo-client',
  clientSecret: 'demo-secret',
  entryPoint: '1001',
  userName: 'demo-user',
  password: 'demo-password',
};

/** A conversation from its token to its end, then the calls about customers, then what ends the sessions. */
const order: readonly OperationId[] = [
  'obtainToken',
  'getConfiguration',
  'getAgentAvailability',
  'getAgentCapacity',
  'getLiveSessionStatus',
  'checkEligibility',
  'getChatAllowed',
  'startConversation',
  'sendMessage',
  'getAttachment',
  'endConversation',
  'getTranscript',
  'activateWebhook',
  'logIn',
  'createCustomer',
  'searchCustomers',
  'editCustomer',
  'logOut',
  'revokeToken',
];

const statuses: Partial<Record<OperationId, number>> = {
  obtainToken: 200,
  getConfiguration: 200,
  getAgentAvailability: 200,
  getAgentCapacity: 200,
  getLiveSessionStatus: 200,
  checkEligibility: 200,
  getChatAllowed: 200,
  startConversation: 201,
  sendMessage: 204,
  endConversation: 204,
  logIn: 204,
  createCustomer: 201,
  editCustomer: 204,
  logOut: 204,
  revokeToken: 204,
};

const takes: Partial<Record<OperationId, CollectionStep['takes']>> = {
  obtainToken: { token: { body: 'access_token' } },
  getConfiguration: { lastModified: { body: 'entryPointConfiguration[0].lastModified.date' } },
  startConversation: { conversation: { body: 'id' } },
  logIn: { session: { header: 'x-egain-session', pattern: '(.+)' } },
  createCustomer: { customer: { header: 'location', pattern: '([0-9]+)$' } },
};

/** Values of the examples that a collection takes from its variables. */
const variableOf: Readonly<Record<string, string>> = {
  '1001': 'entryPoint',
  '1012': 'customer',
  '645ac530-7520-4daa-b95c-8e8cad6fcda7': 'conversation',
  '2026-01-15T09:30:00.000Z': 'lastModified',
  'demo-user': 'userName',
  'demo-password': 'password',
};

function withVariables<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, member: unknown) =>
    typeof member === 'string' && member in variableOf ? `{{${variableOf[member]}}}` : member,
  ) as Value;
}

/** Every call that a simulator serves with the default settings, in an order in which each can succeed. */
export function collectionSteps(): CollectionStep[] {
  const missing = operationIds.filter((id) => !order.includes(id));
  if (missing.length > 0) throw new Error(`Give ${missing.join(', ')} a place in the order of the collections.`);
  return order.filter((id) => rowOf(id).routes?.(defaultSettings).length !== 0).map(stepOf);
}

function stepOf(operation: OperationId): CollectionStep {
  const { method, path, body: form } = rowOf(operation);
  const { tag, summary, parameters = {}, body } = callExamples[operation];
  const given = withVariables(parameters);
  return {
    operation,
    tag,
    summary,
    method,
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => given[name]!),
    query: Object.fromEntries(Object.entries(given).filter(([name]) => !path.includes(`{${name}}`))),
    authentication: authenticationOf(operation, defaultSettings),
    form: form === 'form',
    body: body && withVariables(body),
    status: statuses[operation],
    takes: takes[operation] ?? {},
  };
}
