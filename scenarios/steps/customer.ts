import * as z from 'zod';
import { act, stepKind } from '../step-kind.ts';
import { name, text } from '../values.ts';

export const customer = stepKind({
  key: 'customer',
  about: 'What the customer writes in the channel (SMS, Messenger). `as` keeps the text, so that a node can send it: `${name}`.',
  schema: z.strictObject({ customer: text, as: name.optional() }),
  compile: ({ customer: words, as }, names) => {
    names.give(as, { what: 'a text of the customer', keys: null });
    return act(`The customer writes: ${words}`, async (stage) => {
      const said = stage.values.resolve(words);
      stage.values.keep(as, said);
      stage.tell({ type: 'act', who: 'customer', does: 'writes', text: said });
      return Promise.resolve();
    });
  },
});
