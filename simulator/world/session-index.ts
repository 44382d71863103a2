import type { Session } from './sessions.ts';

/**
 * Finds the sessions of an owner without a walk through all, most of which have ended. It is derived from the sessions, so that no
 * snapshot holds it.
 */
export class SessionIndex {
  readonly #sessions: ReadonlyMap<string, Session>;
  readonly #byOwner = new Map<string, Session[]>();

  constructor(sessions: ReadonlyMap<string, Session>) {
    this.#sessions = sessions;
    for (const session of sessions.values()) this.add(session);
  }

  add(session: Session): void {
    const ofOwner = this.#byOwner.get(session.ownerId);
    if (ofOwner === undefined) this.#byOwner.set(session.ownerId, [session]);
    else ofOwner.push(session);
  }

  /** Those that have not ended or were only revoked, oldest first. Their time may be over. */
  of(ownerId: string): readonly Session[] {
    const ofOwner = this.#byOwner.get(ownerId) ?? [];
    const left = ofOwner.filter(({ id, ended }) => ended === undefined || (ended === 'revoked' && this.#sessions.has(id)));
    this.#byOwner.set(ownerId, left);
    return left;
  }
}
