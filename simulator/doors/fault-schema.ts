import * as z from 'zod';
import { errors, type ErrorKey } from '../protocol/errors.ts';
import { type OperationId, operations } from '../protocol/operations.ts';

const callActions = ['refuse', 'answer', 'delay', 'hang', 'close', 'corrupt', 'end-sessions'];
const callbackActions = ['drop', 'duplicate', 'delay', 'reorder'];
const messageTypes = [
  'plainText',
  'html',
  'startTyping',
  'endTyping',
  'complete',
  'assigned',
  'transfer',
  'pagePush',
  'uploadAttachment',
  'acceptAttachment',
  'rejectAttachment',
] as const;

/** A day of waiting is a slip of the hand, even in virtual time. */
const longestDelayMs = 24 * 3600 * 1000;
const delayMs = z.int().min(0).max(longestDelayMs);
const id = z.union([z.string().min(1), z.int().transform(String)]);

export const faultMatchSchema = z.strictObject({
  operation: z.enum(Object.keys(operations) as [OperationId, ...OperationId[]]).optional(),
  application: z.string().min(1).optional().describe('client key'),
  entryPoint: id.optional(),
  conversation: id.optional(),
  callback: z
    .enum(['any', ...messageTypes])
    .optional()
    .describe('makes it a fault of callbacks'),
});

export const faultFireSchema = z.union([
  z.literal('always'),
  z.strictObject({ times: z.int().positive() }),
  z.strictObject({ from: z.int().positive() }),
  z.strictObject({ probability: z.number().min(0).max(1) }),
]);

export const faultActionSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('refuse'),
    error: z.enum(Object.keys(errors) as [ErrorKey, ...ErrorKey[]]),
    status: z.int().min(400).max(599).optional(),
  }),
  z.strictObject({
    do: z.literal('answer'),
    status: z.int().min(200).max(599),
    headers: z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/)).optional(),
    body: z.string().max(1_000_000).optional(),
  }),
  z.strictObject({ do: z.literal('delay'), ms: delayMs, callbacksFirst: z.boolean().optional() }),
  z.strictObject({ do: z.literal('hang') }),
  z.strictObject({ do: z.literal('close'), at: z.enum(['start', 'middle']) }),
  z.strictObject({ do: z.literal('corrupt'), how: z.enum(['malformed', 'truncated']) }),
  z.strictObject({ do: z.literal('end-sessions'), how: z.enum(['expire', 'revoke']) }),
  z.strictObject({ do: z.literal('drop') }),
  z.strictObject({ do: z.literal('duplicate') }),
  z.strictObject({ do: z.literal('reorder') }),
]);

/** A fault: what it looks at, when it fires, what it does. The same words in code, control API, scenarios and special entry points. */
export const faultSchema = z
  .strictObject({
    match: faultMatchSchema.default({}),
    fire: faultFireSchema.default('always'),
    action: faultActionSchema,
    when: z.enum(['before', 'after']).default('before').describe('whether the operation has had its effect'),
  })
  .superRefine(({ match, action, when }, context) => {
    const contradiction = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (match.callback !== undefined) {
      if (!callbackActions.includes(action.do))
        contradiction(['action', 'do'], `a fault of callbacks can ${callbackActions.join(', ')}`);
      if (match.operation !== undefined)
        contradiction(['match', 'operation'], 'a callback is no operation: match one or the other');
      if (when === 'after') contradiction(['when'], 'a fault of callbacks has no operation to come after');
    } else {
      if (!callActions.includes(action.do))
        contradiction(['action', 'do'], `without match.callback a fault can ${callActions.join(', ')}`);
      if (action.do === 'delay' && action.callbacksFirst === true && when === 'before') {
        contradiction(
          ['action', 'callbacksFirst'],
          'callbacks can only go first when the operation is done: when must be "after"',
        );
      }
      if (action.do === 'end-sessions' && when === 'before' && match.operation === 'obtainToken') {
        contradiction(['when'], 'ending the sessions before a token call has no effect on its token: when must be "after"');
      }
    }
  });

export type FaultInput = z.input<typeof faultSchema>;
