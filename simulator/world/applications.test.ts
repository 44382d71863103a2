import { describe, expect, it } from 'vitest';
import { TestCentre, entryPoint } from '../testing/world.ts';
import { allowEntryPoints, applicationWithKey, entryPointsOf, findUrlProblem, mayUseEntryPoint } from './applications.ts';
import { addApplication } from './population.ts';

describe('a callback URL', () => {
  it.each(['http://a.example', 'HTTPS://a.example/path?query'])('may be %s', (url) => {
    expect(findUrlProblem(url)).toBeUndefined();
  });

  it.each(['', 'a.example', '/path', 'ftp://a.example', 'xhttp://a.example', 'http:a.example', 'http://', 'http://a b'])(
    'may not be "%s"',
    (url) => {
      expect(findUrlProblem(url)).toBe('must be an absolute http or https URL');
    },
  );

  it.each(['http://user@a.example', 'http://:password@a.example', 'http://user:password@a.example'])(
    'holds no credentials: %s',
    (url) => {
      expect(findUrlProblem(url)).toBe('must not hold credentials: give them as authentication');
    },
  );
});

describe('an application', () => {
  function twoApplications() {
    const centre = new TestCentre({ entryPoints: [entryPoint(1001), entryPoint(1002), entryPoint(1003)] });
    const { world, application: shop } = centre;
    const { callback } = shop;
    const bank = addApplication(world, {
      name: 'bank',
      type: 'Chat',
      key: 'bank-key',
      secret: 'bank-secret',
      tokenLifetimeSeconds: 100,
      callback,
    });
    return { world, shop, bank };
  }

  it('is found by its key', () => {
    const { world, shop, bank } = twoApplications();
    expect(applicationWithKey(world, 'bank-key')).toBe(bank);
    expect(applicationWithKey(world, 'key')).toBe(shop);
    expect(applicationWithKey(world, 'none')).toBeUndefined();
  });

  it('may use the entry points that it was allowed last, and those of no other application', () => {
    const { world, shop, bank } = twoApplications();
    allowEntryPoints(world, bank, ['1002']);
    allowEntryPoints(world, bank, ['1002', '1003']);
    const usable = (application: typeof shop) =>
      ['1001', '1002', '1003'].filter((id) => mayUseEntryPoint(world, application, id));
    expect([usable(shop), usable(bank)]).toEqual([['1001'], ['1002', '1003']]);
    expect([entryPointsOf(world, shop), entryPointsOf(world, bank)]).toEqual([['1001'], ['1002', '1003']]);
    expect([...world.state.adapters.values()].map(({ name, applicationId }) => [name, applicationId])).toEqual([
      ['shop', shop.id],
      ['bank', bank.id],
    ]);
  });
});
