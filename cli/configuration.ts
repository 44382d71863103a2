import { existsSync } from 'node:fs';
import { checkConfiguration } from '../simulator/configuration/configuration.ts';
import type { CheckedConfiguration, Configuration } from '../simulator/configuration/configuration.ts';
import { readConfigurationFile } from '../simulator/configuration/configuration-file.ts';
import { ConfigurationError } from '../simulator/errors.ts';
import type { StartFlags } from './start-command.ts';

/** Names by which a configuration is found in the working folder. */
const names = ['ece-simulator.yaml', 'ece-simulator.yml', 'ece-simulator.json'];

/** What flags, variables and files say together. */
export interface ReadConfiguration {
  readonly options: Configuration;
  /** The configuration file, when there is one. */
  readonly file: string | undefined;
  /** What stands in it. */
  readonly inFile: CheckedConfiguration;
  /** What flags and variables give. */
  readonly given: Configuration;
}

/**
 * Reads what a simulator is started with. Flags and variables override the file, which is named or found by its name.
 * @throws {ConfigurationError} for a file or a secret that cannot be read or is wrong
 */
export async function readConfiguration(flags: StartFlags, defaultPort?: number): Promise<ReadConfiguration> {
  const file = flags.config ?? findConfigurationFile();
  const inFile = file === undefined ? {} : await readConfigurationFile(file);
  const given = optionsOf(flags);
  return {
    options: { ...(defaultPort !== undefined && { port: defaultPort }), ...inFile, ...given },
    file,
    inFile,
    given,
  };
}

/** The same, checked as a start checks it. @throws {ConfigurationError} */
export async function readCheckedConfiguration(
  flags: StartFlags,
): Promise<ReadConfiguration & { readonly checked: CheckedConfiguration }> {
  const read = await readConfiguration(flags);
  return { ...read, checked: checkConfiguration(read.options) };
}

function findConfigurationFile(): string | undefined {
  const [found, ...others] = names.filter((name) => existsSync(name));
  if (others.length === 0) return found;
  const message = `${[found, ...others].join(' and ')} stand in this folder. Keep one, or name one by --config.`;
  throw new ConfigurationError([{ path: ['--config'], message }]);
}

function optionsOf({
  config: _,
  snapshot: __,
  snapshotOnExit: ___,
  json: ____,
  logLevel: _____,
  tlsName: tlsNames,
  allowedHost: allowedHosts,
  allowedOrigin: allowedOrigins,
  world,
  ...flags
}: StartFlags): Configuration {
  return {
    ...flags,
    ...(world !== undefined && { world: world === 'empty' ? world : {} }),
    ...(tlsNames && { tlsNames }),
    ...(allowedHosts && { allowedHosts }),
    ...(allowedOrigins && { allowedOrigins: allowedOrigins.includes('*') ? '*' : allowedOrigins }),
  } as Configuration;
}
