import type { Outcome, Provenance, Rule } from './entry.ts';
import { failure, standard, success } from './entry.ts';

/** Outcomes that several methods share. The literal of each is written once. */

/** The outcomes that the library decides without a rule, by cause (nodes spec 1.3). */
export const outcomeNames = {
  unusableInput: 'onInvalidData',
  noUsableAnswer: 'onError',
  noRule: 'onInvalidChoice',
  tooLate: 'onTimeout',
  noToken: 'onauthorizationfail',
} as const;

export function onInvalidData(provenance: Provenance, when = 'A required input is missing or empty; no request is sent') {
  return standard(provenance, outcomeNames.unusableInput, when);
}

export function onError(
  provenance: Provenance,
  when = 'No usable answer: DNS, TLS, connection refused or reset, unreadable body, internal failure (after retries)',
  answers: readonly Rule[] = [],
) {
  return standard(provenance, outcomeNames.noUsableAnswer, when, { answers });
}

export function onInvalidChoice(provenance: Provenance, when: string) {
  return standard(provenance, outcomeNames.noRule, when);
}

export function onTimeout(provenance: Provenance, when = 'No answer within the time limit (after retries)') {
  return standard(provenance, outcomeNames.tooLate, when, { aliases: ['ontimeout', 'OnTimeOut'] });
}

export function onauthorizationfail(
  provenance: Provenance,
  when = 'Token URL answers 4xx, or no fresh token can be had after a 401',
  answers: readonly Rule[] = [],
) {
  return standard(provenance, outcomeNames.noToken, when, { aliases: ['onAuthorizationFailure'], answers });
}

export function unauthorized(provenance: Provenance) {
  return failure(
    provenance,
    'Unauthorized',
    '401, also with a fresh token: no Authorization header, wrong format, no session for the token, or not a client-application session',
    { answers: [{ status: 401 }] },
  );
}

export function forbidden(provenance: Provenance, when: string) {
  return failure(provenance, 'Forbidden', when, { answers: [{ status: 403 }] });
}

const serverErrorSpellings = ['Internal server error', 'Internal Server Error'] as const;

export function internalServerError(provenance: Provenance) {
  return failure(provenance, serverErrorSpellings[0], '500 (after retries)', {
    aliases: [serverErrorSpellings[1]],
    answers: [{ status: 500 }],
  });
}

/** The page of Start Conversation spells it with capitals. */
export function internalServerErrorAtStart(provenance: Provenance) {
  return failure(provenance, serverErrorSpellings[1], '500 (after retries), also when the assignment service is not running', {
    aliases: [serverErrorSpellings[0]],
    answers: [{ status: 500 }],
  });
}

export function badRequest(provenance: Provenance, when: string) {
  return failure(provenance, 'Bad Request', when, { answers: [{ status: 400 }] });
}

export function notFound(provenance: Provenance, when: string, answers: readonly Rule[] = [{ status: 404 }]) {
  return failure(provenance, 'Not Found', when, { answers });
}

export function conflict(provenance: Provenance, when: string) {
  return failure(provenance, 'Conflict', when, { answers: [{ status: 409 }] });
}

/** Ends the code of an answer that names a conversation which is not ongoing. */
export const codeOfNotOngoing = '-630';

/** The codes and the texts of an answer that names the conversation (nodes spec 1.4). */
const namesConversation: readonly Rule[] = [
  { code: codeOfNotOngoing },
  { code: '-142' },
  { status: 400, bodyContains: 'conversation id is invalid, completed or expired' },
  { status: 400, bodyContains: 'ongoing conversation' },
];

export function conversationIdDoesNotExist(provenance: Provenance) {
  return failure(
    provenance,
    'Conversation ID Does Not Exist',
    '404, or 400 naming the conversation: the ID does not map to an ongoing conversation',
    { answers: [{ status: 404 }, ...namesConversation] },
  );
}

export function createSessionSuccess<const More extends Partial<Outcome>>(provenance: Provenance, when: string, more: More) {
  return success(provenance, 'onCreateSessionSuccess', when, more);
}

export function createSessionFailure<const More extends Partial<Outcome>>(provenance: Provenance, when: string, more: More) {
  return failure(provenance, 'onCreateSessionFailure', when, more);
}

export function createAttachmentInfoOnSuccess(provenance: Provenance, when: string, result: string) {
  return success(provenance, 'createAttachmentInfoOnSuccess', when, { answers: [{ result }] });
}

export function createAttachmentInfoOnFailure(provenance: Provenance, when: string, results: readonly string[]) {
  return failure(provenance, 'createAttachmentInfoOnFailure', when, { answers: results.map((result) => ({ result })) });
}
