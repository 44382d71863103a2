import type * as z from 'zod';
import type { ClientApplication } from '../world/applications.ts';
import { allowEntryPoints, entryPointsOf, registeredApplications, removeApplication } from '../world/applications.ts';
import type { CallbackMessage } from '../world/outbox.ts';
import { secretsOfApplication } from '../world/known-secrets.ts';
import { callbackQueue, deactivateCallback, reactivateCallback } from '../world/outbox.ts';
import { addApplication } from '../world/population.ts';
import { expireSessions } from '../world/sessions.ts';
import type { World } from '../world/world.ts';
import { readInput } from './read-input.ts';
import { rejectUnknownId, requireFreeName } from './names.ts';
import type { WorldSchemas } from './world-schema.ts';
import { worldSchemas } from './world-schema.ts';

/** The callbacks of an application that wait and that have left, and how its webhook server behaves. */
export interface CallbackState {
  readonly active: boolean;
  readonly failuresInARow: number;
  /** Why the latest attempt failed, in a sentence; null when it did not. */
  readonly lastFailure: string | null;
  readonly pending: readonly CallbackMessage[];
  /** The latest that were delivered or given up, or kept because there is no callback URL; at most 1000. */
  readonly sent: readonly CallbackMessage[];
}

/** An application with its credentials: ECE calls them key and secret. */
export interface ApplicationView extends Omit<ClientApplication, 'key' | 'secret'> {
  readonly clientId: string;
  readonly clientSecret: string;
}

function viewOf({ key, secret, ...rest }: ClientApplication): ApplicationView {
  return { ...rest, clientId: key, clientSecret: secret };
}

/** The client applications of a partition: what an administrator sees and changes. */
export class ApplicationsDoor {
  readonly #world: World;
  readonly #logins: () => Iterable<string>;

  /** @param logins that callers of any partition use */
  constructor(world: World, logins: () => Iterable<string>) {
    this.#world = world;
    this.#logins = logins;
  }

  list(): readonly ApplicationView[] {
    return this.#all().map(viewOf);
  }

  /**
   * @param application id, name or client id
   * @throws {UnknownIdError} when there is no such application
   */
  get(application: string): ApplicationView {
    return viewOf(this.#find(application));
  }

  #all(): readonly ClientApplication[] {
    return registeredApplications(this.#world);
  }

  #find(application: string): ClientApplication {
    const found = this.#all().find(({ id, name, key }) => [id, name, key].includes(application));
    return found ?? rejectUnknownId('application', ['application'], application, this.#names());
  }

  #names(): string[] {
    return this.#all().map(({ name }) => name);
  }

  /**
   * Outside the default partition, the client id ends with the number of the partition.
   * @throws {InvalidInputError} for a wrong value, or when the name or the client id is taken
   * @throws {UnknownIdError} when there is no such entry point
   */
  add(application: z.input<WorldSchemas['newApplicationSchema']>): ApplicationView {
    const { entryPoints: named, ...definition } = readInput(worldSchemas().newApplicationSchema, application);
    const entryPoints = this.#fullIds(named);
    const { name, key } = definition;
    requireFreeName('an application', ['name'], name, this.#names());
    requireFreeName('a login', ['clientId'], this.#world.ids.login(key), this.#logins());
    this.#requireEntryPoints(entryPoints);
    const added = addApplication(this.#world, definition);
    allowEntryPoints(this.#world, added, entryPoints);
    this.#world.emit({ type: 'application-changed', applicationId: added.id });
    return viewOf(added);
  }

  /** Ids of the entry points that it may use, without those that fail on demand. */
  entryPoints(application: string): string[] {
    return entryPointsOf(this.#world, this.#find(application)).filter((id) => !this.#isSpecial(id));
  }

  #isSpecial(entryPointId: string): boolean {
    return this.#world.state.entryPoints.get(entryPointId)?.special === true;
  }

  #fullIds(ids: readonly string[]): string[] {
    return ids.map((id) => this.#world.ids.fullEntryPoint(id));
  }

  #requireEntryPoints(ids: readonly string[]): void {
    const { entryPoints } = this.#world.state;
    const unknown = ids.findIndex((id) => !entryPoints.has(id));
    if (unknown >= 0) rejectUnknownId('entry point', ['entryPoints', unknown], ids[unknown]!, entryPoints.keys());
  }

  /**
   * Callbacks that wait for its webhook server are sent again at once. `entryPoints` replaces the list of those that it may use; the
   * special ones among them stay.
   * @throws {UnknownIdError} when there is no such application or entry point
   * @throws {InvalidInputError} for a wrong value
   */
  change(application: string, change: z.input<WorldSchemas['applicationChangeSchema']>): ApplicationView {
    const found = this.#find(application);
    const {
      callback,
      entryPoints: named,
      name = found.name,
      ...rest
    } = readInput(worldSchemas().applicationChangeSchema, change);
    const entryPoints = named && this.#fullIds(named);
    if (name !== found.name) requireFreeName('an application', ['name'], name, this.#names());
    if (entryPoints !== undefined) {
      this.#requireEntryPoints(entryPoints);
      const special = entryPointsOf(this.#world, found).filter((id) => this.#isSpecial(id));
      allowEntryPoints(this.#world, found, [...new Set([...entryPoints, ...special])]);
    }
    const { secrets } = this.#world;
    secrets.retire(...secretsOfApplication(found));
    Object.assign(found, { name, ...rest });
    Object.assign(found.callback, callback);
    secrets.learn(...secretsOfApplication(found));
    this.#world.emit({ type: 'application-changed', applicationId: found.id });
    return viewOf(found);
  }

  /**
   * Removes the application: its tokens are revoked, and it gets no other. Its name and its key are free again. Nothing is sent to its
   * webhook server any more. Its conversations stay; the setting `revoke.conversations` says whether the ongoing ones end.
   * @throws {UnknownIdError} when there is no such application
   */
  remove(application: string): void {
    removeApplication(this.#world, this.#find(application));
  }

  /** The URL that gets the events of the application's conversations; null keeps them in {@link callbacks}. */
  setCallbackUrl(application: string, url: string | null): void {
    this.change(application, { callback: { url } });
  }

  callbacks(application: string): CallbackState {
    const queue = callbackQueue(this.#world, this.get(application).id);
    return {
      active: queue.deactivatedAt === null,
      failuresInARow: queue.failuresInARow,
      lastFailure: queue.lastFailure,
      pending: queue.pending,
      sent: queue.sent,
    };
  }

  /** Deactivates the callback URL, as ECE does after too many failures. Start conversation then fails. */
  deactivateCallback(application: string): void {
    deactivateCallback(this.#world, this.get(application).id);
  }

  reactivateCallback(application: string): void {
    reactivateCallback(this.#world, this.get(application).id);
  }

  /** Lets the tokens of the application expire now; returns how many there were. */
  expireTokens(application: string): number {
    return expireSessions(this.#world, this.get(application).id);
  }
}
