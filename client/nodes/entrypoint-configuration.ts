import * as z from 'zod';
import { readBody, textOrNumber } from '../read.ts';
import type { NodeBehaviour } from './behaviour.ts';

const configuration = z.object({
  entryPointConfiguration: z.tuple(
    [
      z.object({
        entryPoint: z.object({ id: textOrNumber }),
        /** Opaque: Start Conversation sends it back unchanged. */
        lastModified: z.object({ date: textOrNumber }),
        attachmentPolicies: z
          .object({ attachmentPolicy: z.tuple([z.object({ restrictionType: z.object({ value: z.string() }) })], z.unknown()) })
          .optional(),
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
        attachmentPolicies: attachmentPolicies?.attachmentPolicy[0].restrictionType.value,
        response: JSON.stringify(answer.body),
      },
    };
  },
};
