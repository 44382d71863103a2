import { tell } from './output.ts';

const failed = 1;

/** What went wrong, in a sentence. */
function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/**
 * Lets the command end with a sentence where an error reaches nobody, never with a stack trace. Every error that a user can cause has a
 * sentence of its own; this is for the others.
 */
export function guardErrors(): void {
  const end = (error: unknown): never => {
    tell(`${describe(error)} This should not happen: please report it with the command and its input.`);
    process.exit(failed);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
