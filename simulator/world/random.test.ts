import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RandomState } from './random.ts';
import { makeUuid, Random } from './random.ts';

function seeded(seed: string) {
  return new Random(seed, new Map<string, RandomState>());
}
function draw(random: Random, purpose: string, count = 20) {
  return Array.from({ length: count }, () => random.uint32(purpose));
}

describe('random numbers', () => {
  it('are the same for the same seed and purpose, and others for any other', () => {
    expect(draw(seeded('a'), 'x')).toEqual(draw(seeded('a'), 'x'));
    expect(draw(seeded('a'), 'x')).not.toEqual(draw(seeded('b'), 'x'));
    expect(draw(seeded('a'), 'x')).not.toEqual(draw(seeded('a'), 'y'));
  });

  it('for one purpose do not depend on the draws for another', () => {
    const random = seeded('a');
    draw(random, 'y', 7);
    expect(draw(random, 'x')).toEqual(draw(seeded('a'), 'x'));
  });

  it('continue from their states, which are plain data', () => {
    const states = new Map<string, RandomState>();
    draw(new Random('a', states), 'x', 5);
    const copy = new Map(JSON.parse(JSON.stringify([...states])) as [string, RandomState][]);
    expect(draw(new Random('a', copy), 'x')).toEqual(draw(new Random('a', states), 'x'));
  });

  it('stay between their bounds', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), fc.nat(), (seed, low, span) => {
        const value = seeded(seed).between('x', low, low + span + 1);
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThan(low + span + 1);
      }),
    );
  });

  it('pick every item in the long run, each about as often', () => {
    const random = seeded('a');
    const counts = { a: 0, b: 0, c: 0 };
    for (let pick = 0; pick < 3000; pick++) counts[random.pick<'a' | 'b' | 'c'>('x', ['a', 'b', 'c'])]++;
    for (const count of Object.values(counts)) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('make UUIDs of version 4 in lower case', () => {
    for (let number = 0; number < 100; number++)
      expect(makeUuid(`a/${number}`)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

it('the numbers of a seed are the same in every version, because what is shown must be repeatable', () => {
  const random = seeded('a');
  expect(draw(random, 'x', 4)).toEqual([1129531517, 4092142826, 4092141913, 638191455]);
  expect(draw(random, 'a longer purpose', 2)).toEqual([2506018949, 3590793654]);
  expect(makeUuid('a longer seed/id')).toBe('040023d2-53ab-4de4-8683-d68f4cc769cd');
});
