import type { Command } from 'commander';
import type { Configuration } from '../simulator/configuration/configuration.ts';

/** The flags of a key, where they are not the key itself. */
const flagsOfKeys: Partial<Record<string, readonly string[]>> = {
  tlsNames: ['tlsName'],
  allowedHosts: ['allowedHost'],
  allowedOrigins: ['allowedOrigin'],
  controlToken: ['controlToken', 'controlTokenFile'],
  clientSecret: ['clientSecret', 'clientSecretFile'],
} satisfies Partial<Record<keyof Configuration, readonly string[]>>;

export interface FlagOfKey {
  /** `--client-id` */
  readonly flag: string;
  /** `ECE_SIMULATOR_CLIENT_ID` */
  readonly variable: string;
  /** That of both which gives the value; undefined when none does. */
  readonly source: string | undefined;
}

/** The flag that gives a key of the configuration, and its variable; undefined when the command has none. */
export function findFlagOfKey(command: Command, key: PropertyKey): FlagOfKey | undefined {
  const flags = flagsOfKeys[String(key)] ?? [String(key)];
  const name = flags.find((one) => command.getOptionValueSource(one) !== undefined) ?? flags[0]!;
  const option = command.options.find((one) => one.attributeName() === name);
  if (option === undefined) return undefined;
  const flag = option.long!;
  const variable = `ECE_SIMULATOR_${flag.slice(2).replaceAll('-', '_').toUpperCase()}`;
  const by = command.getOptionValueSource(name);
  return { flag, variable, source: by === undefined ? undefined : by === 'env' ? variable : flag };
}
