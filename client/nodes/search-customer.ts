import * as z from 'zod';
import { readBody, responseOf, textOrNumber } from '../read.ts';
import type { NodeBehaviour } from './behaviour.ts';

const customers = z.object({
  customer: z.array(
    z.object({
      id: textOrNumber,
      contactPersons: z.object({ contactPerson: z.array(z.object({ id: textOrNumber })) }).optional(),
    }),
  ),
});

export const searchCustomer: NodeBehaviour<'searchCustomer'> = {
  searchCustomer: async ({ key, value, xEgainSession }, { ece, signal }) => {
    const answer = await ece.send('customerSearch', { query: { [key]: value }, session: xEgainSession }, signal);
    if (answer.status !== 200) return answer;
    const [customer] = readBody(customers, answer).customer;
    if (!customer) return { ...answer, result: 'not found' };
    const contactPersonId = customer.contactPersons?.contactPerson[0]?.id;
    return {
      ...answer,
      result: 'found',
      outputs: { contactPersonId, customerId: customer.id, response: responseOf(answer) },
    };
  },
};
