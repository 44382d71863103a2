import * as z from 'zod';
import type { RequestName } from '../catalogue/requests.ts';
import { requests } from '../catalogue/requests.ts';
import type { EceRequest } from '../ece-api.ts';
import type { Context, MethodAnswer, NodeBehaviour } from './behaviour.ts';

/** Numbers and booleans are text in XML. */
const number = z.union([z.number().nonnegative(), z.string().regex(/^\d+(\.\d+)?$/)]).transform(Number);
const truth = z.union([
  z.boolean(),
  z.stringFormat('truth', /^(true|false)$/i).transform((text) => text.toLowerCase() === 'true'),
]);

/** The members of the answer, which may stand one level deeper, e.g. in `liveSessionStatus` (spec 11). */
function maybeWrapped<Schema extends z.ZodType>(members: Schema) {
  const wrapped = z.record(z.string(), z.unknown()).transform((body, context): z.output<Schema> => {
    const inner = Object.values(body)
      .map((value) => members.safeParse(value).data)
      .find((data) => data !== undefined);
    if (inner !== undefined) return inner;
    context.addIssue({ code: 'custom', message: 'is not the answer' });
    return z.NEVER;
  });
  return z.union([members, wrapped]);
}

const availability = maybeWrapped(z.object({ available: truth }));
const capacity = maybeWrapped(
  z.union([
    z.object({ count: number }),
    z.object({ availableSlots: number }).transform(({ availableSlots }) => ({ count: availableSlots })),
  ]),
);
const session = maybeWrapped(z.object({ queueDepth: number, waitTime: number }));

/** Asks a public chat service and reads its answer. A 200 with another body has the result `unreadable`. */
async function askChatService<Schema extends z.ZodType>(
  name: RequestName,
  entryPointId: string,
  { ece, signal }: Context,
  schema: Schema,
  tell: (body: z.output<Schema>) => MethodAnswer,
  route: EceRequest['route'] = {},
): Promise<MethodAnswer> {
  const answer = await ece.send(name, { route, path: { entryPointId } }, signal);
  if (answer.status !== 200) return answer;
  const body = schema.safeParse(answer.body);
  return {
    ...answer,
    ...(body.success ? tell(body.data) : { result: 'unreadable', sentence: `${answer.sentence} Its body is unreadable.` }),
  };
}

function availabilityWord(present: boolean) {
  return present ? 'available' : 'none';
}

export const agentAvailability: NodeBehaviour<'agentAvailability'> = {
  getAgentAvailability: ({ entryPointId }, context) =>
    askChatService('agentAvailability', entryPointId, context, availability, ({ available }) => ({
      result: availabilityWord(available),
      outputs: { available },
    })),
  getAgentCapacity: ({ entryPointId }, context) =>
    askChatService('capacity', entryPointId, context, capacity, ({ count }) => ({
      result: availabilityWord(count > 0),
      outputs: { availableSlots: count },
    })),
  getQueueDepthAndWaitTime: ({ entryPointId }, context) =>
    askChatService('liveSessionStatus', entryPointId, context, session, (outputs) => ({ result: 'available', outputs }), {
      path: requests.liveSessionStatus.path.replace('liveSessionStatus', context.runtime.options.liveSessionStatusRoute),
    }),
};
