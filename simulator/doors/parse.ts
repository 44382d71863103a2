import type * as z from 'zod';
import { Problem } from './problem.ts';

/**
 * The value as the schema reads it.
 * @throws {Problem} that names the path of the first offending field and what is allowed
 */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const path = issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  throw new Problem('invalid', path, inWords(issue), allowedBy(issue));
}

function inWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `Unknown: ${issue.keys.join(', ')}.`;
  return issue.message.endsWith('received undefined') ? 'This is missing.' : issue.message;
}

function allowedBy(issue: z.core.$ZodIssue): unknown {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values;
    case 'invalid_union':
      return issue.errors.flatMap((errors) =>
        errors.map(({ message, path }) => [path.join('.'), message].filter(Boolean).join(': ')),
      );
    default:
      return undefined;
  }
}
