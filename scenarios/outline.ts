import * as z from 'zod';
import { worldSchema } from '../simulator/doors/world-schema.ts';
import { authorizationSchema, clientOptions } from './client-settings.ts';
import { name, text } from './values.ts';

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
