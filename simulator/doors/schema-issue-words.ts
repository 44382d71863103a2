import type * as z from 'zod';
import { didYouMeanOrValid } from '../protocol/nearest.ts';

type Issue = z.core.$ZodIssue;

/**
 * A sentence about one issue. A message of the schema's own stands behind the name when it begins with a small letter ("must not be
 * empty"), and alone when it is a sentence.
 */
export function issueInWords(issue: Issue, given: unknown, name: string): string {
  const words = ownMessage(issue) ?? predicate(issue, given);
  const sentence = /^[A-Z]/.test(words) ? words : `${name} ${words}`;
  return /[.?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** A message that the schema itself gives, not Zod. */
function ownMessage({ code, message }: Issue): string | undefined {
  return code === 'custom' || !/^(Invalid|Too|Unrecognized) /.test(message) ? message : undefined;
}

function predicate(issue: Issue, given: unknown): string {
  if (given === undefined) return 'is missing';
  const words = validWords(issue);
  if (words !== undefined) return `cannot be ${JSON.stringify(given)}.${didYouMeanOrValid(wordOf(given), words)}`;
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue, given);
    case 'too_small':
      return `must ${limit(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}`;
    case 'too_big':
      return `must ${limit(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}`;
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? `a text that matches ${'pattern' in issue ? issue.pattern : issue.format}`}`;
    case 'invalid_union':
      return `has none of the forms that are valid here${formsOf(issue)}`;
    case 'unrecognized_keys':
      return `must not have ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
    case 'invalid_key':
      return 'is not a name that is allowed here';
    default:
      return `is wrong: ${issue.message}`;
  }
}

const types: Readonly<Record<string, string>> = {
  record: 'a mapping',
  object: 'a mapping',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
};

const formats: Readonly<Record<string, string>> = {
  url: 'an absolute URL',
  datetime: 'a date and time such as 2026-01-15T09:30:00Z',
  base64: 'Base64',
};

function wrongType({ expected }: Extract<Issue, { code: 'invalid_type' }>, given: unknown): string {
  const number = numberIn(given);
  if (number !== undefined && (expected === 'number' || (expected === 'int' && Number.isInteger(number))))
    return `must be ${types[expected]}, not a text: write ${number}`;
  const isFraction = expected === 'int' && typeof given === 'number';
  return `must be ${types[expected] ?? expected}, not ${isFraction ? String(given) : typeInWords(given)}`;
}

/** A number in quotes, or one that YAML keeps as it is written, such as 1e3. */
function numberIn(given: unknown): number | undefined {
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

function typeInWords(given: unknown): string {
  if (typeof given === 'number' && !Number.isFinite(given)) return String(given);
  const type = given === null ? 'null' : Array.isArray(given) ? 'array' : typeof given;
  return types[type] ?? `a ${type}`;
}

function limit(origin: string, than: string, count: number | bigint): string {
  switch (origin) {
    case 'string':
      return `have ${than} ${count} character${count === 1 ? '' : 's'}`;
    case 'array':
      return `have ${than} ${count} element${count === 1 ? '' : 's'}`;
    default:
      return `be ${than} ${count}`;
  }
}

/** A value as it is compared with words. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The valid words where there is a list of them, or of the word that says which form a mapping has. */
export function validWords(issue: Issue): string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code === 'invalid_union' && 'options' in issue) return issue.options?.map(String);
  return undefined;
}

/** The types and words of the alternatives, as the end of a sentence; empty when there are none. */
function formsOf({ errors }: Extract<Issue, { code: 'invalid_union' }>): string {
  const atTheTop = errors.flatMap((issues) => issues.filter(({ path }) => path.length === 0));
  const forms = atTheTop.flatMap((issue) => ('expected' in issue ? issue.expected : (validWords(issue) ?? [])));
  const words = [...new Set(forms.map((form) => types[form] ?? form))];
  return words.length === 0 ? '' : `: ${words.join(', ')}`;
}
