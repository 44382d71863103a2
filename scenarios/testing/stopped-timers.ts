import path from 'node:path';
import { vi } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const mayWait = /at closeServer /;

/** The line of this project that set a timer; undefined when Node set it, whose `fetch` supervises connections. */
function findOwnCaller(stack: string): string | undefined {
  const [first] = stack.split('\n').filter((line) => /^\s+at /.test(line) && !/node_modules|stopped-timers/.test(line));
  return first?.includes(root) === true ? first.trim() : undefined;
}

/**
 * From now on timers never run, except those that are due at once and those of a simulator that closes its socket.
 * @returns the lines that set a timer; the list grows while the tests run
 */
export function stopTimers(): string[] {
  const callers: string[] = [];
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const real = globalThis[name];
    const stopped = (task: () => void, ms = 0) => {
      const stack = new Error().stack ?? '';
      if (ms <= 0 || mayWait.test(stack)) return real(task, ms);
      const caller = findOwnCaller(stack);
      if (caller !== undefined) callers.push(`${name}(..., ${ms}) ${caller}`);
      const silent = { ref: () => silent, unref: () => silent, refresh: () => silent };
      return silent;
    };
    vi.spyOn(globalThis, name).mockImplementation(stopped as never);
  }
  return callers;
}
