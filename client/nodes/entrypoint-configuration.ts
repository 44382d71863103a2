import * as z from 'zod';
import { readBody, responseOf, textOrNumber } from '../read.ts';
import type { NodeBehaviour } from './behaviour.ts';

const word = z.string().min(1);

/** A restriction type: a text, or an object with `value`. */
const restriction = z.union([word, z.object({ value: word }).transform(({ value }) => value)]);
const policy = z.union([
  restriction,
  z.object({ restrictionType: restriction }).transform(({ restrictionType }) => restrictionType),
]);
const listed = z.union([policy, z.tuple([policy], z.unknown()).transform(([first]) => first)]);
const wrapped = z.union([listed, z.object({ attachmentPolicy: listed }).transform(({ attachmentPolicy }) => attachmentPolicy)]);

/** Every published and inferred form of `attachmentPolicies`: the policy itself, in a list, or one for each direction (spec 5). */
const policies = z.union([wrapped, z.object({ inbound: wrapped }).transform(({ inbound }) => inbound)]);

const configuration = z.object({
  /** Only the date is needed for a start. */
  entryPoint: z.object({ id: textOrNumber }).optional().catch(undefined),
  /** Opaque: Start Conversation sends it back unchanged. */
  lastModified: z.object({ date: textOrNumber }),
  attachmentPolicies: policies.optional().catch(undefined),
});

/** The first configuration of a list, or a single one. */
const answered = z.object({
  entryPointConfiguration: z.union([z.tuple([configuration], z.unknown()).transform(([first]) => first), configuration]),
});

export const entrypointConfiguration: NodeBehaviour<'entrypointConfiguration'> = {
  getEntrypointConfiguration: async ({ entryPointId }, { ece, signal }) => {
    const answer = await ece.send('configuration', { query: { entrypoint: entryPointId } }, signal);
    if (answer.status !== 200) return answer;
    const { entryPoint, lastModified, attachmentPolicies } = readBody(answered, answer).entryPointConfiguration;
    return {
      ...answer,
      outputs: {
        entryPointId: entryPoint?.id ?? entryPointId,
        lastModifiedDate: lastModified.date,
        attachmentPolicies,
        response: responseOf(answer),
      },
    };
  },
};
