import { describe, expect, it } from 'vitest';
import { Timekeeper } from '../time/timekeeper.ts';
import { ClockDoor } from './clock.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';

const noon = Date.parse('2026-07-01T12:00:00.000Z');
function clockAtNoon() {
  const keeper = new Timekeeper({ mode: 'manual', start: noon }, 1000);
  return { door: new ClockDoor(keeper, () => ({ calls: 0, waiting: 0, hanging: 0, held: [], outgoing: 0 })), keeper };
}

describe('a clock by hand', () => {
  it('shows the time and what is due', async () => {
    const { door, keeper } = clockAtNoon();
    expect([door.now(), door.nextDue, door.mode.mode]).toEqual([noon, undefined, 'manual']);
    keeper.clock.schedule(500, () => undefined);
    expect(door.nextDue).toBe(noon + 500);
    expect(await door.advanceToNext()).toBe(true);
    await door.advance(1.4);
    expect(door.now()).toBe(noon + 501);
  });

  it.each([-1, Number.NaN, Infinity, 11 * 365 * 24 * 3_600_000])('takes no step of %d', async (ms) => {
    const { door } = clockAtNoon();
    await expect(door.advance(ms)).rejects.toThrow(/A step is from 0 to \d+ milliseconds \(ten years\)/);
    expect(door.now()).toBe(noon);
  });
});

describe('an instant', () => {
  it.each([['2026-07-01T12:00:01Z'], [noon + 1000], [new Date(noon + 1000)], ['2026-07-01T14:00:01+02:00']])(
    'is reached by its name: %s',
    async (to) => {
      const { door } = clockAtNoon();
      await door.advance({ to });
      expect(door.now()).toBe(noon + 1000);
    },
  );

  it.each([
    ['2026-07-01T11:59:59Z', 'never back: it is 2026-07-01T12:00:00.000Z'],
    ['2046-07-01T12:00:00Z', 'ten years at most'],
    ['noon', '"to" must be an instant, such as 2026-03-29T01:30:00Z, not "noon".'],
  ])('that cannot be reached is refused: %s', async (to, why) => {
    const { door } = clockAtNoon();
    await expect(door.advance({ to })).rejects.toThrow(why);
    expect(door.now()).toBe(noon);
  });
});

describe('another mode', () => {
  it.each([0, -1, Number.NaN, 100_001])('is not %d times as fast', (factor) => {
    const { door } = clockAtNoon();
    expect(() => door.setMode({ mode: 'scaled', factor })).toThrow(InvalidInputError);
    expect(door.mode.mode).toBe('manual');
  });

  it.each([
    [noon - 1, 'Time cannot go back: it is 2026-07-01T12:00:00.000Z.'],
    [Number.NaN, '"start" must be a number, not NaN.'],
  ])('does not start at %d', (start, why) => {
    const { door } = clockAtNoon();
    expect(() => door.setMode({ mode: 'manual', start })).toThrow(why);
    expect(door.now()).toBe(noon);
  });

  it('than by hand is not advanced', async () => {
    const { door } = clockAtNoon();
    door.setMode({ mode: 'real' });
    await expect(door.advance(1)).rejects.toThrow('Only a manual clock is advanced by hand; this one is real.');
    await expect(door.advanceToNext()).rejects.toThrow(ConflictError);
  });
});
