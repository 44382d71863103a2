import { describe, expect, it } from 'vitest';
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
