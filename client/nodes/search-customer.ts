import * as z from 'zod';
import { readBody, responseOf, textOrNumber } from '../read.ts';
import type { NodeBehaviour } from './behaviour.ts';

/** One, or a list of them: the first is taken. */
function first<Schema extends z.ZodType>(schema: Schema) {
  return z.union([z.array(schema).transform(([one]) => one), schema]);
}

const customers = z.object({
  customer: first(
    z.object({
      id: textOrNumber,
      contactPersons: z.object({ contactPerson: first(z.object({ id: textOrNumber })) }).optional(),
    }),
  ),
});

export const searchCustomer: NodeBehaviour<'searchCustomer'> = {
  searchCustomer: async ({ key, value, xEgainSession }, { ece, signal }) => {
    const answer = await ece.send('customerSearch', { query: { [key]: value }, session: xEgainSession }, signal);
    if (answer.status !== 200) return answer;
    const { customer } = readBody(customers, answer);
    if (!customer) return { ...answer, result: 'not found' };
    const contactPersonId = customer.contactPersons?.contactPerson?.id;
    return {
      ...answer,
      result: 'found',
      outputs: { contactPersonId, customerId: customer.id, response: responseOf(answer) },
    };
  },
};
