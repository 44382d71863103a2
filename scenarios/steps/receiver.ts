import * as z from 'zod';
import { receiverStates } from '../stage/webhook.ts';
import { stepKind } from './step-kind.ts';

export const receiver = stepKind({
  key: 'receiver',
  about:
    "The client's callback receiver: `goes down` (it closes connections), `hangs`, `comes back`, or answers a status, always or a number of times.",
  schema: z.strictObject({
    receiver: z.union([
      z.enum(receiverStates),
      z.strictObject({ answers: z.int().min(200).max(599), times: z.int().positive().optional() }),
    ]),
  }),
  compile: ({ receiver: how }) => ({
    title: `The callback receiver ${typeof how === 'string' ? how : `answers ${how.answers}${how.times === undefined ? '' : `, ${how.times} times`}`}`,
    run: (stage) => Promise.resolve(stage.webhook.change(how)),
  }),
});
