import type { ActorStage } from '../stage/stage.ts';
import * as z from 'zod';
import { createAction, stepKind } from './step-kind.ts';
import { name, text } from '../format/values.ts';

export const customer = stepKind({
  key: 'customer',
  about: 'What the customer writes in the channel (SMS, Messenger). `as` keeps the text for later steps: `${name}`.',
  schema: z.strictObject({ customer: text, as: name.optional() }),
  compile: ({ customer: written, as }, names) => {
    names.define(as, { description: 'a text of the customer', keys: null });
    return createAction(`The customer writes: ${written}`, async (stage: ActorStage) => {
      const message = stage.values.resolve(written);
      stage.values.keep(as, message);
      stage.tell({ type: 'act', who: 'customer', does: 'writes', text: message });
      return Promise.resolve();
    });
  },
});
