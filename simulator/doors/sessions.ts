import type { Session, SessionState } from '../world/sessions.ts';
import { endOfLife, revokeSession, stateOfSession } from '../world/sessions.ts';
import type { World } from '../world/world.ts';
import { rejectUnknownId } from './names.ts';

/** An access token of an application, or a session of a user. */
export interface SessionView {
  /** The value that callers send: `Authorization: Bearer <token>`, or `X-egain-session`. */
  readonly token: string;
  readonly kind: Session['kind'];
  /** Name of the application or user. */
  readonly owner: string;
  readonly state: SessionState;
  /** Epoch milliseconds; the same for the next two. */
  readonly openedAt: number;
  readonly lastUsedAt: number;
  /** When it ends, unless it is used before. */
  readonly expiresAt: number;
}

/** The sessions of a partition, live ones and the latest that have ended. */
export class SessionsDoor {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Oldest first. */
  list(): SessionView[] {
    return [...this.#world.state.sessions.values()].map((session) => this.#view(session));
  }

  /**
   * Ends the session, as the revocation call does.
   * @throws {UnknownIdError} when there is no such session
   */
  revoke(token: string): void {
    const { sessions } = this.#world.state;
    revokeSession(this.#world, sessions.get(token) ?? rejectUnknownId('session', ['session'], token, []));
  }

  #view(session: Session): SessionView {
    const { id, kind, ownerId, openedAt, lastUsedAt } = session;
    const { applications, users } = this.#world.state;
    const owner = applications.get(ownerId)?.name ?? users.get(ownerId)?.userName ?? ownerId;
    const state = stateOfSession(this.#world, session);
    const { clock } = this.#world;
    return {
      token: id,
      kind,
      owner,
      state,
      openedAt: clock.shown(openedAt),
      lastUsedAt: clock.shown(lastUsedAt),
      expiresAt: clock.shown(endOfLife(this.#world, session)),
    };
  }
}
