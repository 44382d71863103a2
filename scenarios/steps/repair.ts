import type { ActorStage } from '../stage/stage.ts';
import * as z from 'zod';
import { createAction, stepKind } from './step-kind.ts';
import { text } from '../format/values.ts';

const everything = 'everything';

export const repair = stepKind({
  key: 'repair',
  about: 'Removes a fault by its name, or `everything`.',
  schema: z.strictObject({ repair: text }),
  compile: ({ repair: faultName }, names) => {
    if (faultName !== everything) names.requireFault(faultName, ['repair']);
    return createAction(`${faultName} is repaired`, (stage: ActorStage) =>
      faultName === everything
        ? stage.control.delete('/faults')
        : stage.control.delete('/faults/{fault}', { params: { fault: String(stage.values.get(faultName)) } }),
    );
  },
});
