import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Hold } from './hold.ts';
import type { ClockMode, Host } from './timekeeper.ts';
import { realHost, Timekeeper } from './timekeeper.ts';
import { fakeAllTimers } from '../testing/fake-timers.ts';

/** A machine whose time a test moves. */
class TestHost implements Host {
  #now = 1_000_000;
  #leapt = 0;
  #timers: { at: number; task: () => void }[] = [];
  longestDelay = 0;

  now = () => this.#now + this.#leapt;
  elapsed = () => this.#now;

  setTimeout = (task: () => void, ms: number): unknown => {
    const timer = { at: this.#now + ms, task };
    this.longestDelay = Math.max(this.longestDelay, ms);
    this.#timers.push(timer);
    return timer;
  };

  clearTimeout = (timer: unknown): void => {
    this.#timers = this.#timers.filter((other) => other !== timer);
  };

  get timers(): number {
    return this.#timers.length;
  }

  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#timers.toSorted((one, other) => one.at - other.at)[0];
      if (next === undefined || next.at > until) break;
      this.clearTimeout(next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
    }
    this.#now = until;
  }

  /** Somebody sets the machine's clock, or the machine has slept. */
  leap(ms: number): void {
    this.#leapt += ms;
  }
}

const noon = Date.parse('2026-07-01T12:00:00.000Z');
const manual: ClockMode = { mode: 'manual', start: noon };
const grace = 5000;

function keeperOf(mode: ClockMode) {
  const host = new TestHost();
  return { host, ...keeperOn(host, mode) };
}

function keeperOn(host: Host, mode: ClockMode) {
  const defects: unknown[] = [];
  const keeper = new Timekeeper(mode, grace, host, (defect) => defects.push(defect));
  const happened: string[] = [];
  const note = (what: string) => () => happened.push(`${what} at ${keeper.clock.now()}`);
  return { keeper, clock: keeper.clock, happened, note, defects };
}

describe('real time', () => {
  it('is that of the machine', () => {
    const { host, clock, happened, note } = keeperOf({ mode: 'real' });
    clock.schedule(100, note('one'));
    clock.schedule(50, note('two'));
    host.pass(99);
    expect(happened).toEqual(['two at 1000050']);
    host.pass(1);
    expect(happened).toEqual(['two at 1000050', 'one at 1000100']);
    expect(clock.now()).toBe(1_000_100);
  });

  it('goes on when something that was due fails', () => {
    const { host, clock, happened, note, defects } = keeperOf({ mode: 'real' });
    clock.schedule(10, () => {
      throw new Error('a defect');
    });
    clock.schedule(10, note('it'));
    host.pass(10);
    expect(happened).toEqual(['it at 1000010']);
    expect(defects).toEqual([new Error('a defect')]);
  });

  it('needs one timer, and none when nothing is due', () => {
    const { host, clock } = keeperOf({ mode: 'real' });
    for (const delay of [5, 3, 9, 1]) clock.schedule(delay, () => undefined);
    expect(host.timers).toBe(1);
    host.pass(10);
    expect(host.timers).toBe(0);
  });

  it('may be further away than a timer reaches', () => {
    const { host, clock, happened, note } = keeperOf({ mode: 'real' });
    const year = 365 * 24 * 3_600_000;
    clock.schedule(year, note('late'));
    host.pass(year - 1);
    expect(happened).toEqual([]);
    host.pass(1);
    expect(happened).toHaveLength(1);
    expect(host.longestDelay).toBeLessThan(2 ** 31);
  });

  it.each([
    ['set back by an hour', -3_600_000],
    ['set forward by an hour', 3_600_000],
    ['slept for a night', 8 * 3_600_000],
  ])('of a machine that was %s changes what it shows, and nothing else', (_what, ms) => {
    const { host, clock, happened, note } = keeperOf({ mode: 'real' });
    clock.schedule(100, note('one'));
    host.pass(50);
    host.leap(ms);
    expect(clock.now()).toBe(1_000_050 + ms);
    expect(clock.instant()).toBe(1_000_050);
    clock.schedule(10, note('two'));
    host.pass(9);
    expect(happened).toEqual([]);
    host.pass(1);
    host.pass(40);
    expect(happened).toEqual([`two at ${1_000_060 + ms}`, `one at ${1_000_100 + ms}`]);
  });

  it('does not show the small differences of two clocks', () => {
    const { host, clock } = keeperOf({ mode: 'real' });
    host.leap(-999);
    expect(clock.now()).toBe(1_000_000);
    host.leap(-1);
    expect(clock.now()).toBe(999_000);
  });

  it('goes on from what it shows when it becomes manual or scaled, which follow no machine', () => {
    const { host, keeper, clock } = keeperOf({ mode: 'real' });
    host.leap(5000);
    keeper.setMode({ mode: 'manual' });
    host.leap(5000);
    expect(clock.now()).toBe(1_005_000);
    keeper.setMode({ mode: 'scaled', factor: 10 });
    host.leap(5000);
    host.pass(1);
    expect(clock.now()).toBe(1_005_010);
    keeper.setMode({ mode: 'manual', start: 2_000_000 });
    expect(clock.now()).toBe(2_000_000);
    keeper.restart({ mode: 'real' });
    expect(clock.now()).toBe(host.now());
  });
});

describe('scaled time', () => {
  it('runs so many times faster', () => {
    const { host, clock, happened, note } = keeperOf({ mode: 'scaled', factor: 60 });
    clock.schedule(60_000, note('a minute'));
    host.pass(999);
    expect(happened).toEqual([]);
    host.pass(1);
    expect(happened).toEqual(['a minute at 1060000']);
  });

  it('may be slower', () => {
    const { host, clock } = keeperOf({ mode: 'scaled', factor: 0.5 });
    host.pass(1000);
    expect(clock.now()).toBe(1_000_500);
  });
});

describe('time by hand', () => {
  it('stands still, and starts at the given time', async () => {
    const { host, clock, keeper } = keeperOf(manual);
    clock.schedule(1, () => undefined);
    host.pass(1_000_000);
    expect(clock.now()).toBe(noon);
    expect(host.timers).toBe(0);
    await keeper.advance(0);
    expect(new Date(keeperOf({ mode: 'manual' }).clock.now()).toISOString()).toBe('2026-01-15T09:30:00.000Z');
  });

  it('lets what is due happen in order, each at its time', async () => {
    const { keeper, clock, happened, note } = keeperOf(manual);
    clock.schedule(30, note('late'));
    clock.schedule(10, () => {
      note('early')();
      clock.schedule(5, note('between'));
    });
    clock.schedule(31, note('too late'));
    await keeper.advance(30);
    expect(happened).toEqual([`early at ${noon + 10}`, `between at ${noon + 15}`, `late at ${noon + 30}`]);
    expect(clock.now()).toBe(noon + 30);
  });

  it('goes to the next thing that is due, if there is one', async () => {
    const { keeper, clock, happened, note } = keeperOf(manual);
    clock.schedule(30, note('it'));
    expect(await keeper.advanceToNext()).toBe(true);
    expect(happened).toEqual([`it at ${noon + 30}`]);
    expect(await keeper.advanceToNext()).toBe(false);
  });

  it('takes one step after the other', async () => {
    const { keeper, clock, happened, note } = keeperOf(manual);
    clock.schedule(150, note('it'));
    await Promise.all([keeper.advance(100), keeper.advance(100)]);
    expect(happened).toEqual([`it at ${noon + 150}`]);
    expect(clock.now()).toBe(noon + 200);
  });

  it('goes on after a step that failed', async () => {
    const { keeper, clock, happened, note } = keeperOf(manual);
    clock.schedule(10, () => {
      throw new Error('a defect');
    });
    clock.schedule(20, note('it'));
    await expect(keeper.advance(100)).rejects.toThrow('a defect');
    await keeper.advance(100);
    expect(happened).toEqual([`it at ${noon + 20}`]);
  });

  it('waits for what goes on by itself before the next thing happens', async () => {
    const { keeper, clock, happened, note } = keeperOf(manual);
    const waiting = (async () => {
      await new Promise<void>((resolve) => clock.schedule(10, resolve));
      for (let step = 0; step < 20; step++) await Promise.resolve();
      note('the call that waited')();
    })();
    clock.schedule(11, note('the next'));
    await keeper.advance(11);
    await waiting;
    expect(happened).toEqual([`the call that waited at ${noon + 10}`, `the next at ${noon + 11}`]);
  });
});

describe('I/O in flight', () => {
  beforeEach(() => fakeAllTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'Date', 'performance'] }));

  /** I/O that takes real time. */
  const io = (ms: number, effect: () => void) =>
    new Promise<void>((resolve) =>
      setTimeout(() => {
        effect();
        resolve();
      }, ms),
    );
  /** Lets real time pass until the step is done; says how much was needed. */
  async function realTimeOf(step: Promise<unknown>): Promise<number> {
    const start = Date.now();
    const state = { done: false };
    void step.finally(() => (state.done = true));
    while (!state.done) await vi.advanceTimersToNextTimerAsync();
    return Date.now() - start;
  }

  it('is waited for before time goes on', async () => {
    const { keeper, clock, happened, note } = keeperOf(manual);
    clock.schedule(10, () => void keeper.track(io(300, note('answer'))));
    clock.schedule(20, note('next'));
    await realTimeOf(keeper.advance(50));
    expect(happened).toEqual([`answer at ${noon + 10}`, `next at ${noon + 20}`]);
  });

  it('that was begun before the step is waited for first', async () => {
    const { keeper, clock, happened, note } = keeperOf(manual);
    void keeper.track(io(300, note('answer')));
    clock.schedule(0, note('next'));
    await realTimeOf(keeper.advance(0));
    expect(happened.map((line) => line.split(' ')[0])).toEqual(['answer', 'next']);
  });

  it('that leads to more is followed to the end', async () => {
    const { keeper, happened, note } = keeperOf(manual);
    void keeper.track(io(10, () => void keeper.track(io(10, note('second')))));
    await realTimeOf(keeper.advance(0));
    expect(happened).toEqual([`second at ${noon}`]);
  });

  it('that fails is over, and is reported as a defect', async () => {
    const { keeper, defects } = keeperOf(manual);
    const failing = keeper.track(io(10, () => undefined).then(() => Promise.reject(new Error('reset by peer'))));
    const seen = expect(failing).rejects.toThrow('reset by peer');
    expect(await realTimeOf(keeper.advance(0))).toBeLessThan(grace);
    await seen;
    expect(defects).toEqual([new Error('reset by peer')]);
  });

  it('of which nothing is heard counts as hung after the grace, once for all steps', async () => {
    const { keeper, clock, happened, note } = keeperOn(realHost, manual);
    void keeper.track(new Promise(() => undefined));
    for (const delay of [10, 20, 30]) clock.schedule(delay, note('next'));
    const needed = (await realTimeOf(keeper.advance(50))) + (await realTimeOf(keeper.advance(50)));
    expect(happened).toHaveLength(3);
    expect(needed).toBeGreaterThanOrEqual(grace);
    expect(needed).toBeLessThan(2 * grace);
  });

  it('beside one that hangs is still waited for', async () => {
    const { keeper, clock, happened, note } = keeperOn(realHost, manual);
    void keeper.track(new Promise(() => undefined));
    clock.schedule(10, () => void keeper.track(io(300, note('answer'))));
    clock.schedule(20, note('next'));
    await realTimeOf(keeper.advance(50));
    expect(happened).toEqual([`answer at ${noon + 10}`, `next at ${noon + 20}`]);
  });

  it('may be anything that begins and ends', async () => {
    const { keeper, clock, happened, note } = keeperOf(manual);
    let holds = [new Hold()];
    keeper.alsoAwait(() => holds);
    void io(300, note('answer')).then(() => {
      holds[0]!.end();
      holds = [];
    });
    clock.schedule(0, note('next'));
    await realTimeOf(keeper.advance(0));
    expect(happened.map((line) => line.split(' ')[0])).toEqual(['answer', 'next']);
  });

  it('is waited for at the end, but no longer than said', async () => {
    const keeper = new Timekeeper({ mode: 'real' }, grace);
    expect(await realTimeOf(keeper.inFlightSettled(2000))).toBe(0);
    void keeper.track(io(300, () => undefined));
    expect(await realTimeOf(keeper.inFlightSettled(2000))).toBe(300);
    void keeper.track(new Promise(() => undefined));
    expect(await realTimeOf(keeper.inFlightSettled(2000))).toBe(2000);
  });
});

it('very many tasks that fall due together let others have their turn', () => {
  const { host, clock, happened, note } = keeperOf({ mode: 'real' });
  for (let task = 0; task < 1500; task++) clock.schedule(10, note('task'));
  host.setTimeout(() => happened.push('other'), 10);
  host.pass(10);
  expect(happened).toHaveLength(1501);
  expect(happened.indexOf('other')).toBe(500);
});

describe('a change of mode', () => {
  it('goes on from the time it is', () => {
    const { host, keeper, clock } = keeperOf(manual);
    keeper.setMode({ mode: 'scaled', factor: 10 });
    host.pass(100);
    expect(clock.now()).toBe(noon + 1000);
    keeper.setMode({ mode: 'real' });
    host.pass(100);
    expect(clock.now()).toBe(noon + 1100);
    keeper.setMode({ mode: 'manual' });
    host.pass(100);
    expect(clock.now()).toBe(noon + 1100);
    expect(keeper.mode).toEqual({ mode: 'manual' });
  });

  it('takes what is planned along', () => {
    const { host, keeper, clock, happened, note } = keeperOf(manual);
    clock.schedule(1000, note('it'));
    keeper.setMode({ mode: 'scaled', factor: 10 });
    host.pass(99);
    keeper.setMode({ mode: 'manual' });
    host.pass(1000);
    expect(happened).toEqual([]);
    keeper.setMode({ mode: 'real' });
    host.pass(10);
    expect(happened).toEqual([`it at ${noon + 1000}`]);
  });

  it('to a clock by hand may leap ahead, never back', () => {
    const { keeper, clock } = keeperOf(manual);
    keeper.setMode({ mode: 'manual', start: noon + 5000 });
    expect(clock.now()).toBe(noon + 5000);
    keeper.setMode({ mode: 'manual', start: noon });
    expect(clock.now()).toBe(noon + 5000);
  });
});

describe('a restart', () => {
  it('shows the start again, with nothing planned', async () => {
    const { keeper, clock, happened, note } = keeperOf(manual);
    clock.handle('note', note('it'));
    await keeper.advance(1000);
    clock.schedule(10, { kind: 'note' });
    keeper.restart(manual);
    expect(clock.now()).toBe(noon);
    await keeper.advance(1000);
    expect(happened).toEqual([]);
  });

  it.each<[string, (keeper: Timekeeper) => void, number]>([
    ['a restart', (keeper) => keeper.restart(manual), noon],
    ['another mode', (keeper) => keeper.setMode({ mode: 'real' }), noon + 10],
  ])('or %s ends the step that is under way', async (_what, act, time) => {
    const { keeper, clock, happened, note } = keeperOf(manual);
    clock.schedule(10, () => act(keeper));
    clock.schedule(20, note('it'));
    await keeper.advance(50);
    expect(clock.now()).toBe(time);
    expect(happened).toEqual(time === noon ? [`it at ${noon}`] : []);
  });

  it('to real time is now', () => {
    const { host, keeper, clock, happened, note } = keeperOf(manual);
    keeper.restart({ mode: 'real' });
    expect(clock.now()).toBe(1_000_000);
    clock.schedule(10, note('it'));
    host.pass(10);
    expect(happened).toEqual(['it at 1000010']);
  });
});

it('nothing happens after the end', () => {
  const { host, keeper, clock, happened, note } = keeperOf({ mode: 'real' });
  clock.schedule(10, note('one'));
  keeper.stop();
  clock.schedule(5, note('two'));
  host.pass(1000);
  expect(happened).toEqual([]);
});
