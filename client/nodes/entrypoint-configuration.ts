import * as z from 'zod';
import { readBody, responseOf, textOrNumber } from '../read.ts';
import type { NodeBehaviour } from './behaviour.ts';

/** Every published and inferred form of `attachmentPolicies`: the policy itself, in a list, or one for each direction (spec 5). */
const policy = z.object({ restrictionType: z.object({ value: z.string() }) });
const listed = z
  .object({ attachmentPolicy: z.union([policy, z.tuple([policy], z.unknown()).transform(([first]) => first)]) })
  .transform(({ attachmentPolicy }) => attachmentPolicy);
const policyOfCustomer = z.object({ inbound: z.union([policy, listed]) }).transform(({ inbound }) => inbound);

const configuration = z.object({
  entryPointConfiguration: z.tuple(
    [
      z.object({
        entryPoint: z.object({ id: textOrNumber }),
        /** Opaque: Start Conversation sends it back unchanged. */
        lastModified: z.object({ date: textOrNumber }),
        attachmentPolicies: z.union([policy, listed, policyOfCustomer]).optional().catch(undefined),
      }),
    ],
    z.unknown(),
  ),
});

export const entrypointConfiguration: NodeBehaviour<'entrypointConfiguration'> = {
  getEntrypointConfiguration: async ({ entryPointId }, { ece, signal }) => {
    const answer = await ece.send('configuration', { query: { entrypoint: entryPointId } }, signal);
    if (answer.status !== 200) return answer;
    const [{ entryPoint, lastModified, attachmentPolicies }] = readBody(configuration, answer).entryPointConfiguration;
    return {
      ...answer,
      outputs: {
        entryPointId: entryPoint.id,
        lastModifiedDate: lastModified.date,
        attachmentPolicies: attachmentPolicies?.restrictionType.value,
        response: responseOf(answer),
      },
    };
  },
};
