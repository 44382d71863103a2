import * as z from 'zod';
import { nearest } from '../protocol/nearest.ts';
import { Problem } from './problem.ts';

/**
 * The value as the schema reads it.
 * @throws {Problem} that names the path of the first offending field and what is allowed
 */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = meant(result.error.issues[0]!);
  throw new Problem('invalid', dotted(pathOf(issue)), inWords(issue, value), allowedBy(issue, schema, value));
}

type Issue = z.core.$ZodIssue;

/** Of a union, the problem of the only alternative whose outline fits; of others, and where several fit, the problem itself. */
function meant(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const fitting = issue.errors.filter((problems) => problems.every(({ path }) => path.length > 0));
  if (fitting.length !== 1) return issue;
  const inner = meant(fitting[0]![0]!);
  return { ...inner, path: [...issue.path, ...inner.path] };
}

/** An unknown key offends itself, not the object that holds it. */
function pathOf(issue: Issue): PropertyKey[] {
  return issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
}

function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

function inWords(issue: Issue, whole: unknown): string {
  const options = optionsOf(issue);
  if (options !== undefined && issue.message.startsWith('Invalid')) return noSuchOption(valueAt(whole, issue.path), options);
  if (issue.message === 'Invalid input') return 'This has none of the forms that are allowed.';
  if (issue.message.startsWith('Unrecognized key') && 'keys' in issue) return `Unknown: ${issue.keys.join(', ')}.`;
  if (issue.message.endsWith('received undefined'))
    return issue.path.length === 0 ? 'The call needs a body.' : 'This is missing.';
  return issue.message.replace(/^Invalid input: expected/, 'Expected');
}

/** The values of which one was expected. */
function optionsOf(issue: Issue): readonly unknown[] | undefined {
  if (issue.code === 'invalid_value') return issue.values;
  return issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined;
}

function noSuchOption(given: unknown, options: readonly unknown[]): string {
  if (given === undefined) return 'This is missing.';
  const shown = JSON.stringify(given);
  if (options.length === 1) return `Expected ${JSON.stringify(options[0])}, not ${shown}.`;
  const meant = typeof given === 'string' ? nearest(given, options.map(String)) : undefined;
  return `${shown} is none of those that are allowed.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`;
}

function valueAt(whole: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, step) => (value as Record<PropertyKey, unknown> | null | undefined)?.[step], whole);
}

function allowedBy(issue: Issue, schema: z.ZodType, whole: unknown): unknown {
  switch (issue.code) {
    case 'invalid_value':
      return optionsOf(issue);
    case 'unrecognized_keys':
      return keysAt(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), issue.path);
    case 'invalid_union': {
      const given = valueAt(whole, issue.path);
      return optionsOf(issue) ?? issue.errors.flatMap((problems) => problems.map((problem) => inPlace(meant(problem), given)));
    }
    default:
      return undefined;
  }
}

function inPlace(issue: Issue, given: unknown): string {
  return [dotted(pathOf(issue)), inWords(issue, given)].filter(Boolean).join(': ');
}

/** The names that members have at a place of a JSON schema. */
function keysAt({ properties = {}, items, anyOf = [], oneOf = [] }: z.core.JSONSchema.BaseSchema, path: PropertyKey[]): string[] {
  const alternatives = [...anyOf, ...oneOf]
    .filter((schema) => typeof schema === 'object')
    .flatMap((schema) => keysAt(schema, path));
  const [step, ...rest] = path;
  if (step === undefined) return [...Object.keys(properties), ...alternatives];
  const inner = typeof step === 'number' ? items : properties[String(step)];
  const isSchema = typeof inner === 'object' && !Array.isArray(inner);
  return [...(isSchema ? keysAt(inner, rest) : []), ...alternatives];
}
