import * as z from 'zod';
import { messageTypes } from '../protocol/callbacks.ts';
import type { ErrorKey } from '../protocol/errors.ts';
import { errors } from '../protocol/errors.ts';
import { once } from '../protocol/once.ts';
import type { OperationId } from '../protocol/operations.ts';
import { operations } from '../protocol/operations.ts';
import { rowOf } from '../protocol/rows.ts';

const callActions = ['refuse', 'answer', 'delay', 'hang', 'close', 'reset', 'trickle', 'corrupt', 'end-sessions'];
const callbackActions = ['drop', 'duplicate', 'delay', 'reorder'];
/** A day: a longer delay is probably a mistake, even in virtual time. */
const longestDelayMs = 24 * 3600 * 1000;

/** A fault, and its parts. */
export const faultSchemas = once(() => {
  const milliseconds = z.int().min(0).max(longestDelayMs);
  const delayMs = z.union([
    milliseconds,
    z
      .strictObject({ from: milliseconds, to: milliseconds })
      .refine(({ from, to }) => from <= to, '"from" must not be after "to"')
      .describe('a spread: the seed decides'),
  ]);
  const id = z.union([z.string().min(1), z.int().transform(String)]);

  const headerName = z
    .string()
    .regex(/^[\w-]+$/)
    .refine((name) => !/^(content-length|trailer|transfer-encoding)$/i.test(name), 'is set by the server itself');

  const faultMatchSchema = z.strictObject({
    operation: z.enum(Object.keys(operations) as [OperationId, ...OperationId[]]).optional(),
    application: z.string().min(1).optional().describe('client id'),
    entryPoint: id.optional(),
    conversation: id.optional(),
    callback: z
      .enum(['any', ...messageTypes])
      .optional()
      .describe('makes it a fault of callbacks'),
  });

  const faultFireSchema = z.union([
    z.literal('always'),
    z.strictObject({ times: z.int().positive() }),
    z.strictObject({ from: z.int().positive() }),
    z.strictObject({ probability: z.number().min(0).max(1) }),
  ]);

  const faultActionSchema = z.discriminatedUnion('do', [
    z
      .strictObject({
        do: z.literal('refuse'),
        error: z.enum(Object.keys(errors) as [ErrorKey, ...ErrorKey[]]),
        status: z.int().min(400).max(599).optional(),
      })
      .describe('ECE refuses the call with this error'),
    z
      .strictObject({
        do: z.literal('answer'),
        status: z.int().min(200).max(599),
        headers: z.record(headerName, z.string().regex(/^[\t\x20-\x7e]*$/)).optional(),
        body: z.string().max(1_000_000).optional(),
      })
      .describe('the call gets this answer, whatever ECE would say'),
    z
      .strictObject({ do: z.literal('delay'), ms: delayMs, callbacksFirst: z.boolean().optional() })
      .describe('the answer, or the callback, comes later'),
    z.strictObject({ do: z.literal('hang') }).describe('the call is never answered'),
    z
      .strictObject({ do: z.literal('close'), at: z.enum(['start', 'middle']) })
      .describe('the connection is closed before the answer, or in the middle of it'),
    z
      .strictObject({ do: z.literal('reset'), at: z.enum(['start', 'middle']) })
      .describe('the connection is reset (ECONNRESET) before the answer, or in the middle of it'),
    z
      .strictObject({
        do: z.literal('trickle'),
        bytes: z.int().positive().max(1_000_000).describe('of the body, at a time'),
        everyMs: z.int().positive().max(longestDelayMs),
      })
      .describe('the answer comes a few bytes at a time'),
    z
      .strictObject({ do: z.literal('corrupt'), how: z.enum(['malformed', 'truncated']) })
      .describe('the body of the answer is malformed, or half of it is missing'),
    z
      .strictObject({ do: z.literal('end-sessions'), how: z.enum(['expire', 'revoke']) })
      .describe('the token or session of the call expires or is revoked'),
    z.strictObject({ do: z.literal('drop') }).describe('the callback is lost'),
    z.strictObject({ do: z.literal('duplicate') }).describe('the callback comes twice'),
    z.strictObject({ do: z.literal('reorder') }).describe('the callback comes after the next one'),
  ]);

  /** A fault: what it matches, when it fires, what it does. Code, control API, scenarios and special entry points use the same words. */
  const faultSchema = z
    .strictObject({
      match: faultMatchSchema.default({}),
      fire: faultFireSchema.default('always'),
      action: faultActionSchema,
      when: z.enum(['before', 'after']).default('before').describe('whether the operation has had its effect'),
    })
    .superRefine((fault, context) => {
      const found = fault.match.callback === undefined ? contradictionsOfCall(fault) : contradictionsOfCallback(fault);
      for (const [path, message] of found) context.addIssue({ code: 'custom', path: path.split('.'), message });
    });

  return { faultMatchSchema, faultFireSchema, faultActionSchema, faultSchema };
});

type FaultSchemas = ReturnType<typeof faultSchemas>;
export type FaultInput = z.input<FaultSchemas['faultSchema']>;

interface FaultShape {
  match: z.output<FaultSchemas['faultMatchSchema']>;
  action: z.output<FaultSchemas['faultActionSchema']>;
  when: 'before' | 'after';
}

/** The path of the wrong member, and the message. */
type Contradiction = [string, string];

function contradictionsOfCallback({ match, action, when }: FaultShape): Contradiction[] {
  return [
    ...problemUnless(callbackActions.includes(action.do), 'action.do', `A fault of callbacks can ${callbackActions.join(', ')}.`),
    ...problemUnless(match.operation === undefined, 'match.operation', 'A callback is no operation: match one or the other.'),
    ...problemUnless(when === 'before', 'when', 'A fault of callbacks has no operation to come after.'),
    ...problemUnless(!('callbacksFirst' in action), 'action.callbacksFirst', 'must only be given for the answer of a call'),
  ];
}

function contradictionsOfCall({ match, action, when }: FaultShape): Contradiction[] {
  const { operation } = match;
  const callbacksFirst = action.do === 'delay' && action.callbacksFirst === true;
  const bodyWithoutPlace = action.do === 'answer' && [204, 205, 304].includes(action.status) && action.body !== undefined;
  return [
    ...problemUnless(
      callActions.includes(action.do),
      'action.do',
      `Without match.callback a fault can ${callActions.join(', ')}.`,
    ),
    ...problemUnless(
      !callbacksFirst || when === 'after',
      'action.callbacksFirst',
      'Callbacks can only go first when the operation is done: "when" must be "after".',
    ),
    ...problemUnless(!bodyWithoutPlace, 'action.body', 'An answer with this status has no body.'),
    ...problemUnless(
      action.do !== 'end-sessions' || when === 'after' || operation === undefined || !opensSession(operation),
      'when',
      'Ending the sessions before a token call has no effect on its token: "when" must be "after".',
    ),
    ...(operation === undefined ? [] : findUnmatchableMembers(operation, match, action)),
  ];
}

/** A fault cannot match a call by a member that the call does not have. */
function findUnmatchableMembers(
  operation: OperationId,
  match: FaultShape['match'],
  action: FaultShape['action'],
): Contradiction[] {
  const { authentication, about } = rowOf(operation);
  const tells = (member: string, does: boolean) =>
    problemUnless(
      does || match[member as 'application'] === undefined,
      `match.${member}`,
      `The operation ${operation} has no ${member}.`,
    );
  return [
    ...tells('application', authentication === 'basic' || authentication === 'bearer'),
    ...tells('entryPoint', about === 'entryPoint' || about === 'conversation' || about === 'attachment'),
    ...tells('conversation', about === 'conversation' || about === 'attachment'),
    ...problemUnless(
      action.do !== 'end-sessions' || authentication !== 'none',
      'action.do',
      `The operation ${operation} has no session to end.`,
    ),
  ];
}

/** The token call opens the session, so the session cannot end before it. */
function opensSession(operation: OperationId): boolean {
  return rowOf(operation).authentication === 'basic';
}

function problemUnless(holds: boolean, path: string, message: string): Contradiction[] {
  return holds ? [] : [[path, message]];
}
