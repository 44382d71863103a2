import * as z from 'zod';
import { didYouMeanOrValid, nearest } from '../protocol/nearest.ts';
import { deepestNesting, isNestedTooDeep } from '../protocol/nesting.ts';
import { replaceLoneSurrogates } from '../protocol/well-formed-text.ts';
import type { Path, Problem } from './problems.ts';
import { issueInWords, validWords, wordOf } from './schema-issue-words.ts';

/** Nobody reads more, and each is compared with the valid words. */
export const mostProblems = 100;

type Issue = z.core.$ZodIssue;

export type Checked<Value> = { readonly data: Value } | { readonly problems: readonly Problem[] };

/**
 * The value as the schema reads it, or every problem with it: its place, a sentence with the nearest valid word, and what is allowed.
 * Text that is not well-formed is read with U+FFFD in its place.
 * @param subject how a sentence names the value itself, e.g. `The body`
 * @param levels how deep it may be nested
 */
export function checkBySchema<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  subject = 'The value',
  levels = deepestNesting,
): Checked<z.output<Schema>> {
  if (isNestedTooDeep(given, levels))
    return { problems: [{ path: [], message: `${subject} is nested deeper than ${levels} levels.` }] };
  const value = replaceLoneSurrogates(given);
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return { data: data };
  return { problems: problemsOfAll(error.issues, { schema, value, subject }) };
}

/** The problems behind all issues of a value. Unknown keys come first: they often are the cause of the missing ones beside them. */
export function problemsOfAll(issues: readonly Issue[], given: Given): readonly Problem[] {
  const shown = issues
    .slice(0, 10 * mostProblems)
    .flatMap((issue) => issuesOf(issue, given.value))
    .toSorted((one, other) => Number(isUnknownKey(other)) - Number(isUnknownKey(one)))
    .slice(0, mostProblems);
  return shown.flatMap((issue) => problemsOf(issue, given)).slice(0, mostProblems);
}

function isUnknownKey({ code }: Issue): boolean {
  return code === 'unrecognized_keys';
}

/**
 * Of a union: what is wrong with the alternative that is closest to the value, or the union's own issue when none is.
 * @param whole the value to which the path of the issue leads
 */
function closestIssue(issue: Issue, whole: unknown): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const inner = keysUnknownToAll(issue.errors) ?? closestOf(issue.errors, valueAt(whole, issue.path));
  return inner === undefined ? issue : { ...inner, path: [...issue.path, ...inner.path] };
}

/** Of a union in which one alternative alone is a mapping, as the value is: all that is wrong with it. */
function issuesOf(issue: Issue, whole: unknown): Issue[] {
  const closest = closestIssue(issue, whole);
  if (issue.code !== 'invalid_union' || closest === issue) return [closest];
  const [mapping, ...others] = mappingsOf(issue.errors);
  if (mapping === undefined || others.length > 0) return [closest];
  return mapping.flatMap((one) => issuesOf({ ...one, path: [...issue.path, ...one.path] }, whole));
}

function mappingsOf(alternatives: readonly (readonly Issue[])[]): (readonly Issue[])[] {
  return alternatives.filter((issues) => issues.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys'));
}

/** Only the alternatives that are mappings, as the value is. */
function keysUnknownToAll(alternatives: readonly (readonly Issue[])[]): Issue | undefined {
  const unknown = mappingsOf(alternatives).map((issues) =>
    issues.flatMap((issue) => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [])),
  );
  const [first = [], ...others] = unknown;
  const keys = first.filter((key) => others.every((other) => other.includes(key)));
  return keys.length === 0 ? undefined : { code: 'unrecognized_keys', keys, path: [], message: '' };
}

/** An alternative with few issues, and those deep inside, is close. None is when none is of the value's type, or two are as close. */
function closestOf(alternatives: readonly (readonly Issue[])[], given: unknown): Issue | undefined {
  // No mapping is one of some words.
  const codes = typeof given === 'object' && given !== null ? ['invalid_type', 'invalid_value'] : ['invalid_type'];
  const ofItsType = alternatives.filter((issues) => !issues.some(({ code, path }) => codes.includes(code) && path.length === 0));
  const distance = (issues: readonly Issue[]) => issues.reduce((sum, { path }) => sum + 3 - Math.min(path.length, 2), 0);
  const [closest, second] = ofItsType.toSorted((one, other) => distance(one) - distance(other));
  if (closest === undefined || (second !== undefined && distance(second) === distance(closest))) return undefined;
  const issue = closestIssue(closest[0]!, given);
  return isFarFromEveryWord(issue, given) && alternatives.length > 1 ? undefined : issue;
}

/** True when no valid word is near: then the value is as far from this alternative as from the others. */
function isFarFromEveryWord(issue: Issue, given: unknown): boolean {
  const words = issue.path.length === 0 ? validWords(issue) : undefined;
  return words !== undefined && nearest(wordOf(given), words) === undefined;
}

interface Given {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly subject: string;
}

/** The problems of one issue, of which the value and its schema are given. */
export function problemsOf(issue: Issue, { schema, value, subject }: Given): Problem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), path, value);
    return issue.keys
      .slice(0, mostProblems)
      .map((key) => ({ path: [...path, key], message: unknownKey(key, known), allowed: known }));
  }
  const given = valueAt(value, path);
  const allowed = allowedBy(issue, given);
  return [{ path, message: issueInWords(issue, given, nameOf(path) ?? subject), ...(allowed !== undefined && { allowed }) }];
}

function unknownKey(key: string, known: readonly string[]): string {
  if (known.includes(key)) return `"${key}" is not allowed together with what stands beside it.`;
  return `"${key}" is not known here.${didYouMeanOrValid(key, known)}`;
}

/** The last key, in quotes; positions in lists have no name. */
export function nameOf(path: Path): string | undefined {
  const last = path.findLast((step) => typeof step === 'string');
  return last === undefined ? undefined : `"${last}"`;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
}

function allowedBy(issue: Issue, given: unknown): readonly unknown[] | undefined {
  if (issue.code === 'invalid_value') return issue.values;
  if (issue.code !== 'invalid_union') return undefined;
  const describe = (one: Issue) => issueInWords(one, valueAt(given, one.path), nameOf(one.path) ?? 'The value');
  return validWords(issue) ?? [...new Set(issue.errors.flatMap((issues) => issues.map(describe)))];
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The names that members have at a place of a JSON schema, in the forms that the value may have. */
function keysAt(schema: JsonSchema, path: Path, value: unknown): string[] {
  const { properties = {}, items, anyOf = [], oneOf = [], additionalProperties, propertyNames } = schema;
  const forms = [...anyOf, ...oneOf].filter((one) => typeof one === 'object');
  const possible = forms.filter((one) => hasWordsOf(one, value));
  const alternatives = (possible.length > 0 ? possible : forms).flatMap((one) => keysAt(one, path, value));
  const [step, ...rest] = path;
  if (step === undefined) {
    const names = typeof propertyNames === 'object' && 'enum' in propertyNames ? (propertyNames.enum ?? []).map(String) : [];
    return [...new Set([...Object.keys(properties), ...names, ...alternatives])];
  }
  const inner = typeof step === 'number' ? items : (properties[String(step)] ?? additionalProperties);
  const isSchema = typeof inner === 'object' && !Array.isArray(inner);
  return [...new Set([...(isSchema ? keysAt(inner, rest, valueAt(value, [step])) : []), ...alternatives])];
}

/** Whether the value has each word by which its form is told from others, e.g. `do: refuse`. */
function hasWordsOf({ properties = {} }: JsonSchema, value: unknown): boolean {
  return Object.entries(properties).every(
    ([name, member]) => typeof member !== 'object' || member.const === undefined || valueAt(value, [name]) === member.const,
  );
}
