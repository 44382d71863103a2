import { exitCodeOf } from './exit-codes.ts';

/** How long the tasks of a command that ends early may take. */
const patienceMs = 2000;
const tasks = new Set<() => Promise<void>>();

/**
 * Does the task before the command ends early, if it does: by a signal, or because standard output is broken. A second signal ends the
 * command at once.
 * @returns takes the task back
 */
export function beforeEarlyEnd(task: () => Promise<void>): () => void {
  tasks.add(task);
  for (const signal of signals) process.once(signal, endBySignal);
  return () => {
    tasks.delete(task);
    for (const signal of signals) if (tasks.size === 0) process.off(signal, endBySignal);
  };
}

export async function finishTasks(): Promise<void> {
  if (tasks.size === 0) return;
  const all = Promise.allSettled([...tasks].map((task) => task()));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
}

/** The last one is what a terminal that is closed sends. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function endBySignal(signal: NodeJS.Signals): void {
  for (const one of signals) process.off(one, endBySignal);
  void finishTasks().then(() => process.exit(exitCodeOf(signal)));
}
