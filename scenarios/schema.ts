import * as z from 'zod';
import { worldSchema } from '../simulator/doors/world-schema.ts';
import { authorizationSchema, clientOptions } from './client-settings.ts';
import { administrator } from './steps/administrator.ts';
import { agent } from './steps/agent.ts';
import { clock } from './steps/clock.ts';
import { customer } from './steps/customer.ts';
import { event } from './steps/event.ts';
import { fault } from './steps/fault.ts';
import { file } from './steps/file.ts';
import { journal } from './steps/journal.ts';
import { network } from './steps/network.ts';
import { node } from './steps/node.ts';
import { platform } from './steps/platform.ts';
import { process } from './steps/process.ts';
import { received } from './steps/received.ts';
import { receiver } from './steps/receiver.ts';
import { repair } from './steps/repair.ts';
import { say } from './steps/say.ts';
import { typing } from './steps/typing.ts';
import { wait } from './steps/wait.ts';
import { name, text } from './values.ts';

/** Every kind of step. */
export const stepKinds = [
  say,
  customer,
  node,
  event,
  typing,
  agent,
  administrator,
  clock,
  wait,
  fault,
  repair,
  network,
  platform,
  receiver,
  received,
  file,
  process,
  journal,
] as const;

type Kinds = (typeof stepKinds)[number];

/** What a step holds, by its key. */
export type StepData = { [Kind in Kinds as Kind['key']]: z.output<Kind['schema']> };

const tableOnly = { node: text, each: z.array(z.record(z.string(), z.unknown())).min(1) };

/** What a scenario file holds, without the insides of its steps. */
export const outlineSchema = z.strictObject({
  $schema: z.string().optional(),
  title: text,
  teaches: text.describe('what one learns from it, in a sentence'),
  world: worldSchema.default({}).describe('sections of the default world to replace, as in the configuration file'),
  agents: z
    .enum(['manual', 'silent', 'answers'])
    .default('manual')
    .describe(
      'agents who would answer: manual ones do what the steps say, silent ones only get chats, answering ones chat by themselves',
    ),
  settings: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('values for facts that public sources do not state; the scenario then runs in a simulator of its own'),
  authorization: authorizationSchema.default({}),
  options: clientOptions.default({}).describe('options of the client library'),
  values: z
    .record(name, z.union([z.string(), z.number()]))
    .default({})
    .describe('texts by name, used as ${name}'),
  steps: z.array(z.unknown()).min(1),
});
export type Outline = z.output<typeof outlineSchema>;

/** The whole format, from which the published JSON Schema is made. */
export function jsonSchema(): object {
  const row = node.schema.omit({ node: true });
  const table = node.schema.partial({ expect: true }).extend({ ...tableOnly, each: z.array(row.partial()).min(1) });
  const step = z.union([...stepKinds.map(({ schema, about }) => schema.describe(about)), table]);
  const whole = outlineSchema.extend({ steps: z.array(step).min(1) });
  return z.toJSONSchema(whole, { io: 'input', unrepresentable: 'any', reused: 'ref' });
}
