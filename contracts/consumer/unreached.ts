import type { ErrorKey } from '../../simulator/protocol/errors.ts';
import type { OperationId } from '../../simulator/protocol/operations.ts';

const neverAsked = 'neither consumer sends such a request';
const otherSetting = 'only with another value of a setting of the simulator';
const notInAPact = 'a pact cannot hold a body that is not well-formed, or of a megabyte: a scenario shows it';

/** Why a refusal is in no interaction. */
type Reasons = Partial<Record<ErrorKey, string>>;

const unreadable: Reasons = {
  malformedBody: notInAPact,
  illegalUnquotedCharacter: notInAPact,
  bodyTooLarge: notInAPact,
  bodyMissing: neverAsked,
  unknownElement: otherSetting,
};

const query: Reasons = { unknownQueryParameter: neverAsked };

const credentials: Reasons = { invalidAuthorization: neverAsked };

const check: Reasons = {
  ...query,
  invalidAuthorization: otherSetting,
  unauthorized: otherSetting,
  wrongSessionKind: otherSetting,
  entryPointInactive: otherSetting,
};

/** Refusals that no interaction holds. Every other refusal of the calls of both consumers is in a contract. */
export const unreached: Partial<Record<OperationId, Reasons>> = {
  revokeToken: { ...credentials, ...query, bodyTooLarge: notInAPact, notEmpty: neverAsked },
  getConfiguration: { ...credentials, ...query },
  startConversation: {
    ...unreadable,
    ...credentials,
    elementEmpty: neverAsked,
    queueFull: otherSetting,
    severalCustomersMatch: otherSetting,
    customerHasConversation: otherSetting,
  },
  sendMessage: {
    ...unreadable,
    ...credentials,
    ...query,
    elementTooLong: neverAsked,
    invalidElement: neverAsked,
    contentTooLong: otherSetting,
    conversationQueued: otherSetting,
    attachmentNotFetched: otherSetting,
  },
  endConversation: {
    ...unreadable,
    ...credentials,
    ...query,
    elementEmpty: neverAsked,
    invalidElement: neverAsked,
    missingQueryParameter: otherSetting,
  },
  getAttachment: { ...credentials, ...query },
  getAgentAvailability: check,
  getAgentCapacity: check,
  getLiveSessionStatus: check,
  checkEligibility: check,
  getChatAllowed: check,
  editCustomer: {
    ...unreadable,
    ...query,
    missingElement: neverAsked,
    elementEmpty: neverAsked,
    unknownCustomAttribute: 'only at an ECE without the custom attributes of the nodes',
  },
  createCustomer: { ...unreadable, ...query },
};
