import type * as z from 'zod';
import { addUser } from '../world/population.ts';
import type { User } from '../world/users.ts';
import type { World } from '../world/world.ts';
import { parsed } from './parse.ts';
import { requireFree, unknownId } from './problem.ts';
import { userChangeSchema, userSchema } from './world-schema.ts';

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
   * @throws {Problem} when there is no such user
   */
  get(user: string): User {
    const names = this.list().map(({ userName }) => userName);
    return this.list().find(({ id, userName }) => id === user || userName === user) ?? unknownId('user', 'user', user, names);
  }

  /**
   * In another partition than the default one, its number stands behind the user name.
   * @throws {Problem} when somebody logs in with that name already
   */
  add(user: z.input<typeof userSchema>): User {
    const definition = parsed(userSchema, user);
    requireFree('a login', 'userName', this.#world.ids.login(definition.userName), this.#logins());
    return addUser(this.#world, definition);
  }

  /**
   * Password and rights.
   * @throws {Problem} when there is no such user
   */
  change(user: string, change: z.input<typeof userChangeSchema>): User {
    return Object.assign(this.get(user), parsed(userChangeSchema, change));
  }
}
