import { describe, expect, it } from 'vitest';
import { TestCentre } from '../testing/world.ts';
import { KnownSecrets } from './known-secrets.ts';

function retireMany(secrets: KnownSecrets, count: number) {
  for (let number = 0; number < count; number++) {
    secrets.learn(`secret of mine ${number}`);
    secrets.learnSession(`session-${number}`);
    secrets.retire(`secret of mine ${number}`, `session-${number}`);
  }
}

describe('what a partition knows as secret', () => {
  it('is none of the short ones, which could be words', () => {
    const secrets = new KnownSecrets();
    secrets.learn('seven77', 'eight888');
    expect(secrets.texts).toEqual(['eight888']);
  });

  it('stays known when it is retired, while something is kept that was written before', () => {
    const secrets = new KnownSecrets();
    secrets.learn('a secret in an entry');
    const { moment } = secrets;
    secrets.addKeeper(() => moment);
    secrets.retire('a secret in an entry');
    retireMany(secrets, 10_000);
    expect(secrets.texts).toContain('a secret in an entry');
    expect(secrets.hasSession('SESSION-0')).toBe(true);
  });

  it('is forgotten some time after nothing needs it, so that it does not grow', () => {
    const secrets = new KnownSecrets();
    secrets.addKeeper(() => secrets.moment - 100);
    retireMany(secrets, 10_000);
    expect(secrets.texts.length).toBeLessThan(2000);
    expect(secrets.hasSession('session-0')).toBe(false);
    expect(secrets.hasSession('session-9999')).toBe(true);
  });
});

it('a retired secret that the partition has again stays known', () => {
  const { world } = new TestCentre();
  const secrets = new KnownSecrets(() => world.state);
  secrets.learnAll(world.state);
  secrets.learn('a secret of the past');
  const [application] = world.state.applications.values();
  application!.secret = 'a secret of the present';
  world.state.sessions.set('session-kept', { id: 'session-kept' } as never);
  secrets.learnAll(world.state);
  secrets.retire('a secret of the present', 'a secret of the past', 'session-kept');
  retireMany(secrets, 10_000);
  expect(secrets.texts).toContain('a secret of the present');
  expect(secrets.texts).not.toContain('a secret of the past');
  expect(secrets.hasSession('session-kept')).toBe(true);
});
