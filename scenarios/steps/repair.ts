import * as z from 'zod';
import { act, stepKind } from '../step-kind.ts';
import { text } from '../values.ts';

const everything = 'everything';

export const repair = stepKind({
  key: 'repair',
  about: 'Removes a fault by its name, or `everything`.',
  schema: z.strictObject({ repair: text }),
  compile: ({ repair: what }, names) => {
    if (what !== everything) names.requireFault(what, ['repair']);
    return act(`${what} is repaired`, (stage) =>
      stage.control.ask('DELETE', what === everything ? '/faults' : `/faults/${String(stage.values.get(what))}`),
    );
  },
});
