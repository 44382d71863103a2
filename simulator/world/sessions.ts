import type { Refusal } from '../protocol/errors.ts';
import type { ClientApplication } from './applications.ts';
import { endOngoingConversationsOf } from './conversation-end.ts';
import { makeRefusal } from './refusal.ts';
import type { User } from './users.ts';
import type { World } from './world.ts';

/** A session of a client application (its id is the access token) or of a user (its id is the `X-egain-session`). */
export interface Session {
  readonly id: string;
  readonly kind: 'application' | 'user';
  readonly ownerId: string;
  readonly openedAt: number;
  lastUsedAt: number;
  /** Why it has ended. Undefined while it is live, and when only its time is over. */
  ended?: 'revoked' | 'displaced' | 'logged out' | 'expired';
}

/** Most live sessions of a client application (spec 3) and of a user (spec 12.1). */
const sessionLimits = { application: 10, user: 5 } as const;

/** Beyond this many sessions the ended ones are removed. Until then they let the journal say why a token is refused. */
export const sessionsKept = 1000;

/** Opens a session of an application. Without force it refuses an eleventh one: spec 3. */
export function openApplicationSession(world: World, application: ClientApplication, forced: boolean): Session | Refusal {
  return openSession(
    world,
    'application',
    application.id,
    world.ids.uuid('session'),
    forced,
    world.settings['token.forceLoginVictim'],
  );
}

/** Opens a session of a user. Without force it refuses a sixth one: spec 12.1. */
export function openUserSession(world: World, user: User, forced: boolean): Session | Refusal {
  const uuid = world.ids.uuid('session');
  const id = world.settings['user.sessionIdForm'] === 'hex' ? uuid.replaceAll('-', '') : uuid;
  return openSession(world, 'user', user.id, id, forced, 'oldest');
}

function openSession(
  world: World,
  kind: Session['kind'],
  ownerId: string,
  id: string,
  forced: boolean,
  victim: 'oldest' | 'newest' | 'all',
): Session | Refusal {
  const counted = countedSessions(world, kind, ownerId);
  if (counted.length >= sessionLimits[kind]) {
    if (!forced) {
      return makeRefusal(
        'sessionLimit',
        {},
        {
          rule: `at most ${sessionLimits[kind]} live sessions`,
          wouldWork: 'forceLogin=yes, or the end of one of the sessions',
        },
      );
    }
    const displaced = victim === 'all' ? counted : [victim === 'oldest' ? counted[0]! : counted.at(-1)!];
    for (const session of displaced) endSession(session, 'displaced');
  }
  const now = world.clock.instant();
  const session: Session = { id, kind, ownerId, openedAt: now, lastUsedAt: now };
  world.sessionIndex.add(session);
  world.state.sessions.set(id, session);
  world.secrets.learnSession(id);
  if (world.state.sessions.size > sessionsKept) forgetEnded(world);
  return session;
}

/** The sessions that count towards the limit, oldest first. A revoked one counts if `revoke.freesSession` is false. */
function countedSessions(world: World, kind: Session['kind'], ownerId: string): Session[] {
  const keepsPlace = world.settings['revoke.freesSession'] ? undefined : 'revoked';
  const now = world.clock.instant();
  return world.sessionIndex
    .of(ownerId)
    .filter(
      (session) =>
        session.kind === kind && (session.ended === undefined || session.ended === keepsPlace) && !isExpired(world, session, now),
    );
}

function endSession(session: Session, ended: NonNullable<Session['ended']>): void {
  session.ended = ended;
}

function forgetEnded(world: World): void {
  const { clock, secrets, state } = world;
  const now = clock.instant();
  for (const [id, session] of state.sessions) {
    if (stateOfSession(world, session, now) === 'live') continue;
    state.sessions.delete(id);
    secrets.retire(id);
  }
}

function isExpired(world: World, session: Session, now: number): boolean {
  return session.ended === 'expired' || now >= endOfLife(world, session);
}

/**
 * An instant. The lifetime of a token starts at its issue (`token.lifetimeMode`). The lifetime of a user's session starts
 * at its latest use.
 */
export function endOfLife(world: World, session: Session): number {
  if (session.kind === 'user') return session.lastUsedAt + world.settings['user.sessionTimeoutSeconds'] * 1000;
  const lifetime = (world.state.applications.get(session.ownerId)?.tokenLifetimeSeconds ?? 0) * 1000;
  return (world.settings['token.lifetimeMode'] === 'fixed' ? session.openedAt : session.lastUsedAt) + lifetime;
}

export type SessionState = 'live' | NonNullable<Session['ended']>;

/** @param now an instant */
export function stateOfSession(world: World, session: Session, now = world.clock.instant()): SessionState {
  if (session.ended !== undefined) return session.ended;
  return isExpired(world, session, now) ? 'expired' : 'live';
}

/** Marks the session as used if it is live, and returns its state. */
export function useSession(world: World, session: Session): SessionState {
  const now = world.clock.instant();
  const state = stateOfSession(world, session, now);
  if (state === 'live') session.lastUsedAt = now;
  return state;
}

/** Revokes the session. The setting `revoke.conversations` says whether its conversations end: spec 4. */
export function revokeSession(world: World, session: Session): void {
  endSession(session, 'revoked');
  if (world.settings['revoke.conversations'] === 'end') endOngoingConversationsOf(world, session.id);
}

export function logOut(session: Session): void {
  endSession(session, 'logged out');
}

/** Ends all live sessions of the application or user as expired. Returns how many there were. */
export function expireSessions(world: World, ownerId: string): number {
  const own = [...world.state.sessions.values()].filter((session) => session.ownerId === ownerId);
  const live = own.filter((session) => stateOfSession(world, session) === 'live');
  for (const session of live) endSession(session, 'expired');
  return live.length;
}
