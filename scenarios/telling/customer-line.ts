import { resolveMethod } from '../../client/index.ts';
import type { Step } from '../format/scenario.ts';
import type { Texts } from './telling.ts';
import { fillReferences } from './words.ts';

/** What the customer says in a step that sends a message: in many stories it stands only there. Undefined for other steps. */
export function findCustomerLine(step: Pick<Step, 'kind' | 'data'>, texts: Texts): string | undefined {
  if (step.kind !== 'node') return undefined;
  const { node, inputs } = step.data as Extract<Step, { kind: 'node' }>['data'];
  if (!resolveMethod(node).path.startsWith('sendMessage.send')) return undefined;
  const message: unknown = fillReferences(inputs['message'] ?? inputs['MESSAGE'], texts);
  return typeof message === 'string' ? message : undefined;
}
