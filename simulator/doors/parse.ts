import type * as z from 'zod';
import { Problem } from './problem.ts';
import { dottedPath } from './problems.ts';
import { checkBySchema } from './schema-problems.ts';

/**
 * The value as the schema reads it.
 * @throws {Problem} that names the path of the first offending field and what is allowed
 */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, subject?: string): z.output<Schema> {
  const result = checkBySchema(schema, value, subject);
  if ('data' in result) return result.data;
  const { path, message, allowed } = result.problems[0]!;
  throw new Problem('invalid', dottedPath(path), message, allowed);
}
