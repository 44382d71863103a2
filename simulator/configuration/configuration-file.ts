import { readFile } from 'node:fs/promises';
import type { CheckedConfiguration } from './configuration.ts';
import { checkConfiguration } from './configuration.ts';
import { ConfigurationError } from '../errors.ts';

/**
 * Reads a configuration in YAML or JSON.
 * @throws {ConfigurationError} that names the file and, for each problem, its place and what is allowed
 */
export async function readConfigurationFile(file: string): Promise<CheckedConfiguration> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : message;
    throw new ConfigurationError([{ path: [], message: `The file cannot be read: ${why}.` }], file);
  });
  const value = await parse(file, text);
  try {
    return checkConfiguration(value ?? {});
  } catch (error) {
    if (error instanceof ConfigurationError) throw new ConfigurationError(error.problems, file);
    throw error;
  }
}

async function parse(file: string, text: string): Promise<unknown> {
  // YAML 1.2 reads JSON too. Loaded here only: a start without a file does not pay for it.
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: true });
  const [first] = document.errors;
  if (first !== undefined) throw new ConfigurationError([{ path: [], message: first.message.trim() }], file);
  return document.toJS({ maxAliasCount: 100 });
}
