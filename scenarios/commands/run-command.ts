import { tell } from '../../cli/output.ts';
import { exitAtLatest } from '../../cli/stop.ts';
import { isScenarioError, ScenarioError } from '../errors.ts';

/** 0 all passed, 1 a scenario failed, 2 for what the caller must correct, 130 interrupted. */
export const exitCodes = { passed: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

/** A flag or argument that the caller must correct. */
export class CommandInputError extends ScenarioError {
  override readonly name = 'CommandInputError';
}

/** The command was stopped from outside. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** Does a command's work. An error of the caller becomes a sentence on standard error and an exit code. */
export async function runCommand(work: () => Promise<number> | number): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (error instanceof InterruptedError) {
      tell('interrupted');
      process.exitCode = exitCodes.interrupted;
    } else if (isScenarioError(error)) {
      tell(error.message);
      process.exitCode = exitCodes.badInput;
    } else throw error;
  }
}

/** Aborted by the first Ctrl-C, so that the run can clean up, for 5 s at most. The second Ctrl-C ends the process at once. */
export function createInterruptSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    exitAtLatest(exitCodes.interrupted);
    controller.abort(new InterruptedError('interrupted'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
