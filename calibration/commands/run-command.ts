import { exitCodeOf, exitCodes } from '../../cli/exit-codes.ts';
import { tell } from '../../cli/output.ts';
import { ConfigurationError } from '../../simulator/errors.ts';
import { InterruptedError, isCalibrationError, StoppedError } from '../errors.ts';

/** Does a command's work. An error of the caller, of the other side or a stop becomes a sentence on standard error and an exit code. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isCalibrationError(error) && !(error instanceof ConfigurationError)) throw error;
    tell(error.message);
    process.exitCode = judge(error);
  }
}

function judge(error: Error): number {
  if (error instanceof InterruptedError) return exitCodeOf(error.signal);
  return error instanceof StoppedError ? exitCodes.failed : exitCodes.input;
}
