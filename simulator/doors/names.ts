import { InvalidInputError, UnknownIdError } from '../errors.ts';
import type { World } from '../world/world.ts';
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

/** @throws {UnknownIdError} always; it names the latest conversations, the latest first */
export function rejectUnknownConversation({ state, conversationIndex }: World, path: Path, id: string): never {
  const kept = conversationIndex.latest.filter((conversation) => state.conversations.has(conversation.id));
  rejectUnknownId('conversation', path, id, kept.map((conversation) => conversation.id).reverse());
}

const keysNamed = 100;

/** The keys that were added last, the latest first. */
export function latestKeys(map: ReadonlyMap<string, unknown>): string[] {
  let left = map.size - keysNamed;
  const latest: string[] = [];
  for (const key of map.keys()) if (left-- <= 0) latest.push(key);
  return latest.reverse();
}
