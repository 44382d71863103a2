import type { VerifierJob, VerifierReport } from './pact-process.ts';
import { verifyInteractions } from './verify-interactions.ts';

/**
 * Runs verifications for the process that started this one. Pact's native code prints what it does, whatever it is told: here
 * nobody reads it.
 */
let isDisconnected = false;
let current = Promise.resolve();

async function run({ interactions, target }: VerifierJob): Promise<void> {
  try {
    for await (const result of verifyInteractions(interactions, target)) {
      // Leaving the loop puts back what was there before.
      if (isDisconnected) return;
      sendReport({ result });
    }
    sendReport({ done: true });
  } catch (error) {
    sendReport({ error: (error as Error).message });
  }
}

function sendReport(message: VerifierReport): void {
  if (!isDisconnected) process.send!(message);
}

process.on('message', (job: VerifierJob) => {
  current = run(job);
});
process.on('disconnect', () => {
  isDisconnected = true;
  // Pact leaves connections open that would keep the process.
  void current.finally(() => process.exit());
});
// The terminal sends it to both processes: the other one ends, this one tidies up first.
process.on('SIGINT', () => undefined);
