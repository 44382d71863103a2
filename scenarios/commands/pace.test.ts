import { describe, expect, it } from 'vitest';
import { InterruptedError } from './run-command.ts';
import { JumpError, Pace, QuitError, calculateReadingTime } from './pace.ts';

/** A pace whose keys are pressed and whose sleeps end when the test says so. */
function paced({ auto = false, speed = 1, keys = true } = {}) {
  const controller = new AbortController();
  const prompts: string[] = [];
  const slept: number[] = [];
  let wires = 0;
  let press: ((key: string) => void) | undefined;
  let wake: (() => void) | undefined;
  const pace = new Pace({
    keyboard: keys ? { readKey: () => new Promise((resolve) => (press = resolve)) } : undefined,
    auto,
    speed,
    sleep: (ms) => {
      slept.push(ms);
      return new Promise((resolve) => (wake = resolve));
    },
    prompt: (text) => {
      prompts.push(text);
      return () => prompts.push('cleared');
    },
    toggleWire: () => {
      wires++;
    },
    lastStep: 17,
    signal: controller.signal,
  });
  return {
    pace,
    prompts,
    slept,
    wires: () => wires,
    press: (key: string) => press!(key),
    wake: () => wake!(),
    interrupt: () => controller.abort(new InterruptedError()),
  };
}

const keys = 'Enter next · b back · j jump · w wire · a by itself · q end';

async function isPending(work: Promise<unknown>): Promise<boolean> {
  const nothing = Symbol('nothing');
  return (await Promise.race([work, new Promise((resolve) => void setImmediate(resolve, nothing))])) === nothing;
}

describe('step by step', () => {
  it.each(['\r', '\n', ' ', 'right'])('goes on with the key %j, and not before', async (key) => {
    const { pace, press, prompts, slept } = paced();
    const waiting = pace.wait(100, 'Ada logs in.');
    expect(await isPending(waiting)).toBe(true);
    press(key);
    await waiting;
    expect(prompts).toEqual([`Ada logs in.\n${keys}`, 'cleared']);
    expect(slept).toEqual([]);
  });

  it.each([
    ['x', '"x"'],
    ['up', 'This arrow'],
    ['\t', 'Tab'],
    ['\u0001', 'This key'],
  ])('says what works after the key %j', async (key, name) => {
    const { pace, press, prompts } = paced();
    const waiting = pace.wait(100);
    press(key);
    expect(await isPending(waiting)).toBe(true);
    expect(prompts.at(-1)).toBe(`${name} does nothing here.\n${keys}`);
    press('\r');
    await waiting;
  });

  it.each(['b', 'left', 'B'])('goes back with the key %j', async (key) => {
    const { pace, press } = paced();
    const waiting = pace.wait(100);
    press(key);
    await expect(waiting).rejects.toThrow(new JumpError('back'));
  });

  it('jumps to a step whose number is typed, and says which numbers there are', async () => {
    const { pace, press, prompts } = paced();
    const jumped = expect(pace.wait(100)).rejects.toMatchObject({ to: 12 });
    for (const key of ['j', '9', '9', '\r', 'z', '1', '3', '\u007f', '2', '\r']) {
      press(key);
      await isPending(jumped);
    }
    await jumped;
    expect(prompts).toContain('Jump to which step, 1 to 17? 99');
    expect(prompts).toContain('Type a number from 1 to 17, then Enter. Jump to which step, 1 to 17? 12');
  });

  it('shows the wire with w, and goes on waiting', async () => {
    const { pace, press, wires } = paced();
    const waiting = pace.wait(100);
    press('w');
    expect(await isPending(waiting)).toBe(true);
    expect(wires()).toBe(1);
    press('\r');
    await waiting;
  });

  it('waits at the end, from where one can go back', async () => {
    const { pace, press } = paced();
    const first = pace.waitAtEnd();
    press('\r');
    expect(await isPending(first)).toBe(true);
    press('q');
    await first;
    const second = pace.waitAtEnd();
    press('b');
    await expect(second).rejects.toThrow(JumpError);
  });

  it('ends with q', async () => {
    const { pace, press, prompts } = paced();
    const waiting = pace.wait(100);
    press('q');
    await expect(waiting).rejects.toThrow(QuitError);
    expect(prompts.at(-1)).toBe('cleared');
  });

  it('runs on by itself with a, and comes back with Enter', async () => {
    const { pace, press, wake, slept } = paced();
    const first = pace.wait(100);
    press('a');
    await first;
    const second = pace.wait(100);
    expect(slept).toEqual([calculateReadingTime(100)]);
    wake();
    await second;
    const third = pace.wait(100);
    press('\r');
    await third;
    expect(await isPending(pace.wait(100))).toBe(true);
    expect(slept).toHaveLength(2);
  });

  it('ends when it is interrupted', async () => {
    const { pace, interrupt } = paced();
    const waiting = pace.wait(100);
    interrupt();
    await expect(waiting).rejects.toThrow(InterruptedError);
  });
});

describe('by itself', () => {
  it('waits as long as one reads, by its speed', async () => {
    const { pace, slept, wake } = paced({ auto: true, speed: 2, keys: false });
    const waiting = pace.wait(100);
    expect(await isPending(waiting)).toBe(true);
    wake();
    await waiting;
    expect(slept).toEqual([calculateReadingTime(100) / 2]);
  });

  it('does not wait at all when nobody watches', async () => {
    const { pace, slept } = paced({ speed: Infinity, keys: false });
    await pace.wait(100);
    expect(slept).toEqual([]);
  });

  it('ends with q', async () => {
    const { pace, press } = paced({ auto: true });
    const waiting = pace.wait(100);
    press('q');
    await expect(waiting).rejects.toThrow(QuitError);
  });

  it('ends when it is interrupted, before and while it waits', async () => {
    const { pace, interrupt } = paced({ auto: true, keys: false });
    const waiting = pace.wait(100);
    interrupt();
    await expect(waiting).rejects.toThrow(InterruptedError);
    await expect(pace.wait(100)).rejects.toThrow(InterruptedError);
  });
});

it('one reads long texts longer, within limits', () => {
  expect([0, 100, 1_000_000].map(calculateReadingTime)).toEqual([800, 2000, 8000]);
});
