import type * as z from 'zod';
import { addUser } from '../world/population.ts';
import type { User } from '../world/users.ts';
import type { World } from '../world/world.ts';
import { readInput } from './read-input.ts';
import { rejectUnknownId, requireFreeName } from './names.ts';
import type { WorldSchemas } from './world-schema.ts';
import { worldSchemas } from './world-schema.ts';

/** The users of ECE in a partition: they log in to search and edit customers. */
export class UsersDoor {
  readonly #world: World;
  readonly #logins: () => Iterable<string>;

  /** @param logins that callers of any partition use */
  constructor(world: World, logins: () => Iterable<string>) {
    this.#world = world;
    this.#logins = logins;
  }

  list(): readonly User[] {
    return [...this.#world.state.users.values()];
  }

  /**
   * @param user id or user name
   * @throws {UnknownIdError} when there is no such user
   */
  get(user: string): User {
    const names = this.list().map(({ userName }) => userName);
    return (
      this.list().find(({ id, userName }) => id === user || userName === user) ?? rejectUnknownId('user', ['user'], user, names)
    );
  }

  /**
   * Outside the default partition, the user name ends with the number of the partition.
   * @throws {InvalidInputError} for a wrong value, or a user name that is taken in any partition
   */
  add(user: z.input<WorldSchemas['userSchema']>): User {
    const definition = readInput(worldSchemas().userSchema, user);
    requireFreeName('a login', ['userName'], this.#world.ids.login(definition.userName), this.#logins());
    return addUser(this.#world, definition);
  }

  /**
   * Changes password and rights.
   * @throws {UnknownIdError} when there is no such user
   */
  change(user: string, change: z.input<WorldSchemas['userChangeSchema']>): User {
    const found = this.get(user);
    const checked = readInput(worldSchemas().userChangeSchema, change);
    this.#world.secrets.retire(found.password);
    Object.assign(found, checked);
    this.#world.secrets.learn(found.password);
    return found;
  }
}
