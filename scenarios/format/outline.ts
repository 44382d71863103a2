import * as z from 'zod';
import { worldSchemas } from '../../simulator/doors/world-schema.ts';
import { authorizationSchema, clientOptions } from './client-settings.ts';
import { name, text } from './values.ts';

const { worldSchema } = worldSchemas();

/** The format of a scenario file, except the format of its steps. */
export const outlineSchema = z.strictObject({
  $schema: z.string().optional(),
  title: text,
  teaches: text.describe('what one learns from the scenario, in a sentence'),
  flow: z
    .enum(['played', 'external'])
    .default('played')
    .describe(
      'external: a flow that runs by itself; node and event steps wait for what it does. Default: the client library of this package plays it',
    ),
  world: worldSchema.default({}).describe('sections of the default world to replace, as in the configuration file'),
  agents: z
    .enum(['manual', 'silent', 'answers'])
    .default('manual')
    .describe(
      'how agents behave whose behaviour in the world is answers: manual (they do what the steps say), silent (they get chats and write nothing), answers (they chat by themselves)',
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
    .describe('texts by name, for use as ${name}'),
  steps: z.array(z.unknown()).min(1),
});
export type Outline = z.output<typeof outlineSchema>;
