import type * as z from 'zod';
import { InvalidInputError } from '../errors.ts';
import { checkBySchema } from './schema-problems.ts';

/**
 * The value as the schema reads it.
 * @param subject how a sentence names the value itself, e.g. `The body`
 * @throws {InvalidInputError} with every problem
 */
export function readInput<Schema extends z.ZodType>(schema: Schema, value: unknown, subject?: string): z.output<Schema> {
  const result = checkBySchema(schema, value, subject);
  if ('problems' in result) throw new InvalidInputError(result.problems);
  return result.data;
}
