import path from 'node:path';
import { vi } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const mayWait = /at closeServer /;

/** Who asked for a timer first: a line of the stack in this project, or nobody when it was Node, whose `fetch` watches over connections. */
function ownAsker(stack: string): string | undefined {
  const [first] = stack.split('\n').filter((line) => /^\s+at /.test(line) && !/node_modules|stopped-timers/.test(line));
  return first?.includes(root) === true ? first.trim() : undefined;
}

/**
 * From now on timers never ring, but those that are due at once, and those of a simulator that closes its socket. Gives who asked for one, as it
 * goes on.
 */
export function stopTimers(): string[] {
  const askers: string[] = [];
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const real = globalThis[name];
    const stopped = (task: () => void, ms = 0) => {
      const stack = new Error().stack ?? '';
      if (ms <= 0 || mayWait.test(stack)) return real(task, ms);
      const asker = ownAsker(stack);
      if (asker !== undefined) askers.push(`${name}(..., ${ms}) ${asker}`);
      const silent = { ref: () => silent, unref: () => silent, refresh: () => silent };
      return silent;
    };
    vi.spyOn(globalThis, name).mockImplementation(stopped as never);
  }
  return askers;
}
