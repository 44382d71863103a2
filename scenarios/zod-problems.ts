import * as z from 'zod';
import type { Path } from './problems.ts';
import { hint } from './problems.ts';

export interface PlacedProblem {
  readonly at: Path;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

export type Checked<Value> = { readonly data: Value } | { readonly problems: PlacedProblem[] };

/** The value as the schema reads it, or what is wrong with it, each problem at its place and with the nearest valid word. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): Checked<z.output<Schema>> {
  const { data, error } = schema.safeParse(value);
  return error ? { problems: error.issues.flatMap((issue) => placed(meant(issue), schema, value)) } : { data: data };
}

/** Of a union, what is wrong with the alternative that is nearest, unless none knows a key: then that. */
function meant(issue: Issue): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const inner = unknownToAll(issue.errors) ?? nearestOf(issue.errors);
  if (inner === undefined) return issue;
  return { ...inner, path: [...issue.path, ...inner.path] };
}

function unknownToAll(alternatives: readonly (readonly Issue[])[]): Issue | undefined {
  const unknown = alternatives.map((issues) =>
    issues.flatMap((issue) => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [])),
  );
  const [first = [], ...others] = unknown;
  const keys = first.filter((key) => others.every((other) => other.includes(key)));
  return keys.length === 0 ? undefined : { code: 'unrecognized_keys', keys, path: [], message: '' };
}

/** Few problems, and those deep inside: the alternative that was meant. None when no alternative is of the value's type. */
function nearestOf(alternatives: readonly (readonly Issue[])[]): Issue | undefined {
  const fitting = alternatives.filter((issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0));
  const weight = (issues: readonly Issue[]) => issues.reduce((sum, { path }) => sum + 3 - Math.min(path.length, 2), 0);
  const [nearest] = fitting.toSorted((one, other) => weight(one) - weight(other));
  return nearest && meant(nearest[0]!);
}

function placed(issue: Issue, schema: z.ZodType, value: unknown): PlacedProblem[] {
  const at = issue.path;
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), at);
    return issue.keys.map((key) => ({ at: [...at, key], message: `"${key}" is not known here.${hint(key, known)}` }));
  }
  return [{ at, message: `${named(at)}${inWords(issue, valueAt(value, at))}` }];
}

function named(at: Path): string {
  const last = at.findLast((part) => typeof part === 'string');
  return last === undefined ? '' : `"${last}" `;
}

function valueAt(value: unknown, at: Path): unknown {
  return at.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
}

const typesInWords: Readonly<Record<string, string>> = {
  record: 'a mapping',
  object: 'a mapping',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
};

function inWords(issue: Issue, given: unknown): string {
  if (given === undefined && !('keys' in issue)) return 'is missing.';
  const valid = validWords(issue);
  if (valid !== undefined) return `cannot be ${JSON.stringify(given)}.${hint(String(given), valid)}`;
  if (issue.code === 'invalid_union') return `has none of the forms that are valid here: ${formsOf(issue)}.`;
  const words = issue.message.replace(
    /^Invalid input: expected (\w+), received (\w+)$/,
    (_, expected: string, received: string) =>
      `must be ${typesInWords[expected] ?? expected}, not ${typesInWords[received] ?? received}`,
  );
  return words.endsWith('.') ? words : `${words}.`;
}

/** Of a list of words, or of the word that says which form a mapping has. */
function validWords(issue: Issue): string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code === 'invalid_union' && 'options' in issue) return issue.options?.map(String);
  return undefined;
}

function formsOf({ errors }: Extract<Issue, { code: 'invalid_union' }>): string {
  const expected = errors.flatMap((issues) =>
    issues.flatMap((issue) => ('expected' in issue ? issue.expected : (validWords(issue) ?? []))),
  );
  return [...new Set(expected.map((word) => typesInWords[word] ?? word))].join(', ');
}

/** The names that members have at a place of a JSON schema. */
function keysAt(schema: z.core.JSONSchema.BaseSchema, path: Path): string[] {
  const { properties = {}, items, anyOf = [], oneOf = [], additionalProperties, propertyNames } = schema;
  const alternatives = [...anyOf, ...oneOf].filter((one) => typeof one === 'object').flatMap((one) => keysAt(one, path));
  const [step, ...rest] = path;
  if (step === undefined) {
    const names = typeof propertyNames === 'object' && 'enum' in propertyNames ? (propertyNames.enum ?? []).map(String) : [];
    return [...new Set([...Object.keys(properties), ...names, ...alternatives])];
  }
  const inner = typeof step === 'number' ? items : (properties[String(step)] ?? additionalProperties);
  const isSchema = typeof inner === 'object' && !Array.isArray(inner);
  return [...(isSchema ? keysAt(inner, rest) : []), ...alternatives];
}
