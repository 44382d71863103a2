import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { fileFailureInWords } from '../simulator/doors/file-failure.ts';
import { exitCodes } from './exit-codes.ts';
import { tell } from './output.ts';
import { variable } from './variables.ts';

/** Adds the flags of secrets, each with its description: see {@link withSecret}. */
export function withSecrets(command: Command, secrets: Readonly<Record<string, string>>): Command {
  for (const [flags, description] of Object.entries(secrets)) withSecret(command, flags, description);
  return command;
}

/**
 * Adds the flag of a secret, and one that names a file which holds the secret: the list of processes then shows none. Each has its
 * variable. A line break at the end of the file is not part of the secret. For a file that cannot be read, and for a secret that is given
 * twice, the process ends with a sentence before the command begins.
 * @param flags e.g. `--control-token <token>`
 */
function withSecret(command: Command, flags: string, description: string): void {
  const given = variable(flags, description);
  const file = variable(`${given.long}-file <file>`, 'a file that holds it, so that the list of processes does not');
  command
    .addOption(given)
    .addOption(file)
    .hook('preAction', async () => {
      const path = command.getOptionValue(file.attributeName()) as string | undefined;
      if (path === undefined) return;
      try {
        if (command.getOptionValue(given.attributeName()) !== undefined)
          throw new Error(`"${given.long}" and "${file.long}" cannot be used together.`);
        command.setOptionValue(given.attributeName(), await readSecret(path, file.long!));
      } catch (error) {
        tell((error as Error).message);
        process.exit(exitCodes.input);
      }
      Reflect.deleteProperty(command.opts(), file.attributeName());
    });
}

async function readSecret(path: string, flag: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`"${flag}": ${path} cannot be read: ${fileFailureInWords(error)}.`);
  });
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw new Error(`"${flag}": ${path} is empty.`);
  return secret;
}
