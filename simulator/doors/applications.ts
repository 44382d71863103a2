import { type CallbackRegistration, type ClientApplication, wrongWithUrl } from '../world/applications.ts';
import { callbackQueue, type CallbackMessage, deactivateCallback, reactivateCallback } from '../world/outbox.ts';
import { expireSessions } from '../world/sessions.ts';
import type { World } from '../world/world.ts';
import { Problem, unknownId } from './problem.ts';

export type ApplicationChange = Partial<Pick<ClientApplication, 'name' | 'type' | 'secret' | 'tokenLifetimeSeconds'>> & {
  callback?: Partial<CallbackRegistration>;
};

/** What waits for an application's webhook server, what has left, and how the server behaves. */
export interface CallbackState {
  readonly active: boolean;
  readonly failuresInARow: number;
  /** Why the latest attempt failed, in a sentence; null when it did not. */
  readonly lastFailure: string | null;
  readonly pending: readonly CallbackMessage[];
  /** The latest that were delivered or given up, or kept because there is no callback URL; at most 1000. */
  readonly sent: readonly CallbackMessage[];
}

/** The client applications of a partition, as the administrator sees them. */
export class ApplicationsDoor {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  list(): readonly ClientApplication[] {
    return [...this.#world.state.applications.values()];
  }

  /**
   * @param application id, name or client key
   * @throws {Problem} when there is no such application
   */
  get(application: string): ClientApplication {
    const found = this.list().find(({ id, name, key }) => [id, name, key].includes(application));
    return (
      found ??
      unknownId(
        'application',
        'application',
        application,
        this.list().map(({ name }) => name),
      )
    );
  }

  /**
   * What waits for its webhook server is sent anew at once.
   * @throws {Problem} when there is no such application, or the callback URL is none
   */
  change(application: string, { callback, ...change }: ApplicationChange): ClientApplication {
    const found = this.get(application);
    const wrong = callback?.url == null ? undefined : wrongWithUrl(callback.url);
    if (wrong !== undefined) throw new Problem('invalid', 'callback.url', `The callback URL ${wrong}.`);
    Object.assign(found, change);
    Object.assign(found.callback, callback);
    this.#world.tell({ type: 'application-changed', applicationId: found.id });
    return found;
  }

  /** Where the events of the application's conversations go; null keeps them in {@link callbacks}. */
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

  /** As ECE does after too many failures: start conversation then fails. */
  deactivateCallback(application: string): void {
    deactivateCallback(this.#world, this.get(application).id);
  }

  reactivateCallback(application: string): void {
    reactivateCallback(this.#world, this.get(application).id);
  }

  /** Ends the application's tokens as if their time were over; returns how many there were. */
  expireTokens(application: string): number {
    return expireSessions(this.#world, this.get(application).id);
  }
}
