import type { ErrorKey } from '../../simulator/protocol/errors.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';

const neverAsked = 'the library sends no such request';
const otherSetting = 'only with another value of a setting of the simulator';
const notInAPact = 'a pact cannot hold a body that is not well-formed, or of a megabyte: a scenario shows it';

/** Why a refusal is in no interaction. */
type Reasons = Partial<Record<ErrorKey, string>>;

const unreadable: Reasons = {
  malformedBody: notInAPact,
  illegalUnquotedCharacter: notInAPact,
  bodyTooLarge: notInAPact,
  bodyMissing: neverAsked,
  missingElement: neverAsked,
  elementEmpty: neverAsked,
  elementTooLong: neverAsked,
  unknownElement: otherSetting,
};

const body: Reasons = { ...unreadable, invalidElement: neverAsked };

const query: Reasons = {
  unknownQueryParameter: neverAsked,
  invalidQueryParameter: neverAsked,
  invalidQueryValue: neverAsked,
};

const credentials: Reasons = { invalidAuthorization: neverAsked };

const availability: Reasons = {
  ...query,
  invalidAuthorization: otherSetting,
  unauthorized: otherSetting,
  wrongSessionKind: otherSetting,
  entryPointInactive: otherSetting,
};

/** Refusals that no interaction holds. Every other refusal of the calls of the library is in the contract. */
export const unreached: Partial<Record<OperationId, Reasons>> = {
  obtainToken: {
    ...query,
    bodyTooLarge: neverAsked,
    missingElement: neverAsked,
    invalidElement: neverAsked,
    sessionLimit: neverAsked,
  },
  getConfiguration: { ...credentials, unknownQueryParameter: neverAsked, missingQueryParameter: neverAsked },
  startConversation: {
    ...body,
    ...credentials,
    ...query,
    startQueryRule: neverAsked,
    subjectTooLong: neverAsked,
    queueFull: otherSetting,
    severalCustomersMatch: otherSetting,
    customerHasConversation: otherSetting,
  },
  sendMessage: {
    ...body,
    ...credentials,
    ...query,
    unknownMessageType: neverAsked,
    contentTooLong: otherSetting,
    conversationQueued: otherSetting,
    attachmentNotFetched: otherSetting,
  },
  endConversation: { ...body, ...credentials, ...query, missingQueryParameter: otherSetting, severalConversations: neverAsked },
  getAttachment: { ...credentials, unknownQueryParameter: neverAsked },
  getAgentAvailability: availability,
  getAgentCapacity: availability,
  getLiveSessionStatus: availability,
  logIn: { ...body, ...query, sessionLimit: neverAsked },
  searchCustomers: {
    searchCriterionMissing: neverAsked,
    invalidQueryParameter: neverAsked,
    invalidQueryValue: neverAsked,
    queryCombination: neverAsked,
    orderWithoutSort: neverAsked,
  },
  editCustomer: {
    ...unreadable,
    unknownCustomAttribute: 'only at an ECE without the custom attributes of the nodes',
    unknownQueryParameter: neverAsked,
  },
};
