import { describe, expect, it } from 'vitest';
import { Listeners } from './listeners.ts';

describe('listeners', () => {
  it('are told until they are removed', () => {
    const heard: string[] = [];
    const listeners = new Listeners<string>(() => undefined);
    const stop = listeners.add((what) => heard.push(`one ${what}`));
    listeners.add((what) => heard.push(`two ${what}`));
    listeners.tell('a');
    stop();
    listeners.tell('b');
    expect(heard).toEqual(['one a', 'two a', 'two b']);
  });

  it('that throw are reported; one that reports by throwing stops nobody', () => {
    const heard: string[] = [];
    const listeners = new Listeners<string>(() => {
      throw new Error('nobody listens');
    });
    listeners.add(() => {
      throw new Error('broken');
    });
    listeners.add((what) => heard.push(what));
    listeners.tell('a');
    expect(heard).toEqual(['a']);
  });
});

it('are none before the first is added and after the last is removed', () => {
  const listeners = new Listeners<string>(() => undefined);
  expect(listeners.isEmpty).toBe(true);
  const stop = listeners.add(() => undefined);
  expect(listeners.isEmpty).toBe(false);
  stop();
  expect(listeners.isEmpty).toBe(true);
});
