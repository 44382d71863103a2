import type { Command } from 'commander';
import { stringify } from 'yaml';
import type { CheckedConfiguration, Configuration } from '../simulator/configuration/configuration.ts';
import type { ConfigurationKey } from '../simulator/configuration/keys.ts';
import { configurationKeys } from '../simulator/configuration/keys.ts';
import { readSiteFile } from '../simulator/configuration/site-file.ts';
import { readCheckedConfiguration } from './configuration.ts';
import { findFlagOfKey } from './flag-of-key.ts';
import { print } from './output.ts';
import type { StartFlags } from './start-command.ts';
import { tellingErrors } from './start-command.ts';

/**
 * Prints the configuration in force as YAML that could be a file again, with a comment on where each value comes from: flag, variable,
 * file or default. Secrets are masked.
 */
export async function printConfiguration(flags: StartFlags, command: Command): Promise<void> {
  await tellingErrors(flags, command, async () => {
    const { checked, file, inFile, given } = await readCheckedConfiguration(flags);
    for (const [key, { usual }] of Object.entries(configurationKeys) as [keyof Configuration, ConfigurationKey][]) {
      if (key === 'settings') continue;
      if (key in given) print(lines(findFlagOfKey(command, key)!.source!, { [key]: checked[key] }));
      else if (key in inFile) print(lines(file!, { [key]: checked[key] }));
      else print(`# default\n# ${key}: ${usual}\n`);
    }
    await printSettings(checked, file);
  });
}

function lines(source: string, values: object): string {
  return `# from ${source}\n${stringify(values, (name: unknown, value: unknown) => masked(name, value), { lineWidth: 0 })}`;
}

const secretNames = /(secret|password|token)$/i;

function masked(name: unknown, value: unknown): unknown {
  return typeof name === 'string' && secretNames.test(name) && typeof value === 'string' ? '***' : value;
}

/** Those that are given: of the site file, and over them those of the configuration. The others stand in docs/settings.md. */
async function printSettings({ site, settings = {} }: CheckedConfiguration, file: string | undefined): Promise<void> {
  const ofSite = (typeof site === 'string' ? await readSiteFile(site) : site)?.settings ?? {};
  const text = [
    ...Object.entries(ofSite)
      .filter(([name]) => !Object.hasOwn(settings, name))
      .map(([name, value]) => indented(lines(typeof site === 'string' ? site : `site in ${file}`, { [name]: value }))),
    ...Object.entries(settings).map(([name, value]) => indented(lines(file ?? 'the configuration', { [name]: value }))),
  ].join('');
  print(text === '' ? `# default\n# settings: ${configurationKeys.settings.usual}\n` : `settings:\n${text}`);
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
