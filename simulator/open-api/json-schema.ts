import * as z from 'zod';

/** The JSON Schema of what is read (`input`) or given (`output`), as OpenAPI 3.1 holds it. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return rest;
}
