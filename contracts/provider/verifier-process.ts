import type { Job, Report } from './pact-process.ts';
import { verifyInteractions } from './verify-interactions.ts';

/**
 * Runs verifications for the process that started this one. Pact's native code prints what it does, whatever it is told: here
 * nobody reads it.
 */
let isLeft = false;
let current = Promise.resolve();

async function run({ interactions, target }: Job): Promise<void> {
  try {
    for await (const result of verifyInteractions(interactions, target)) {
      // Leaving the loop puts back what was there before.
      if (isLeft) return;
      report({ result });
    }
    report({ done: true });
  } catch (error) {
    report({ error: (error as Error).message });
  }
}

function report(message: Report): void {
  if (!isLeft) process.send!(message);
}

process.on('message', (job: Job) => {
  current = run(job);
});
process.on('disconnect', () => {
  isLeft = true;
  // Pact leaves connections open that would keep the process.
  void current.finally(() => process.exit());
});
// The terminal sends it to both processes: the other one ends, this one tidies up first.
process.on('SIGINT', () => undefined);
