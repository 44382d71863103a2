import { expect, it } from 'vitest';
import { HeldMessages } from './held-messages.ts';

it('a message is held until each of its reasons is over', () => {
  const held = new HeldMessages();
  held.hold('a');
  held.hold('a');
  held.hold('b');
  held.release('a');
  expect([held.has('a'), held.has('b')]).toEqual([true, true]);
  held.release('a');
  expect(held.has('a')).toBe(false);
  held.release('a');
  held.hold('a');
  expect(held.has('a')).toBe(true);
  held.clear();
  expect([held.has('a'), held.has('b')]).toEqual([false, false]);
});
