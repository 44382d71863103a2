import { Command } from 'commander';
import { expect, it } from 'vitest';
import { readVariables, variable } from './variables.ts';

function flagsOf(environment: Record<string, string>) {
  const start = new Command('start')
    .addOption(variable('--port <number>', ''))
    .addOption(variable('--public-url <url>', ''))
    .addOption(variable('--tls', ''));
  const problems = readVariables(new Command().addCommand(start), environment);
  const before = process.env;
  process.env = environment;
  start.parse([], { from: 'user' });
  process.env = before;
  return { problems, flags: start.opts() };
}

it.each<[string, Record<string, string>, Record<string, unknown>]>([
  ['a variable gives what its flag gives', { ECE_SIMULATOR_PUBLIC_URL: 'http://a' }, { publicUrl: 'http://a' }],
  ['an empty variable gives nothing', { ECE_SIMULATOR_PUBLIC_URL: '', ECE_SIMULATOR_TLS: '' }, {}],
  ['true gives a flag without a value', { ECE_SIMULATOR_TLS: 'True' }, { tls: true }],
  ['false does not', { ECE_SIMULATOR_TLS: '0' }, {}],
  [
    'what Kubernetes makes for a Service of our name gives nothing',
    {
      ECE_SIMULATOR_SERVICE_HOST: '10.0.0.1',
      ECE_SIMULATOR_SERVICE_PORT: '8080',
      ECE_SIMULATOR_SERVICE_PORT_HTTP: '8080',
      ECE_SIMULATOR_PORT: 'tcp://10.0.0.1:8080',
      ECE_SIMULATOR_PORT_8080_TCP: 'tcp://10.0.0.1:8080',
      ECE_SIMULATOR_PORT_8080_TCP_PROTO: 'tcp',
    },
    {},
  ],
  ['a port is a port', { ECE_SIMULATOR_PORT: '81' }, { port: '81' }],
  ['what has another prefix is not ours', { ECE_TEST: '1', ECE_SIMULATORS: '1' }, {}],
])('%s', (_what, environment, flags) => {
  expect(flagsOf(environment)).toEqual({ problems: [], flags });
});

it('a misspelt variable is told with the nearest', () => {
  expect(flagsOf({ ECE_SIMULATOR_PUBLC_URL: 'x' }).problems).toEqual([
    'No flag reads the environment variable ECE_SIMULATOR_PUBLC_URL. Did you mean "ECE_SIMULATOR_PUBLIC_URL"?',
  ]);
});

it('a flag without a value is given by no other word', () => {
  expect(flagsOf({ ECE_SIMULATOR_TLS: 'maybe' }).problems).toEqual([
    'The environment variable ECE_SIMULATOR_TLS must be true or false, not "maybe".',
  ]);
});
