import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from './clock.ts';

function clockAt(start: number) {
  const hand = { at: start };
  const clock = new Clock(() => hand.at);
  return { clock, hand };
}

function runAll(clock: Clock) {
  while (clock.runNext(Number.POSITIVE_INFINITY));
}

describe('the agenda of a clock', () => {
  it('runs its tasks by time, and in the order of scheduling where times are equal', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ delay: fc.nat(20), isCancelled: fc.boolean() })), (entries) => {
        const { clock } = clockAt(100);
        const happened: number[] = [];
        const cancels = entries.map(({ delay }, number) => clock.schedule(delay, () => happened.push(number)));
        cancels.forEach((cancel, number) => {
          if (entries[number]!.isCancelled) cancel();
        });
        runAll(clock);
        const expected = entries.map((entry, number) => ({ ...entry, number })).filter(({ isCancelled }) => !isCancelled);
        expected.sort((one, other) => one.delay - other.delay || one.number - other.number);
        expect(happened).toEqual(expected.map(({ number }) => number));
      }),
    );
  });

  it('runs no task before its time', () => {
    const { clock } = clockAt(100);
    clock.schedule(10, () => undefined);
    expect(clock.nextDue()).toBe(110);
    expect(clock.runNext(109)).toBe(false);
    expect(clock.runNext(110)).toBe(true);
    expect(clock.nextDue()).toBeUndefined();
  });

  it('may get new tasks while it runs', () => {
    const { clock } = clockAt(0);
    const happened: string[] = [];
    clock.schedule(1, () => {
      happened.push('one');
      clock.schedule(0, () => happened.push('two'));
    });
    clock.schedule(2, () => happened.push('three'));
    runAll(clock);
    expect(happened).toEqual(['one', 'two', 'three']);
  });

  it('passes data to the handler of its kind, and ignores data without a handler', () => {
    const { clock } = clockAt(0);
    const handled: unknown[] = [];
    clock.handle('greeting', (due) => handled.push(due));
    clock.schedule(1, { kind: 'greeting', to: 'Ada' });
    clock.schedule(2, { kind: 'unknown' });
    runAll(clock);
    expect(handled).toEqual([{ kind: 'greeting', to: 'Ada' }]);
  });

  it('can be cancelled late and twice without harm', () => {
    const { clock } = clockAt(0);
    let happened = 0;
    const cancel = clock.schedule(1, () => happened++);
    clock.schedule(1, () => happened++);
    clock.runNext(1);
    cancel();
    cancel();
    runAll(clock);
    expect(happened).toBe(2);
  });
});

describe('the time of a clock', () => {
  it('never goes back, even when its source does', () => {
    const { clock, hand } = clockAt(100);
    hand.at = 50;
    expect(clock.now()).toBe(100);
    hand.at = 101;
    expect(clock.now()).toBe(101);
  });

  it('is at least the time of the task that ran last', () => {
    const { clock } = clockAt(100);
    clock.schedule(10, () => undefined);
    clock.runNext(200);
    expect(clock.now()).toBe(110);
  });

  it('a delay below zero ends now', () => {
    const { clock } = clockAt(100);
    clock.schedule(-5, () => undefined);
    expect(clock.nextDue()).toBe(100);
  });
});

describe('the owner of a clock', () => {
  it('is called when another task becomes the next', () => {
    const { clock } = clockAt(0);
    const firsts: (number | undefined)[] = [];
    clock.onChange = () => firsts.push(clock.nextDue());
    clock.schedule(5, () => undefined);
    clock.schedule(9, () => undefined);
    clock.schedule(1, () => undefined);
    expect(firsts).toEqual([5, 1]);
  });
});

describe('a restart', () => {
  it('removes tasks that are data and may set the time back', () => {
    const { clock, hand } = clockAt(100);
    clock.schedule(1, { kind: 'data' });
    hand.at = 10;
    clock.restart();
    expect(clock.now()).toBe(10);
    expect(clock.nextDue()).toBeUndefined();
  });

  it('runs scheduled functions in the next life, after the caller has finished', async () => {
    const { clock } = clockAt(100);
    const { life } = clock;
    const livesAt: number[] = [];
    clock.schedule(2, () => livesAt.push(clock.life));
    clock.restart();
    expect(livesAt).toEqual([]);
    await Promise.resolve();
    expect(livesAt).toEqual([life + 1]);
    runAll(clock);
    expect(livesAt).toHaveLength(1);
  });

  it('takes the agenda of another clock', () => {
    const { clock: one } = clockAt(0);
    one.schedule(7, { kind: 'data', number: 2 });
    one.schedule(3, { kind: 'data', number: 1 });
    one.schedule(1, () => undefined);
    const { clock: other } = clockAt(0);
    other.restart(one.agenda());
    expect(other.agenda()).toEqual([
      { at: 3, due: { kind: 'data', number: 1 } },
      { at: 7, due: { kind: 'data', number: 2 } },
    ]);
  });
});

it('very many tasks run in order, and those planned meanwhile too', () => {
  let now = 0;
  const clock = new Clock(() => now);
  const ran: number[] = [];
  for (let at = 0; at < 500; at++) clock.schedule(at, () => ran.push(at));
  const cancel = clock.schedule(450.5, () => ran.push(-1));
  for (let step = 0; step < 300; step++) clock.runNext(1000);
  now = 300;
  clock.schedule(0.5, () => ran.push(300.5));
  cancel();
  expect(clock.nextDue()).toBe(300);
  while (clock.runNext(1000));
  expect(ran).toEqual([...Array(301).keys(), 300.5, ...[...Array(500).keys()].slice(301)]);
  expect(clock.nextDue()).toBeUndefined();
  expect(clock.agenda()).toEqual([]);
});

it('what is shown leaps with the time of the machine; instants do not', () => {
  let leap = 0;
  const clock = new Clock(
    () => 100,
    () => leap,
  );
  leap = 3600;
  expect([clock.now(), clock.instant(), clock.shown(50)]).toEqual([3700, 100, 3650]);
});
