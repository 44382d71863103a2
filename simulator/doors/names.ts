import { InvalidInputError, UnknownIdError } from '../errors.ts';
import type { Path } from './problems.ts';

/**
 * @param what would be found by the name, e.g. `a queue`
 * @throws {InvalidInputError} when the name is taken
 */
export function requireFreeName(what: string, path: Path, name: string, taken: Iterable<string>): void {
  if (![...taken].includes(name)) return;
  throw new InvalidInputError([{ path, message: `There is ${what} "${name}" already.` }]);
}

/** @throws {UnknownIdError} always: for the right side of `??` */
export function rejectUnknownId(...about: ConstructorParameters<typeof UnknownIdError>): never {
  throw new UnknownIdError(...about);
}
