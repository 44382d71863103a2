import type * as z from 'zod';
import type { Problem } from './errors.ts';
import { InvalidSettingsError } from './errors.ts';

function problemOf({ path, message }: z.core.$ZodIssue): Problem {
  return { path: path.map((part) => (typeof part === 'symbol' ? String(part) : part)), message };
}

function describeProblem({ path, message }: Problem): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/**
 * The settings, completed by the schema.
 *
 * @throws {InvalidSettingsError} with a problem for each field that cannot be used.
 */
export function checkSettings<Schema extends z.ZodType>(what: string, schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(problemOf);
  throw new InvalidSettingsError(`${what} cannot be used. ${problems.map(describeProblem).join('; ')}.`, problems);
}
