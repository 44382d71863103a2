import * as z from 'zod';
import type { CallbackAuthentication } from '../../client/index.ts';
import { receiverStates } from '../stage/webhook.ts';
import { stepKind } from './step-kind.ts';
import { text } from '../format/values.ts';

const authentication = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('basic'), userName: text, password: text }),
  z.strictObject({ type: z.literal('bearer'), token: text }),
]) satisfies z.ZodType<CallbackAuthentication>;

const receiverStep = z.strictObject({
  receiver: z.union([
    z.enum(receiverStates),
    z.strictObject({ answers: z.int().min(200).max(599), times: z.int().positive().optional() }),
    z.strictObject({ asksFor: authentication }),
  ]),
});

/** What the receiver does from now on. */
export function describeReceiver(how: z.output<typeof receiverStep>['receiver']): string {
  if (typeof how === 'string') return how;
  if ('asksFor' in how)
    return how.asksFor.type === 'none' ? 'asks for no credentials' : `asks for credentials (${how.asksFor.type})`;
  return `answers ${how.answers}${how.times === undefined ? '' : `, ${how.times} times`}`;
}

export const receiver = stepKind({
  key: 'receiver',
  about:
    "The client's callback receiver: `goes down` (it closes connections), `hangs`, `comes back`, answers a status, always or a number of times, or `asksFor` credentials.",
  schema: receiverStep,
  compile: ({ receiver: how }) => ({
    title: `The callback receiver ${describeReceiver(how)}`,
    run: ({ webhook, values }) =>
      Promise.resolve(
        typeof how === 'object' && 'asksFor' in how ? webhook.askFor(values.resolve(how.asksFor)) : webhook.change(how),
      ),
  }),
});
