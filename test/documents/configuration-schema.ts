import * as z from 'zod';
import { configurationSchema } from '../../simulator/configuration/configuration.ts';
import { configurationKeys } from '../../simulator/configuration/keys.ts';
import { settingsSchema, withoutDialect } from './site-schema.ts';

/** The JSON schema of a configuration file, with what each key is about and what holds without it. */
export function configurationFileSchema(): object {
  const schema = withoutDialect(z.toJSONSchema(configurationSchema(), { io: 'input', unrepresentable: 'any' })) as {
    properties: Record<string, object>;
  };
  const properties = Object.entries(configurationKeys).map(([key, { about, usual }]) => [
    key,
    { ...(key === 'settings' ? settingsSchema() : schema.properties[key]), description: `${about} (default: ${usual})` },
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'The configuration of ece-simulator',
    ...schema,
    properties: { $schema: { type: 'string' }, ...(Object.fromEntries(properties) as object) },
  };
}
