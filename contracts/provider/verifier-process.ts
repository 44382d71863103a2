import type { VerifierJob, VerifierReport } from './pact-process.ts';
import { verifyInteractions } from './verify-interactions.ts';

/**
 * Runs verifications for the process that started this one. Pact's native code always prints what it does; nobody reads
 * the output of this process.
 */
let isDisconnected = false;
let current = Promise.resolve();

async function run({ interactions, target }: VerifierJob): Promise<void> {
  try {
    for await (const result of verifyInteractions(interactions, target)) {
      // The end of the loop restores the state of the simulator.
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
  // Pact leaves connections open, which would keep the process alive.
  void current.finally(() => process.exit());
});
// The terminal sends the signal to both processes. The other one ends; this one tidies up first.
process.on('SIGINT', () => undefined);
