import type { PersonAnswer, VerifierJob, VerifierReport } from './pact-process.ts';
import type { PersonTask } from './person.ts';
import type { StateValues } from './request-filter.ts';
import { verifyInteractions } from './verify-interactions.ts';

/**
 * Runs verifications for the process that started this one. Pact's native code always prints what it does; nobody reads
 * the output of this process.
 */
let isDisconnected = false;
let current = Promise.resolve();

async function run({ interactions, target, withPerson }: VerifierJob): Promise<void> {
  try {
    for await (const result of verifyInteractions(interactions, target, withPerson ? askPerson : undefined)) {
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

let receiveAnswer: (told: StateValues | undefined) => void = () => undefined;

/** Asks by the process that started this one, which has the terminal. */
function askPerson(task: PersonTask): Promise<StateValues | undefined> {
  return new Promise((resolve) => {
    receiveAnswer = resolve;
    sendReport({ task });
  });
}

process.on('message', (message: VerifierJob | PersonAnswer) => {
  if ('told' in message) receiveAnswer(message.told ?? undefined);
  else current = run(message);
});
process.on('disconnect', () => {
  isDisconnected = true;
  // Pact leaves connections open, which would keep the process alive.
  void current.finally(() => process.exit());
});
// The terminal sends the signal to both processes. The other one ends; this one tidies up first.
process.on('SIGINT', () => undefined);
