import { tell } from '../../cli/output.ts';
import { exitCodeOf } from '../../cli/exit-codes.ts';
import { exitAtLatest } from '../../cli/stop.ts';
import { InvalidSettingsError } from '../../client/errors.ts';
import { ConfigurationError } from '../../simulator/errors.ts';
import { isScenarioError, ScenarioError } from '../errors.ts';

/** 0 all passed, 1 a scenario failed, 2 for what the caller must correct. */
export const exitCodes = { passed: 0, failed: 1, badInput: 2 } as const;

/** A flag or argument that the caller must correct. */
export class CommandInputError extends ScenarioError {
  override readonly name = 'CommandInputError';
}

/** The command was stopped from outside. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals = 'SIGINT', options?: ErrorOptions) {
    super(signal === 'SIGINT' ? 'interrupted' : 'terminated', options);
    this.exitCode = exitCodeOf(signal);
  }
}

/** Does a command's work. An error of the caller becomes a sentence on standard error and an exit code. */
export async function runCommand(work: () => Promise<number> | number): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (error instanceof InterruptedError) {
      tell(error.message);
      process.exitCode = error.exitCode;
    } else if (isScenarioError(error) || error instanceof ConfigurationError || error instanceof InvalidSettingsError) {
      tell(error.message);
      process.exitCode = exitCodes.badInput;
    } else throw error;
  }
}

/** Aborted by the first Ctrl-C or SIGTERM, so that the run can clean up, for 5 s at most. The second one ends the process at once. */
export function createInterruptSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(exitCodeOf(signal));
    exitAtLatest(exitCodeOf(signal));
    controller.abort(new InterruptedError(signal));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
