import type { Input, MethodEntry } from './catalogue/entry.ts';
import { InvalidInputError } from './errors.ts';
import type { Options } from './options.ts';

function isWebUrl(text: string) {
  return ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');
}

// eslint-disable-next-line no-control-regex
const notInFileName = /[\u0000-\u001f/\\]/;

/** What is wrong with a value that is not empty; undefined when it can be used. */
function findProblem({ form }: Input, value: string): string | undefined {
  if (typeof form === 'object') return form.includes(value) ? undefined : `must be ${form.join(' or ')}`;
  switch (form) {
    case 'text':
      return undefined;
    case 'url':
      return isWebUrl(value) ? undefined : 'must be an absolute http or https URL';
    case 'url or path':
      return isWebUrl(value) || /^\/(?!\/)/.test(value)
        ? undefined
        : 'must be an absolute http or https URL, or a path that begins with /';
    case 'count':
      return /^\d{1,15}$/.test(value) ? undefined : 'must be a whole number, not negative';
    case 'header value':
      return /^[\x21-\x7e]+$/.test(value) ? undefined : 'must be printable ASCII without spaces';
    case 'file name':
      return notInFileName.test(value) || value === '.' || value === '..' ? 'must be a file name without a path' : undefined;
  }
}

function namesOf({ key, name, aliases = [] }: Input) {
  return [key, name, ...aliases];
}

function describeAbsence(value: unknown): string {
  if (value === undefined || value === null) return 'is missing';
  return typeof value === 'object' ? 'is not text' : 'is empty';
}

/** Ids, dates, phone numbers and whatever has a form of its own: white space around them is a slip. Texts and names may begin with it. */
function isTrimmed({ key, form }: Input): boolean {
  if (form === 'file name') return false;
  return form !== 'text' || /(Id|Psid|Date|Number|Code)$/.test(key);
}

/**
 * The inputs of an invocation by key, as text, without empty ones. They may be given by key, literal name or alias. Unknown inputs are ignored,
 * but when a required input is missing the error names them, because one may be misspelt.
 *
 * @throws {InvalidInputError} naming every required input that is missing and every input that cannot be used
 */
export function checkInputs(
  method: MethodEntry,
  given: Readonly<Record<string, unknown>>,
  { trimInputs }: Pick<Options, 'trimInputs'>,
): Record<string, string> {
  const checked: Record<string, string> = {};
  const missing: string[] = [];
  const unusable: string[] = [];
  for (const input of method.inputs) {
    const name = namesOf(input).find((name) => Object.hasOwn(given, name));
    const value = name === undefined ? undefined : given[name];
    const written = ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
    const text = trimInputs && isTrimmed(input) ? written.trim() : written;
    if (text.trim() === '') {
      if (input.required) missing.push(`${input.name} ${describeAbsence(value)}`);
      continue;
    }
    const why = findProblem(input, text);
    if (why === undefined) checked[input.key] = text;
    else unusable.push(`${input.name} ${why}`);
  }
  const known = method.inputs.flatMap(namesOf);
  const unknown = missing.length === 0 ? [] : Object.keys(given).filter((name) => !known.includes(name));
  const problems = [...missing, ...unusable, ...unknown.map((name) => `there is no input ${name}`)];
  if (problems.length > 0) throw new InvalidInputError(`${problems.join('; ')}.`);
  return checked;
}
