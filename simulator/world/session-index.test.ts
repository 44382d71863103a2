import { expect, it } from 'vitest';
import { SessionIndex } from './session-index.ts';
import type { Session } from './sessions.ts';

function session(id: string, ownerId: string, ended?: Session['ended']): Session {
  return { id, kind: 'application', ownerId, openedAt: 0, lastUsedAt: 0, ...(ended !== undefined && { ended }) };
}

it('finds the sessions of an owner that are live or revoked, oldest first', () => {
  const sessions = new Map([session('a', 'one'), session('b', 'two')].map((one) => [one.id, one]));
  const index = new SessionIndex(sessions);
  const later = session('c', 'one');
  sessions.set(later.id, later);
  index.add(later);
  const idsOf = (owner: string) => index.of(owner).map(({ id }) => id);
  expect([idsOf('one'), idsOf('two'), idsOf('three')]).toEqual([['a', 'c'], ['b'], []]);
  sessions.get('a')!.ended = 'displaced';
  sessions.get('c')!.ended = 'revoked';
  expect(idsOf('one')).toEqual(['c']);
  sessions.delete('c');
  expect(idsOf('one')).toEqual([]);
});
