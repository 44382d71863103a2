import type * as z from 'zod';
import * as answers from './schemas/answers.ts';
import type { ErrorKey } from './errors.ts';

/** What the calls of a family have in common: the default format, the namespace of their XML and the form of their errors. */
export type Family = 'token' | 'messaging' | 'availability' | 'userSession' | 'customer';

/** Names of the bodies that calls read: see `schemas/bodies.ts`. */
export type BodyName = 'start' | 'send' | 'end' | 'login' | 'customerEdit';

export interface OperationRow {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Without the `/system` prefix; `{name}` is a parameter. */
  readonly path: string;
  readonly family: Family;
  readonly authentication: 'basic' | 'bearer' | 'session' | 'none';
  /** Names of the query parameters; `*` allows any. */
  readonly query: readonly string[];
  /** `form` and `empty` are bodies of their own kind; null reads none. */
  readonly body: BodyName | 'form' | 'empty' | null;
  readonly answer: { readonly status: number; readonly schema: z.ZodType | null };
  /** Every refusal of the call beside those of the path, the method, `Accept` and `Content-Type`. */
  readonly refusals: readonly ErrorKey[];
  readonly source: string;
}

const messaging = '/ws/v19/clientapplications/messaging';
const oauth2 = '/ws/v19/clientapplications/authentication/oauth2';
const entryPointChecks = '/egain/chat/entrypoint';

const readsBody = ['malformedBody', 'illegalUnquotedCharacter', 'bodyTooLarge', 'missingElement', 'invalidElement'] as const;

/**
 * Every API call, one row each: spec section 1. The routes, the MSW handlers, the OpenAPI document, the docs and the coverage of
 * contracts and faults all read this table.
 */
export const operations = {
  obtainToken: {
    method: 'POST',
    path: `${oauth2}/token`,
    family: 'token',
    authentication: 'basic',
    query: ['forceLogin'],
    body: 'form',
    answer: { status: 200, schema: answers.token },
    refusals: [
      'unauthorized',
      'bodyTooLarge',
      'invalidQueryParameter',
      'unknownQueryParameter',
      'missingElement',
      'invalidElement',
      'sessionLimit',
      'internalError',
    ],
    source: 'spec 3',
  },
  revokeToken: {
    method: 'POST',
    path: `${oauth2}/revoke`,
    family: 'messaging',
    authentication: 'bearer',
    query: [],
    body: 'empty',
    answer: { status: 204, schema: null },
    refusals: ['unauthorized', 'wrongSessionKind', 'bodyTooLarge', 'unknownQueryParameter', 'notEmpty', 'internalError'],
    source: 'spec 4',
  },
  getConfiguration: {
    method: 'GET',
    path: `${messaging}/configuration`,
    family: 'messaging',
    authentication: 'bearer',
    query: ['entrypoint'],
    body: null,
    answer: { status: 200, schema: answers.configuration },
    refusals: [
      'unauthorized',
      'wrongSessionKind',
      'missingQueryParameter',
      'invalidQueryParameter',
      'unknownQueryParameter',
      'unknownEntryPoint',
      'entryPointNotAllowed',
      'applicationNotChat',
      'entryPointInactive',
      'internalError',
    ],
    source: 'spec 5',
  },
  startConversation: {
    method: 'POST',
    path: `${messaging}/conversation/start`,
    family: 'messaging',
    authentication: 'bearer',
    query: ['anonymousCustomer', 'searchContactOnAttribute', 'conversationContact'],
    body: 'start',
    answer: { status: 201, schema: answers.started },
    refusals: [
      ...readsBody,
      'unauthorized',
      'wrongSessionKind',
      'invalidQueryParameter',
      'unknownQueryParameter',
      'startQueryRule',
      'unknownSearchAttribute',
      'subjectTooLong',
      'unknownCustomAttribute',
      'illegalCustomAttributeCharacter',
      'unknownEntryPoint',
      'entryPointNotAllowed',
      'applicationNotChat',
      'entryPointInactive',
      'staleLastModified',
      'callbackDeactivated',
      'assignmentServiceDown',
      'noAgentAvailable',
      'queueFull',
      'severalCustomersMatch',
      'customerHasConversation',
      'internalError',
    ],
    source: 'spec 6',
  },
  sendMessage: {
    method: 'POST',
    path: `${messaging}/sendmessage`,
    family: 'messaging',
    authentication: 'bearer',
    query: [],
    body: 'send',
    answer: { status: 204, schema: null },
    refusals: [
      ...readsBody,
      'unauthorized',
      'wrongSessionKind',
      'unknownQueryParameter',
      'unknownMessageType',
      'contentTooLong',
      'conversationNotOngoing',
      'foreignConversation',
      'conversationQueued',
      'staleLastModified',
      'attachmentRefusedByPolicy',
      'attachmentNotFetched',
      'unknownAttachment',
      'attachmentAlreadyDecided',
      'internalError',
    ],
    source: 'spec 7',
  },
  endConversation: {
    method: 'POST',
    path: `${messaging}/conversation/end`,
    family: 'messaging',
    authentication: 'bearer',
    query: [],
    body: 'end',
    answer: { status: 204, schema: null },
    refusals: [
      ...readsBody,
      'unauthorized',
      'wrongSessionKind',
      'missingQueryParameter',
      'unknownQueryParameter',
      'severalConversations',
      'conversationNotOngoing',
      'foreignConversation',
      'internalError',
    ],
    source: 'spec 8',
  },
  getAttachment: {
    method: 'GET',
    path: `${messaging}/attachment/{id}/{fileName}`,
    family: 'messaging',
    authentication: 'bearer',
    query: [],
    body: null,
    answer: { status: 200, schema: null },
    refusals: ['unauthorized', 'wrongSessionKind', 'unknownQueryParameter', 'unknownFile', 'foreignAttachment', 'internalError'],
    source: 'spec 10',
  },
  getAgentAvailability: availability('agentAvailability', answers.agentAvailability, 'spec 11.1'),
  getAgentCapacity: availability('capacity', answers.capacity, 'spec 11.2'),
  getLiveSessionStatus: availability('liveSessionStatus', answers.liveSessionStatus, 'spec 11.3'),
  checkEligibility: availability('checkEligibility', answers.eligibility, 'spec 11.4'),
  getChatAllowed: availability('chatAllowed', answers.chatAllowed, 'spec 11.5'),
  logIn: {
    method: 'POST',
    path: '/ws/v12/authentication/user/login',
    family: 'userSession',
    authentication: 'none',
    query: ['forceLogin'],
    body: 'login',
    answer: { status: 204, schema: null },
    refusals: [...readsBody, 'invalidQueryParameter', 'unknownQueryParameter', 'badCredentials', 'sessionLimit', 'internalError'],
    source: 'spec 12.1',
  },
  logOut: {
    method: 'DELETE',
    path: '/ws/v12/authentication/user/logout',
    family: 'userSession',
    authentication: 'session',
    query: [],
    body: null,
    answer: { status: 204, schema: null },
    refusals: ['badUserSession', 'unsupportedLanguage', 'unknownQueryParameter', 'internalError'],
    source: 'spec 12.2',
  },
  searchCustomers: {
    method: 'GET',
    path: '/ws/v12/interaction/customer',
    family: 'customer',
    authentication: 'session',
    query: [
      'phone',
      'email',
      'custom.*',
      'activity',
      '$pagenum',
      '$pagesize',
      '$rangestart',
      '$rangesize',
      '$sort',
      '$order',
      '$attribute',
    ],
    body: null,
    answer: { status: 200, schema: answers.customers },
    refusals: [
      'unauthorized',
      'userNotPermitted',
      'unknownQueryParameter',
      'invalidQueryParameter',
      'searchCriterionMissing',
      'queryCombination',
      'internalError',
    ],
    source: 'spec 12.3',
  },
  editCustomer: {
    method: 'PUT',
    path: '/ws/v12/interaction/customer',
    family: 'customer',
    authentication: 'session',
    query: [],
    body: 'customerEdit',
    answer: { status: 204, schema: null },
    refusals: [
      ...readsBody,
      'unauthorized',
      'userNotPermitted',
      'unknownQueryParameter',
      'unknownCustomAttribute',
      'illegalCustomAttributeCharacter',
      'unknownCustomer',
      'staleLastModified',
      'internalError',
    ],
    source: 'spec 12.4',
  },
} as const satisfies Record<string, OperationRow>;

export type OperationId = keyof typeof operations;

/** The anonymous checks of an entry point, also served under `/ws/chat/entrypoint`: spec 11. */
function availability<Name extends string, Schema extends z.ZodType>(name: Name, schema: Schema, source: string) {
  return {
    method: 'GET',
    path: `${entryPointChecks}/${name}/{id}`,
    family: 'availability',
    authentication: 'none',
    query: ['*'],
    body: null,
    answer: { status: 200, schema },
    refusals: [
      'unauthorized',
      'wrongSessionKind',
      'unknownQueryParameter',
      'availabilityEntryPoint',
      'entryPointInactive',
      'internalError',
    ],
    source,
  } as const;
}
