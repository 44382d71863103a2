import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '../simulator/errors.ts';

/** Secrets that can come from a file, so that the list of processes does not show them. */
export interface SecretFlags {
  controlToken?: string;
  controlTokenFile?: string;
  clientSecret?: string;
  clientSecretFile?: string;
}

/**
 * The secrets of flags, variables and files. A line break at the end of a file is not part of its secret.
 * @throws {ConfigurationError} for a file that cannot be read, and for a secret that is given twice
 */
export async function readSecrets(flags: SecretFlags): Promise<Pick<SecretFlags, 'controlToken' | 'clientSecret'>> {
  const { controlToken, controlTokenFile, clientSecret, clientSecretFile } = flags;
  const token = await secretOf('--control-token', controlToken, controlTokenFile);
  const secret = await secretOf('--client-secret', clientSecret, clientSecretFile);
  return { ...(token !== undefined && { controlToken: token }), ...(secret !== undefined && { clientSecret: secret }) };
}

async function secretOf(flag: string, given: string | undefined, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return given;
  if (given !== undefined)
    throw new ConfigurationError([{ path: [flag], message: `"${flag}" and "${flag}-file" cannot be used together.` }]);
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    const message = `"${flag}-file" cannot be read: ${(error as Error).message}.`;
    throw new ConfigurationError([{ path: [`${flag}-file`], message }]);
  }
}
