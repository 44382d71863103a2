import * as z from 'zod';
import { outlineSchema } from './outline.ts';
import { node } from '../steps/node.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { text } from './values.ts';

const tableOnly = { node: text, each: z.array(z.record(z.string(), z.unknown())).min(1) };

/** The JSON Schema of the whole format. It is published as scenario.schema.json. */
export function createJsonSchema(): object {
  const row = node.schema.omit({ node: true });
  const table = node.schema.partial({ expect: true }).extend({ ...tableOnly, each: z.array(row.partial()).min(1) });
  const step = z.union([...stepKinds.map(({ schema, about }) => schema.describe(about)), table]);
  const whole = outlineSchema.extend({ steps: z.array(step).min(1) });
  return z.toJSONSchema(whole, { io: 'input', unrepresentable: 'any', reused: 'ref' });
}
