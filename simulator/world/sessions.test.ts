import { describe, expect, it } from 'vitest';
import { TestCentre } from '../testing/world.ts';
import { isRefusal } from './refusal.ts';
import type { Session } from './sessions.ts';
import { expireSessions, logOut, openApplicationSession, openUserSession, revokeSession, useSession } from './sessions.ts';

function sessionsOf(settings: Record<string, unknown> = {}) {
  const centre = new TestCentre({ settings });
  const { world, application } = centre;
  const [user] = world.state.users.values();
  const opened = (session: ReturnType<typeof openApplicationSession>): Session => {
    if (isRefusal(session)) throw new Error(session.reason.rule);
    return session;
  };
  return {
    centre,
    open: (forced = false) => opened(openApplicationSession(world, application, forced)),
    tryToOpen: () => openApplicationSession(world, application, false),
    logIn: (forced = false) => opened(openUserSession(world, user!, forced)),
    tryToLogIn: () => openUserSession(world, user!, false),
    use: (session: Session) => useSession(world, session),
  };
}
function times<Result>(count: number, task: () => Result) {
  return Array.from({ length: count }, task);
}

describe('a client application', () => {
  it('has ten sessions and no more', () => {
    const { open, tryToOpen } = sessionsOf();
    times(10, () => open());
    expect(tryToOpen()).toMatchObject({ key: 'sessionLimit' });
  });

  it.each([
    ['oldest', [0]],
    ['newest', [9]],
    ['all', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])('forces a further one at the cost of the %s', (victim, displaced) => {
    const { open, use } = sessionsOf({ 'token.forceLoginVictim': victim });
    const sessions = times(10, () => open());
    const eleventh = open(true);
    expect(use(eleventh)).toBe('live');
    expect(sessions.flatMap((session, at) => (use(session) === 'displaced' ? [at] : []))).toEqual(displaced);
  });

  it('forces nothing below the limit', () => {
    const { open, use } = sessionsOf();
    const first = open();
    open(true);
    expect(use(first)).toBe('live');
  });

  it('may open another session after a revocation, unless the setting says otherwise', () => {
    for (const [frees, full] of [
      [true, false],
      [false, true],
    ]) {
      const { centre, open, tryToOpen } = sessionsOf({ 'revoke.freesSession': frees });
      const [first] = times(10, () => open());
      revokeSession(centre.world, first!);
      expect(isRefusal(tryToOpen())).toBe(full);
    }
  });

  it('may open sessions again when its tokens have expired', () => {
    const { centre, open } = sessionsOf({ 'revoke.freesSession': false });
    times(10, () => open());
    centre.pass(100_000);
    expect(times(10, () => open())).toHaveLength(10);
  });
});

describe('a token', () => {
  it('lives as long as its application says, to the millisecond, however often it is used', () => {
    const { centre, open, use } = sessionsOf();
    const session = open();
    centre.pass(99_999);
    expect(use(session)).toBe('live');
    centre.pass(1);
    expect(use(session)).toBe('expired');
  });

  it('slides with its use where the setting says so', () => {
    const { centre, open, use } = sessionsOf({ 'token.lifetimeMode': 'sliding' });
    const session = open();
    centre.pass(99_999);
    use(session);
    centre.pass(99_999);
    expect(use(session)).toBe('live');
    centre.pass(100_000);
    expect(use(session)).toBe('expired');
  });

  it('that is revoked says so, also when its time is over', () => {
    const { centre, open, use } = sessionsOf();
    const session = open();
    revokeSession(centre.world, session);
    centre.pass(100_000);
    expect(use(session)).toBe('revoked');
  });

  it.each([
    ['survive', 'queued'],
    ['end', 'ended'],
  ])('that is revoked lets its conversations %s', (fate, state) => {
    const { centre, open } = sessionsOf({ 'revoke.conversations': fate });
    const session = open();
    const chat = centre.startChat({ session });
    revokeSession(centre.world, session);
    expect(chat.state).toBe(state);
  });

  it('can be expired together with all others of its owner', () => {
    const { centre, open, logIn, use } = sessionsOf();
    const [one, other, user] = [open(), open(), logIn()];
    revokeSession(centre.world, other);
    expect(expireSessions(centre.world, centre.application.id)).toBe(1);
    expect([one, other, user].map(use)).toEqual(['expired', 'revoked', 'live']);
  });
});

describe('a user', () => {
  it('has five sessions, and a sixth by force that ends the earliest', () => {
    const { logIn, tryToLogIn, use } = sessionsOf({ 'token.forceLoginVictim': 'newest' });
    const [first, ...rest] = times(5, () => logIn());
    expect(tryToLogIn()).toMatchObject({ key: 'sessionLimit' });
    logIn(true);
    expect(use(first!)).toBe('displaced');
    expect(rest.map(use)).toEqual(times(4, () => 'live'));
  });

  it('is logged out after a time without use', () => {
    const { centre, logIn, use } = sessionsOf();
    const session = logIn();
    centre.pass(1_799_999);
    expect(use(session)).toBe('live');
    centre.pass(1_799_999);
    expect(use(session)).toBe('live');
    centre.pass(1_800_000);
    expect(use(session)).toBe('expired');
  });

  it('that logs out may open another session', () => {
    const { logIn, use } = sessionsOf();
    const [first] = times(5, () => logIn());
    logOut(first!);
    expect(use(first!)).toBe('logged out');
    expect(use(logIn())).toBe('live');
  });

  it('has an id in the form of the setting', () => {
    expect(sessionsOf().logIn().id).toMatch(/^[0-9a-f-]{36}$/);
    expect(sessionsOf({ 'user.sessionIdForm': 'hex' }).logIn().id).toMatch(/^[0-9a-f]{32}$/);
  });
});

it('a thousand sessions are kept; beyond, ended ones are removed and live ones stay', () => {
  const { centre, open, use } = sessionsOf();
  const living = open();
  for (let count = 0; count < 1500; count++) revokeSession(centre.world, open());
  expect(centre.world.state.sessions.size).toBeLessThanOrEqual(1001);
  expect(centre.world.state.sessions.get(living.id)).toBe(living);
  expect(use(living)).toBe('live');
});

it('the sessions of one owner do not count for another, nor those of users for applications', () => {
  const { centre, open, logIn, tryToOpen } = sessionsOf();
  const { world, application } = centre;
  const other = { ...application, id: 'other' };
  world.state.applications.set(other.id, other);
  times(10, () => openApplicationSession(world, other, false));
  times(5, () => logIn(true));
  times(9, () => open());
  expect(isRefusal(tryToOpen())).toBe(false);
  expect(tryToOpen()).toMatchObject({ key: 'sessionLimit' });
});
