import type { Command } from 'commander';
import { Option } from 'commander';
import { didYouMeanOrValid } from '../simulator/protocol/nearest.ts';

const prefix = 'ECE_SIMULATOR_';

type Environment = Readonly<Record<string, string | undefined>>;

/** A flag that a variable gives too: `--public-url` and `ECE_SIMULATOR_PUBLIC_URL`. */
export function variable(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.env(prefix + option.attributeName().replaceAll(/[A-Z]/g, '_$&').toUpperCase());
}

/**
 * Lets commander read only the variables that give something: an empty variable gives nothing, nor does one that Kubernetes made for
 * a Service of our name, and a flag without a value is given by `true`, `yes` and `1` alone.
 * @param program with all its commands
 * @returns a sentence for each variable that is misspelt or has a wrong value
 */
export function readVariables(program: Command, environment: Environment): string[] {
  const options = optionsOf(program);
  const known = [...new Set(options.map(({ envVar }) => envVar!))].sort();
  const toggles = options.filter((option) => option.isBoolean()).map(({ envVar }) => envVar!);
  const problems = Object.entries(environment)
    .filter(([name, value]) => name.startsWith(prefix) && isGiven(name, value))
    .flatMap(([name, value]) => {
      if (!known.includes(name)) return [`No flag reads the environment variable ${name}.${didYouMeanOrValid(name, known)}`];
      if (!toggles.includes(name) || isYes(value) || isNo(value)) return [];
      return [`The environment variable ${name} must be true or false, not "${value}".`];
    });
  for (const option of options) {
    const value = environment[option.envVar!];
    if (!isGiven(option.envVar!, value) || (option.isBoolean() && !isYes(value))) {
      option.description += ` (env: ${option.envVar})`;
      option.envVar = undefined;
    }
  }
  return problems;
}

function optionsOf(command: Command): Option[] {
  return [...command.options.filter(({ envVar }) => envVar !== undefined), ...command.commands.flatMap(optionsOf)];
}

/** Kubernetes gives each container the address of each Service: `<NAME>_SERVICE_HOST`, `<NAME>_PORT=tcp://...`, `<NAME>_PORT_80_TCP_ADDR`. */
const ofKubernetes = /^ECE_SIMULATOR_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_\w+)?)$/;

function isOfKubernetes(name: string, value: string): boolean {
  return ofKubernetes.test(name) || (name === `${prefix}PORT` && /^\w+:\/\//.test(value));
}

function isGiven(name: string, value: string | undefined): boolean {
  return value !== undefined && value !== '' && !isOfKubernetes(name, value);
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && ['1', 'true', 'yes'].includes(value.toLowerCase());
}

function isNo(value: string | undefined): boolean {
  return value !== undefined && ['0', 'false', 'no'].includes(value.toLowerCase());
}
