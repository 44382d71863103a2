import { type Input, type MethodEntry } from './catalogue/entry.ts';
import { UnusableInput } from './failures.ts';

const isWebUrl = (text: string) => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');

// eslint-disable-next-line no-control-regex
const notInFileName = /[\u0000-\u001f/\\]/;

/** What is wrong with a value that is there, or undefined. */
const fault = ({ form }: Input, value: string): string | undefined => {
  if (typeof form === 'object') return form.includes(value) ? undefined : `must be ${form.join(' or ')}`;
  switch (form) {
    case 'text':
      return undefined;
    case 'url':
      return isWebUrl(value) ? undefined : 'must be an absolute http or https URL';
    case 'count':
      return /^\d{1,15}$/.test(value) ? undefined : 'must be a whole number, not negative';
    case 'file name':
      return notInFileName.test(value) || value === '.' || value === '..' ? 'must be a file name without a path' : undefined;
  }
};

/**
 * The inputs of a call by key, as text; empty ones are left out. They may be given by key, literal name or alias.
 *
 * @throws {UnusableInput} naming every required input that is missing and every input that cannot be used.
 */
export const checkInputs = (method: MethodEntry, given: Readonly<Record<string, unknown>>): Record<string, string> => {
  const checked: Record<string, string> = {};
  const faults: string[] = [];
  for (const input of method.inputs) {
    const name = [input.key, input.name, ...(input.aliases ?? [])].find((name) => Object.hasOwn(given, name));
    const value = name === undefined ? undefined : given[name];
    const text = ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
    if (text.trim() === '') {
      const isGiven = value !== undefined && value !== null;
      if (input.required)
        faults.push(`${input.name} is ${isGiven && typeof value === 'object' ? 'no text' : isGiven ? 'empty' : 'missing'}`);
      continue;
    }
    const why = fault(input, text);
    if (why === undefined) checked[input.key] = text;
    else faults.push(`${input.name} ${why}`);
  }
  if (faults.length > 0) throw new UnusableInput(`${faults.join('; ')}.`);
  return checked;
};
