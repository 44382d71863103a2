import path from 'node:path';
import { readCheckedFile } from './checked-file.ts';
import type { CheckedConfiguration } from './configuration.ts';
import { checkConfiguration } from './configuration.ts';

/**
 * Reads a configuration in YAML or JSON. The name of its site file is relative to the folder of the configuration.
 * @throws {ConfigurationError} that names the file and, for each problem, its line, its place and what is allowed
 */
export async function readConfigurationFile(file: string): Promise<CheckedConfiguration> {
  const configuration = await readCheckedFile(file, checkConfiguration);
  const { site } = configuration;
  return typeof site === 'string' ? { ...configuration, site: path.resolve(path.dirname(file), site) } : configuration;
}
