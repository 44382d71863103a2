import { ScenarioError } from '../problems.ts';

/** 0 all passed, 1 a scenario failed, 2 for what the caller must correct, 130 interrupted. */
export const exitCodes = { passed: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

/** What the caller must correct, in a sentence. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/** The command was stopped from outside. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Does a command's work; what went wrong becomes a clear word on standard error and an exit code. */
export async function ending(work: () => Promise<number> | number): Promise<void> {
  process.stdout.on('error', endWithReader);
  try {
    process.exitCode = await work();
  } catch (error) {
    if (error instanceof Interrupted) {
      process.stderr.write('ece-simulator: interrupted\n');
      process.exitCode = exitCodes.interrupted;
    } else if (error instanceof ScenarioError || error instanceof BadInput) {
      for (const line of error.message.split('\n')) process.stderr.write(`ece-simulator: ${line}\n`);
      process.exitCode = exitCodes.badInput;
    } else throw error;
  }
}

/** Who reads the output may have seen enough, e.g. `head`. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

/** Aborted by the first Ctrl-C, so that what runs is cleared away; the second ends the process at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort(new Interrupted('interrupted'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
