import type { Family, FamilyRow } from './families.ts';
import { families } from './families.ts';
import type { Authentication, OperationRow } from './operation-row.ts';
import { endRoutes, entryPointRoutes, fileRoutes } from './route-forms.ts';
import * as answers from './schemas/answers.ts';
import type * as z from 'zod';
import type { SettingValues } from './settings.ts';

const messaging = '/ws/v19/clientapplications/messaging';
const oauth2 = '/ws/v19/clientapplications/authentication/oauth2';
const entryPointChecks = '/egain/chat/entrypoint';

const readsBody = ['malformedBody', 'illegalUnquotedCharacter', 'bodyTooLarge', 'missingElement', 'invalidElement'] as const;

/**
 * Every API call, one row each: spec 1. Routes, checks, faults, MSW handlers, documents and the coverage of contracts read this
 * table, so that no other file knows a call by its name. To add a call, see CONTRIBUTING.md.
 */
export const operations = {
  obtainToken: {
    method: 'POST',
    path: `${oauth2}/token`,
    family: 'token',
    authentication: 'basic',
    about: null,
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
    about: null,
    unknownSessionStatus: (settings) => settings['revoke.unknownTokenStatus'],
    query: [],
    unknownQuery: (settings) => (settings['revoke.notEmptyStatus'] === 204 ? 'ignore' : 'refuse'),
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
    about: 'entryPoint',
    idParameter: 'entrypoint',
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
    about: 'entryPoint',
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
    about: 'conversation',
    query: [],
    body: 'send',
    readsXml: (settings) => settings['message.send.xml'],
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
    routes: endRoutes,
    family: 'messaging',
    authentication: 'bearer',
    about: 'conversation',
    query: [],
    queryBySetting: { parameter: 'conversation', isRead: (settings) => settings['conversation.end.route'] === 'put-query' },
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
    routes: fileRoutes,
    family: 'messaging',
    authentication: 'bearer',
    authenticationBySetting: (settings) => (settings['attachment.urlAuth'] === 'none' ? 'none' : 'bearer'),
    about: 'attachment',
    query: [],
    body: null,
    answer: { status: 200, schema: null, isFile: true },
    refusals: ['unauthorized', 'wrongSessionKind', 'unknownQueryParameter', 'unknownFile', 'foreignAttachment', 'internalError'],
    source: 'spec 10',
  },
  getAgentAvailability: availability('agentAvailability', answers.agentAvailability, 'spec 11.1'),
  getAgentCapacity: availability('capacity', answers.capacity, 'spec 11.2'),
  getLiveSessionStatus: availability(
    'liveSessionStatus',
    answers.liveSessionStatus,
    'spec 11.3',
    (settings) => settings['availability.route.liveSessionStatus'],
  ),
  checkEligibility: availability('checkEligibility', answers.eligibility, 'spec 11.4'),
  getChatAllowed: availability(
    'chatAllowed',
    answers.chatAllowed,
    'spec 11.5',
    (settings) => settings['availability.route.chatAllowed'],
  ),
  logIn: {
    method: 'POST',
    path: '/ws/v12/authentication/user/login',
    family: 'userSession',
    authentication: 'none',
    about: 'user',
    query: ['forceLogin'],
    body: 'login',
    answer: { status: 204, schema: null },
    errorForm: (settings) => (settings['user.loginErrorForm'] === 'message' ? 'message' : 'v12'),
    refusals: [...readsBody, 'invalidQueryParameter', 'unknownQueryParameter', 'badCredentials', 'sessionLimit', 'internalError'],
    source: 'spec 12.1',
  },
  logOut: {
    method: 'DELETE',
    path: '/ws/v12/authentication/user/logout',
    family: 'userSession',
    authentication: 'session',
    about: null,
    query: [],
    body: null,
    checksLanguage: true,
    answer: { status: 204, schema: null },
    refusals: ['badUserSession', 'unsupportedLanguage', 'unknownQueryParameter', 'internalError'],
    source: 'spec 12.2',
  },
  searchCustomers: {
    method: 'GET',
    path: '/ws/v12/interaction/customer',
    family: 'customer',
    authentication: 'session',
    about: null,
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
    answer: { status: 200, schema: answers.customers, emptyStatus: 204 },
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
    about: null,
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

/** The operations of a family. */
export type OperationIdOf<Name extends Family> = {
  [Id in OperationId]: (typeof operations)[Id]['family'] extends Name ? Id : never;
}[OperationId];

export const operationIds = Object.keys(operations) as OperationId[];

export function operationsOf<Name extends Family>(family: Name): OperationIdOf<Name>[] {
  return operationIds.filter((id): id is OperationIdOf<Name> => operations[id].family === family);
}

/** A row with what its family adds. */
export type FullRow = OperationRow & FamilyRow;

const fullRows = Object.fromEntries(
  (Object.entries(operations) as [OperationId, OperationRow][]).map(([id, row]) => [id, { ...families[row.family], ...row }]),
) as Record<OperationId, FullRow>;

/** The row of an operation, with what its family adds. */
export function rowOf(operation: OperationId): FullRow {
  return fullRows[operation];
}

/** The credentials that a call needs with these settings. */
export function authenticationOf(operation: OperationId, settings: SettingValues): Authentication {
  const { authentication, authenticationBySetting } = fullRows[operation];
  return authenticationBySetting?.(settings) ?? authentication;
}

/** The anonymous checks of an entry point, also served under `/ws/chat/entrypoint`: spec 11. */
function availability<Name extends string, Schema extends z.ZodType>(
  name: Name,
  schema: Schema,
  source: string,
  segment: (settings: SettingValues) => string = () => name,
) {
  return {
    method: 'GET',
    path: `${entryPointChecks}/${name}/{id}`,
    routes: (settings: SettingValues) => entryPointRoutes(segment(settings)),
    family: 'availability',
    authentication: 'none',
    authenticationBySetting: (settings: SettingValues) =>
      settings['availability.authentication'] === 'required' ? ('bearer or session' as const) : ('none' as const),
    about: 'entryPoint',
    query: [],
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
