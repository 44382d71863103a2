import type { Interface } from 'node:readline';
import { finishTasks } from './early-end.ts';
import { exitCodes } from './exit-codes.ts';

/** What a stream that cannot be written means for its command. */
const causes: Readonly<Record<string, string>> = {
  EPIPE: 'nobody reads it any more',
  ENOSPC: 'no space is left on the device',
  EIO: 'its terminal or device has gone',
};

/** Writes what the user asked for to standard output. A reader that is slow is waited for when the command has ended. */
export function print(text: string): void {
  process.stdout.write(text);
}

/** Writes a text without which the command is of no use. When it cannot be written, the command ends. */
export function printNeeded(text: string): void {
  process.stdout.write(text, (error) => {
    if (error) fail(error);
  });
}

/** Reads the lines of standard input. On a terminal it shows the prompt, and what is written, on standard output. */
export function openLines(prompt: string): Interface {
  const { stdin: input, stdout: output } = process;
  // It is loaded here, because most commands read no lines, and it takes 3 ms.
  const { createInterface } = process.getBuiltinModule('node:readline');
  return createInterface({ input, output, terminal: output.isTTY && input.isTTY, prompt });
}

/** Writes to standard error as it is. */
export function printError(text: string): void {
  process.stderr.write(text);
}

/** Writes a sentence to standard error, after the name of the command. */
export function tell(sentence: string): void {
  for (const line of sentence.split('\n')) printError(`ece-simulator: ${line}\n`);
}

/**
 * Says what happens when standard output or standard error breaks. Without this, the process ends with a stack trace. A reader of the
 * output may stop early, as `head` does: that is no failure.
 */
export function guardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    void finishTasks().then(() => (error.code === 'EPIPE' ? process.exit() : fail(error)));
  });
  // Nobody can be told.
  process.stderr.on('error', () => undefined);
}

function fail({ code = '', message }: NodeJS.ErrnoException): never {
  tell(`Standard output cannot be written: ${causes[code] ?? message}.`);
  process.exit(exitCodes.failed);
}
