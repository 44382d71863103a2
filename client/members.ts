import { nearest } from './catalogue/names.ts';
import type { Problem } from './errors.ts';
import { InvalidSettingsError } from './errors.ts';

/**
 * Refuses members that do not exist: most are misspelt, and would have no effect.
 *
 * @param what what has the members, as a sentence begins with it
 * @throws {InvalidSettingsError} naming for each the nearest that exists
 */
export function assertMembers(what: string, given: object, known: readonly string[], path: Problem['path'] = []): void {
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const problems = unknown.map((name) => ({
    path: [...path, name],
    message: `is not known; the nearest is "${nearest(name, known) ?? ''}"`,
  }));
  const sentence = problems.map(({ message }, at) => `"${unknown[at]!}" ${message}`).join('; ');
  throw new InvalidSettingsError(`${what} cannot be used. ${sentence}.`, problems);
}
