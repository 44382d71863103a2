import * as z from 'zod';
import { nearest } from './catalogue/names.ts';
import type { Problem } from './errors.ts';
import { InvalidSettingsError } from './errors.ts';

type Issue = z.core.$ZodRawIssue;

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

/** What is wrong with a value, in words to be read after its name. Undefined leaves the words of the schema. */
function describeIssue(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${typeWords[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return issue.origin === 'string' ? 'is empty' : `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    default:
      return undefined;
  }
}

/** The members of the object that a path leads to, as far as the schema names them. */
function membersAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let inner: unknown = schema;
  for (const step of [...path, undefined]) {
    while (!(inner instanceof z.ZodObject)) {
      if (inner instanceof z.ZodPipe) inner = inner.in;
      else if (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable || inner instanceof z.ZodDefault)
        inner = inner.unwrap();
      else return [];
    }
    if (step === undefined) return Object.keys(inner.shape);
    inner = (inner.shape as Record<string, unknown>)[String(step)];
  }
  return [];
}

function problemsOf(schema: z.ZodType, issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => {
    const near = nearest(key, membersAt(schema, issue.path));
    return { path: [...path, key], message: near === undefined ? 'is not known' : `is not known; the nearest is "${near}"` };
  });
}

/** A problem in words: the path, and what is wrong. */
export function describeProblem({ path, message }: Problem): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/** The settings as the schema completes them, or a problem for each field that cannot be used. */
export function findProblems<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { data: z.output<Schema>; problems?: undefined } | { data?: undefined; problems: Problem[] } {
  const parsed = schema.safeParse(value, { error: describeIssue });
  return parsed.success ? { data: parsed.data } : { problems: parsed.error.issues.flatMap((issue) => problemsOf(schema, issue)) };
}

/**
 * The settings, completed by the schema.
 *
 * @throws {InvalidSettingsError} with a problem for each field that cannot be used.
 */
export function checkSettings<Schema extends z.ZodType>(what: string, schema: Schema, value: unknown): z.output<Schema> {
  const { data, problems } = findProblems(schema, value);
  if (problems === undefined) return data;
  throw new InvalidSettingsError(`${what} cannot be used. ${problems.map(describeProblem).join('; ')}.`, problems);
}
