import * as z from 'zod';
import { networkStates } from '../stage/broken-places.ts';
import { stepKind } from './step-kind.ts';

const state = z.enum(networkStates).optional();

export const network = stepKind({
  key: 'network',
  about: "The network between the client and ECE, the token URL, or the customer's file server.",
  schema: z.strictObject({
    network: z.strictObject({ ece: state, tokenUrl: state, fileServer: state }),
  }),
  compile: ({ network: changes }) => ({
    title: `Network: ${Object.entries(changes)
      .map(([place, how]) => `${place} ${how}`)
      .join(', ')}`,
    run: (stage) => Promise.resolve(stage.network.change(changes)),
  }),
});
