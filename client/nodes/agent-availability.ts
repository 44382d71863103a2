import * as z from 'zod';
import type { RequestName } from '../catalogue/requests.ts';
import type { Context, MethodAnswer, NodeBehaviour } from './behaviour.ts';

/** Numbers and booleans are text in XML. */
const number = z.union([z.number().nonnegative(), z.string().regex(/^\d+(\.\d+)?$/)]).transform(Number);
const truth = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

const availability = z.object({ available: truth });
const capacity = z.object({ count: number });
const session = z.object({ queueDepth: number, waitTime: number });

/** Asks a public chat service and reads its answer. A 200 with another body has the result `unreadable`. */
async function askChatService<Schema extends z.ZodType>(
  name: RequestName,
  entryPointId: string,
  { ece, signal }: Context,
  schema: Schema,
  tell: (body: z.output<Schema>) => MethodAnswer,
): Promise<MethodAnswer> {
  const answer = await ece.send(name, { path: { entryPointId } }, signal);
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
    askChatService('liveSessionStatus', entryPointId, context, session, (outputs) => ({ result: 'available', outputs })),
};
