import * as z from 'zod';
import { optionsSchema } from '../../client/options.ts';
import { calibrationSchema } from '../../simulator/configuration/site.ts';
import { settings } from '../../simulator/protocol/settings.ts';

/** The JSON schema of a site file, of the parts that both rooms check. */
export function siteFileSchema(): object {
  const client = z.toJSONSchema(optionsSchema, { io: 'input', unrepresentable: 'any' });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What is known about one installation of ECE',
    type: 'object',
    required: ['version'],
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      version: { const: 1 },
      about: { type: 'string', description: 'A text for people.' },
      calibration: {
        ...withoutDialect(z.toJSONSchema(calibrationSchema(), { io: 'input' })),
        description:
          'When and how ece-simulator calibrate found the settings: date, program, version of ECE, masked evidence. Nobody acts on it.',
      },
      settings: { ...settingsSchema(), description: 'Settings of the simulator.' },
      client: { ...withoutDialect(client), description: 'Options of the client library.' },
    },
  };
}

/** The settings by name, with the reason and certainty of each default. */
export function settingsSchema(): object {
  const values = Object.entries(settings).map(([name, { type, default: usual, reason, certainty }]) => [
    name,
    { description: `${reason} (${certainty})`, default: usual, ...valueSchema(type) },
  ]);
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(values) as object };
}

function valueSchema(type: z.ZodType): object {
  return withoutDialect(z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }));
}

export function withoutDialect({ $schema: _, ...schema }: object & { $schema?: unknown }): object {
  return schema;
}
