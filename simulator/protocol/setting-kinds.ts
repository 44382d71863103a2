import * as z from 'zod';
import type { ErrorKey } from './errors.ts';
import { errors } from './errors.ts';
import { open, textForm, textType, wordForm, wordType } from './setting.ts';

/** The checks every call passes before its operation runs, in the order of spec 2.5. */
export const requestChecks = [
  'authentication',
  'accept',
  'content-type',
  'body-size',
  'query',
  'body-syntax',
  'body-content',
] as const;
export type RequestCheck = (typeof requestChecks)[number];

export const requestCheckOrders = {
  usual: requestChecks,
  bodyFirst: ['content-type', 'body-size', 'body-syntax', 'body-content', 'query', 'authentication', 'accept'],
  queryFirst: ['query', 'accept', 'authentication', 'content-type', 'body-size', 'body-syntax', 'body-content'],
} as const satisfies Record<string, readonly RequestCheck[]>;

/** The checks of start conversation on the objects its body names, in the order of spec 6.5. */
export const startChecks = [
  'entry-point-exists',
  'entry-point-allowed',
  'application-type',
  'entry-point-active',
  'last-modified',
  'callback-active',
  'assignment-service',
  'agent-available',
] as const;
export type StartCheck = (typeof startChecks)[number];

export const startCheckOrders = {
  usual: startChecks,
  permissionFirst: [
    'application-type',
    'entry-point-allowed',
    'entry-point-exists',
    'entry-point-active',
    'last-modified',
    'callback-active',
    'assignment-service',
    'agent-available',
  ],
  stateFirst: [
    'assignment-service',
    'callback-active',
    'entry-point-exists',
    'last-modified',
    'entry-point-active',
    'agent-available',
    'entry-point-allowed',
    'application-type',
  ],
} as const satisfies Record<string, readonly StartCheck[]>;

/** What the successor searches contacts by: spec 6.1. */
export const publishedSearchAttributes = [
  'email.emailAddress',
  'home.phone',
  'mobile.phone',
  'office.phone',
  'social.facebookId',
  'social.twitterId',
  'social.instagramId',
  'custom.<attributeName>',
] as const;
export const searchAttributes = [...publishedSearchAttributes, 'phone', 'phone.phoneNo', 'social.<kind>Id'] as const;
export type SearchAttributeName = (typeof searchAttributes)[number];

/** The words of `type.value` from customer to agent: spec 7. The keys are the simulator's own names of the types. */
export const sendTypeWords = {
  plainText: 'text/plain',
  html: 'text/html',
  startTyping: 'startTyping',
  endTyping: 'endTyping',
  uploadAttachment: 'uploadAttachment',
  acceptAttachment: 'acceptAttachment',
  rejectAttachment: 'rejectAttachment',
} as const;
export type SendType = keyof typeof sendTypeWords;

/** An example: no word is like the usual one. */
export const otherSendTypeWords = {
  plainText: 'text',
  html: 'html',
  startTyping: 'typingStarted',
  endTyping: 'typingEnded',
  uploadAttachment: 'upload',
  acceptAttachment: 'accept',
  rejectAttachment: 'reject',
} as const satisfies Record<SendType, string>;

export const xmlRoots = {
  configuration: 'entryPointConfigurations',
  conversation: 'conversation',
  message: 'message',
  messages: 'messages',
  error: 'error',
} as const;

/** An example: no name is like the usual one. */
export const otherXmlRoots = {
  configuration: 'configurations',
  conversation: 'chat',
  message: 'chatMessage',
  messages: 'chatMessages',
  error: 'failure',
} as const satisfies Record<keyof typeof xmlRoots, string>;

export const senderUserFields = ['link', 'firstName', 'lastName', 'id', 'screenName'] as const;
export const usualAttachmentMembers = ['id', 'fileName', 'contentType', 'size', 'contentUrl'] as const;
export const attachmentMembers = [...usualAttachmentMembers, 'blocked', 'inline', 'altId', 'link'] as const;
export const chatAllowedConditions = ['active', 'service-running', 'agent-available', 'queue-below-maximum'] as const;

export const usualSenders = {
  assigned: 'system',
  transfer: 'system',
  pagePush: 'user',
  uploadAttachment: 'user',
  acceptAttachment: 'user',
  rejectAttachment: 'user',
} as const;
export const swappedSenders = {
  assigned: 'user',
  transfer: 'user',
  pagePush: 'system',
  uploadAttachment: 'system',
  acceptAttachment: 'system',
  rejectAttachment: 'system',
} as const;
export type Senders = Readonly<Record<keyof typeof usualSenders, 'system' | 'user'>>;

export function senders(values: readonly [Senders, ...Senders[]], reason: string) {
  return open(
    values,
    () => z.record(z.enum(Object.keys(usualSenders) as (keyof Senders)[]), z.enum(['system', 'user'])),
    `"system" or "user" for each of ${Object.keys(usualSenders).join(', ')}`,
    reason,
  );
}

export type TransferWord = string | { readonly toAgent: string; readonly toQueue: string };
export function transferWord(values: readonly [TransferWord, ...TransferWord[]], reason: string) {
  return open<TransferWord>(
    values,
    () => z.union([wordType(), z.strictObject({ toAgent: wordType(), toQueue: wordType() })]),
    `${wordForm}, or { toAgent, toQueue } with two such words`,
    reason,
  );
}

export const transferTexts = {
  toAgent: 'You have been transferred to agent {screenName}',
  toQueue: 'You have been transferred to queue {queue}',
  toDepartment: 'You have been transferred to department {department}',
} as const;

/** The content of a transfer, by where the chat goes; null for none. */
export type TransferText =
  string | null | { readonly toAgent: string | null; readonly toQueue: string | null; readonly toDepartment: string | null };
export function transferText(values: readonly [TransferText, ...TransferText[]], reason: string) {
  return open<TransferText>(
    values,
    () =>
      z.union([
        textType().nullable(),
        z.strictObject({ toAgent: textType().nullable(), toQueue: textType().nullable(), toDepartment: textType().nullable() }),
      ]),
    `${textForm}; or { toAgent, toQueue, toDepartment } with three such values`,
    reason,
  );
}

/** Pause before the n-th repeat: `initialMs` times `factor` to the power n - 1, at most `maxMs`; `maxTries` null repeats for ever. */
export interface Backoff {
  readonly initialMs: number;
  readonly factor: number;
  readonly maxMs: number;
  readonly maxTries: number | null;
}
export function backoff(values: readonly [Backoff, ...Backoff[]], reason: string) {
  return open<Backoff>(
    values,
    () =>
      z.strictObject({
        initialMs: z.number().int().positive(),
        factor: z.number().min(1).max(100),
        maxMs: z.number().int().positive(),
        maxTries: z.number().int().positive().nullable(),
      }),
    '{ initialMs, factor, maxMs, maxTries } with positive numbers, maxTries may be null',
    reason,
  );
}

/** Why a delivery failed: nothing came in time, no answer came at all, or the answer has this status. */
export type DeliveryFailureCause = 'timeout' | 'no-connection' | number;

export type RetryOn = 'any-failure' | readonly DeliveryFailureCause[];
export function retryOn(values: readonly [RetryOn, ...RetryOn[]], reason: string) {
  return open<RetryOn>(
    values,
    () =>
      z.union([
        z.literal('any-failure'),
        z.array(z.union([z.literal('timeout'), z.literal('no-connection'), z.int().min(200).max(599)])),
      ]),
    '"any-failure", or a list of "timeout", "no-connection" and statuses',
    reason,
  );
}

export type DeactivateAfter = number | { readonly seconds: number } | null;
export function deactivateAfter(values: readonly [DeactivateAfter, ...DeactivateAfter[]], reason: string) {
  return open<DeactivateAfter>(
    values,
    () => z.union([z.number().int().positive(), z.strictObject({ seconds: z.number().int().positive() }), z.null()]),
    'a number of failures in a row, { seconds } of failing, or null for never',
    reason,
  );
}

export type Reactivation = 'administrator' | 'application' | { readonly afterSeconds: number };
export function reactivation(values: readonly [Reactivation, ...Reactivation[]], reason: string) {
  return open<Reactivation>(
    values,
    () =>
      z.union([
        z.literal('administrator'),
        z.literal('application'),
        z.strictObject({ afterSeconds: z.number().int().positive() }),
      ]),
    '"administrator", "application" or { afterSeconds }',
    reason,
  );
}

export interface AttachmentFields {
  readonly members: readonly (typeof attachmentMembers)[number][];
  readonly size: 'string' | 'number';
}
export function attachmentFields(values: readonly [AttachmentFields, ...AttachmentFields[]], reason: string) {
  return open<AttachmentFields>(
    values,
    () => z.strictObject({ members: z.array(z.enum(attachmentMembers)).min(1), size: z.enum(['string', 'number']) }),
    `{ members, size }: a list of any of ${attachmentMembers.join(', ')}; "string" or "number"`,
    reason,
  );
}

export interface ActivityMember {
  readonly name: string;
  readonly id: 'string' | 'number';
}
export function activityMember(values: readonly [ActivityMember, ...ActivityMember[]], reason: string) {
  return open<ActivityMember>(
    values,
    () =>
      z.strictObject({
        name: z
          .string()
          .regex(/^[A-Za-z]\w*$/)
          .refine((name) => name !== 'id', 'id is the conversation'),
        id: z.enum(['string', 'number']),
      }),
    '{ name, id }: a member name; "string" or "number"',
    reason,
  );
}

export function memberPathOrNull(values: readonly [string | null, ...(string | null)[]], reason: string) {
  return open<string | null>(
    values,
    () =>
      z
        .string()
        .regex(/^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/)
        .nullable(),
    'the dotted path of a body member, or null',
    reason,
  );
}

const otherChecks = ['agentAvailability', 'capacity', 'checkEligibility', 'liveSessionStatus', 'livesessionstatus'];
export function nameOfCheck(values: readonly [string, ...string[]], reason: string) {
  return open(
    values,
    () =>
      z
        .string()
        .regex(/^[A-Za-z][\w-]{0,99}$/)
        .refine((name) => !otherChecks.includes(name), 'the name of another check'),
    `a word, but none of ${otherChecks.join(', ')}`,
    reason,
  );
}

export function contextRoot(values: readonly [string, ...string[]], reason: string) {
  return open(
    values,
    () =>
      z
        .string()
        .regex(/^[A-Za-z][\w.-]{0,99}$/)
        .refine((name) => name !== 'ws' && name !== 'egain', 'the beginning of a path without context root'),
    '"any", "both", "none", or the name of the one context root: "system", or letters, digits and . _ - that begin with a letter, but not "ws" or "egain"',
    reason,
  );
}

export function contentUrl(values: readonly [string, ...string[]], reason: string) {
  return open(
    values,
    () =>
      z
        .string()
        .max(500)
        .regex(/^((\{base\})?(\{root\}|\/system|\/ws)\/|https?:\/\/)[\w.~!$&'()*+,;=:@%/{}-]*$/)
        .refine(
          (url) => url.includes('{id}') && !/[{}]/.test(url.replaceAll(/\{(base|root|id|fileName)\}/g, '')),
          'a wrong placeholder',
        ),
    'a URL without query that starts with {base}{root}/, {base}/system/, {base}/ws/ or http(s)://, or a path that starts with {root}/, /system/ or /ws/; {root} is the context root; it holds {id}, and perhaps {fileName}',
    reason,
  );
}

export function nameList(values: readonly [readonly string[], ...(readonly string[])[]], allowed: string, reason: string) {
  return open(values, () => z.array(z.string().regex(/^\w{1,64}$/)), allowed, reason);
}

/** A time that differs from case to case; both limits in milliseconds, from 0 to one hour. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
export function span(values: readonly [Span, ...Span[]], reason: string) {
  return open<Span>(
    values,
    () => {
      const limit = z.number().int().min(0).max(3_600_000);
      return z.strictObject({ from: limit, to: limit }).refine(({ from, to }) => from <= to, '"from" is greater than "to"');
    },
    '{ from, to } in milliseconds, from 0 to 3600000',
    reason,
  );
}

export type ErrorCodeChanges = Partial<Record<ErrorKey, { code?: string; text?: string }>>;
export function errorCodeChanges(values: readonly [ErrorCodeChanges, ...ErrorCodeChanges[]], reason: string) {
  return open<ErrorCodeChanges>(
    values,
    () =>
      z.partialRecord(
        z.enum(Object.keys(errors) as ErrorKey[]),
        z.strictObject({
          code: z
            .string()
            .regex(/^[45]\d\d-\d{3,4}$/)
            .optional(),
          text: z.string().min(1).max(500).optional(),
        }),
      ),
    `{ <key>: { code: "<status>-<nnn>" or "<status>-<nnnn>", text } } for any of the keys ${Object.keys(errors).join(', ')}`,
    reason,
  );
}
