import * as z from 'zod';
import { hint, type Path } from './problems.ts';

export interface PlacedProblem {
  readonly at: Path;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** What is wrong with a value, each problem at its place and with the nearest valid word. */
export function problemsOf(schema: z.ZodType, value: unknown): PlacedProblem[] {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap((issue) => placed(meant(issue), schema));
}

/** Of a union, the problems of the alternative that is nearest: the fewest, and those deepest inside. */
function meant(issue: Issue): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const weight = (problems: readonly Issue[]) =>
    problems.reduce((sum, { code, path }) => sum + (code === 'unrecognized_keys' ? 2 : 3) - Math.min(path.length, 2), 0);
  const [first] = issue.errors.toSorted((one, other) => weight(one) - weight(other));
  const inner = meant(first![0]!);
  if (inner.path.length === 0 && inner.code === 'invalid_type') return issue;
  return { ...inner, path: [...issue.path, ...inner.path] };
}

function placed(issue: Issue, schema: z.ZodType): PlacedProblem[] {
  const at = issue.path;
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), at);
    return issue.keys.map((key) => ({ at: [...at, key], message: `"${key}" is not known here.${hint(key, known)}` }));
  }
  return [{ at, message: `${named(at)}${inWords(issue)}` }];
}

function named(at: Path): string {
  const last = at.findLast((part) => typeof part === 'string');
  return last === undefined ? '' : `"${last}" `;
}

function inWords(issue: Issue): string {
  if (issue.message.endsWith('received undefined')) return 'is missing.';
  if (issue.code === 'invalid_value') {
    const words = issue.values.map(String);
    return `must be one of the valid words, not ${JSON.stringify(issue.input)}.${hint(String(issue.input), words)}`;
  }
  if (issue.code === 'invalid_union') return `has none of the forms that are valid here.`;
  const words = issue.message.replace(/^Invalid input: expected (.*), received (.*)$/, 'must be $1, not $2');
  return words.endsWith('.') ? words : `${words}.`;
}

/** The names that members have at a place of a JSON schema. */
function keysAt(schema: z.core.JSONSchema.BaseSchema, path: Path): string[] {
  const { properties = {}, items, anyOf = [], oneOf = [], additionalProperties } = schema;
  const alternatives = [...anyOf, ...oneOf].filter((one) => typeof one === 'object').flatMap((one) => keysAt(one, path));
  const [step, ...rest] = path;
  if (step === undefined) return [...new Set([...Object.keys(properties), ...alternatives])];
  const inner = typeof step === 'number' ? items : (properties[String(step)] ?? additionalProperties);
  const isSchema = typeof inner === 'object' && !Array.isArray(inner);
  return [...(isSchema ? keysAt(inner, rest) : []), ...alternatives];
}
