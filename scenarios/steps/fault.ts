import type { ActorStage } from '../stage/stage.ts';
import * as z from 'zod';
import { isControlError } from '../../simulator/control/control-error.ts';
import { faultSchemas } from '../../simulator/faults/fault-schema.ts';
import { faultValue } from '../format/names.ts';
import { stepKind } from './step-kind.ts';
import { name } from '../format/values.ts';

const { faultSchema } = faultSchemas();

/** A step may have repaired the fault already. */
function ignoreUnknown(error: unknown): void {
  if (!isControlError(error) || error.kind !== 'unknown') throw error;
}

type Fault = z.output<typeof faultSchema>;

function describeFault({ match, action, fire }: Fault): string {
  const what = match.callback === undefined ? (match.operation ?? 'every call') : `callback ${match.callback}`;
  const how = Object.entries(action).map(([key, value]) => (key === 'do' ? String(value) : `${key} ${JSON.stringify(value)}`));
  return `${what}: ${how.join(', ')}${fire === 'always' ? '' : ` (${JSON.stringify(fire)})`}`;
}

export const fault = stepKind({
  key: 'fault',
  about: 'Makes calls or callbacks fail, in the words of the control API. `as` names the fault for `repair`.',
  schema: z.strictObject({ fault: faultSchema, as: name.optional() }),
  compile: ({ fault: definition, as }, names) => {
    names.define(as, faultValue);
    names.requireEntryPoint(definition.match.entryPoint, ['fault', 'match', 'entryPoint']);
    return {
      title: `Fault: ${describeFault(definition)}`,
      run: async (stage: ActorStage) => {
        const { match, ...rest } = stage.values.resolve(definition);
        const { entryPoint, application } = match;
        const { id } = await stage.control.post('/faults', {
          body: {
            ...rest,
            match: {
              ...match,
              ...(entryPoint !== undefined && { entryPoint: stage.partition.entryPointId(entryPoint) }),
              ...(application !== undefined && { application: stage.partition.application(application).clientId }),
            },
          },
        });
        stage.evidence.addFault(id, definition.action.do);
        stage.values.keep(as, id);
        return async () => {
          await stage.control.delete('/faults/{fault}', { params: { fault: id } }).catch(ignoreUnknown);
        };
      },
    };
  },
});
