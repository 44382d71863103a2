import type { Refusal } from '../protocol/errors.ts';
import type { ClientApplication } from './applications.ts';
import { endOngoingConversationsOf } from './conversation-end.ts';
import { makeRefusal } from './refusal.ts';
import type { User } from './users.ts';
import type { World } from './world.ts';

/** Of a client application (its access token) or of a user (its `X-egain-session`). */
export interface Session {
  readonly id: string;
  readonly kind: 'application' | 'user';
  readonly ownerId: string;
  readonly openedAt: number;
  lastUsedAt: number;
  /** Why it is over; undefined while it lives. */
  ended?: 'revoked' | 'displaced' | 'logged out' | 'expired';
}

/** At most 10 live sessions per client application (spec 3), 5 per user (spec 12.1). */
const places = { application: 10, user: 5 } as const;

/** Ended sessions are remembered to say in the journal why a token is refused; no more than this many. */
const rememberedSessions = 1000;

/** A new access token, or the refusal of an eleventh session without force: spec 3. */
export function openApplicationSession(world: World, application: ClientApplication, forced: boolean): Session | Refusal {
  return open(world, 'application', application.id, world.ids.uuid('session'), forced, world.settings['token.forceLoginVictim']);
}

/** A new session of a user, or the refusal of a sixth without force: spec 12.1. */
export function openUserSession(world: World, user: User, forced: boolean): Session | Refusal {
  const uuid = world.ids.uuid('session');
  const id = world.settings['user.sessionIdForm'] === 'hex' ? uuid.replaceAll('-', '') : uuid;
  return open(world, 'user', user.id, id, forced, 'oldest');
}

function open(
  world: World,
  kind: Session['kind'],
  ownerId: string,
  id: string,
  forced: boolean,
  victim: 'oldest' | 'newest' | 'all',
): Session | Refusal {
  const holders = placeHolders(world, kind, ownerId);
  if (holders.length >= places[kind]) {
    if (!forced) {
      return makeRefusal(
        'sessionLimit',
        {},
        {
          rule: `at most ${places[kind]} live sessions`,
          wouldWork: 'forceLogin=yes, or the end of one of the sessions',
        },
      );
    }
    const displaced = victim === 'all' ? holders : [victim === 'oldest' ? holders[0]! : holders.at(-1)!];
    for (const holder of displaced) release(holder, 'displaced');
  }
  const now = world.clock.now();
  const session: Session = { id, kind, ownerId, openedAt: now, lastUsedAt: now };
  world.state.sessions.set(id, session);
  if (world.state.sessions.size > rememberedSessions) forgetEnded(world);
  return session;
}

/** The sessions that take a place, oldest first. A revoked one keeps its place when `revoke.freesSession` is false. */
function placeHolders(world: World, kind: Session['kind'], ownerId: string): Session[] {
  return [...world.state.sessions.values()].filter(
    (session) =>
      session.kind === kind &&
      session.ownerId === ownerId &&
      (session.ended === undefined || (session.ended === 'revoked' && !world.settings['revoke.freesSession'])) &&
      !isExpired(world, session),
  );
}

function release(session: Session, ended: NonNullable<Session['ended']>): void {
  session.ended = ended;
}

function forgetEnded(world: World): void {
  for (const [id, session] of world.state.sessions) if (!isLive(world, session)) world.state.sessions.delete(id);
}

function isExpired(world: World, session: Session): boolean {
  if (session.ended === 'expired') return true;
  return world.clock.now() >= endOfLife(world, session);
}

/** Epoch milliseconds. The life of a token is fixed from issue (`token.lifetimeMode`), that of a user's session slides. */
export function endOfLife(world: World, session: Session): number {
  if (session.kind === 'user') return session.lastUsedAt + world.settings['user.sessionTimeoutSeconds'] * 1000;
  const lifetime = (world.state.applications.get(session.ownerId)?.tokenLifetimeSeconds ?? 0) * 1000;
  return (world.settings['token.lifetimeMode'] === 'fixed' ? session.openedAt : session.lastUsedAt) + lifetime;
}

function isLive(world: World, session: Session): boolean {
  return stateOfSession(world, session) === 'live';
}

export type SessionState = 'live' | NonNullable<Session['ended']>;

export function stateOfSession(world: World, session: Session): SessionState {
  if (session.ended !== undefined) return session.ended;
  return isExpired(world, session) ? 'expired' : 'live';
}

/** Marks the session as used, or says why it cannot be. */
export function useSession(world: World, session: Session): SessionState {
  const state = stateOfSession(world, session);
  if (state === 'live') session.lastUsedAt = world.clock.now();
  return state;
}

/** What becomes of the conversations it started is the setting `revoke.conversations`: spec 4. */
export function revokeSession(world: World, session: Session): void {
  release(session, 'revoked');
  if (world.settings['revoke.conversations'] === 'end') endOngoingConversationsOf(world, session.id);
}

export function logOut(session: Session): void {
  release(session, 'logged out');
}

/** Ends all sessions of the application or user as if their time were over. Returns how many there were. */
export function expireSessions(world: World, ownerId: string): number {
  const live = [...world.state.sessions.values()].filter((session) => session.ownerId === ownerId && isLive(world, session));
  for (const session of live) release(session, 'expired');
  return live.length;
}
