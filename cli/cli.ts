#!/usr/bin/env node
import { createRequire, enableCompileCache } from 'node:module';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { VerifyFlags } from '../contracts/provider/verify-command.ts';
import { scenarioCommand } from '../scenarios/commands/cli.ts';
import type { DeskFlags } from './desk/desk-command.ts';
import { guardOutput, print, printError, tell } from './output.ts';
import type { ReadyFlags } from './ready-command.ts';
import type { StartFlags } from './start-command.ts';
import { readVariables, withVariable } from './variables.ts';

function port(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (value < 0 || value > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535; 0 picks a free one.');
  return value;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) throw new InvalidArgumentError('It is a number of seconds above 0.');
  return value;
}

function variable(flags: string, description: string): Option {
  return withVariable(new Option(flags, description));
}

function collectNames(text: string, before: string[] = []): string[] {
  return [...before, ...text.split(',').map((name) => name.trim())];
}

const { version } = createRequire(import.meta.url)('ece-simulator/package.json') as { version: string };

guardOutput();

const program = new Command('ece-simulator')
  .configureOutput({ writeOut: print, writeErr: printError })
  .description('A faithful local Cisco ECE (Enterprise Chat and Email, API v19)')
  .version(version)
  .showHelpAfterError('(ece-simulator help shows what there is)');

program
  .command('start')
  .description(
    'Start a living ECE. A flag goes before an environment variable, that before the configuration file, that before the default.',
  )
  .addOption(variable('-p, --port <number>', 'port to listen on, 0 for a free one (default: 8080)').argParser(port))
  .addOption(
    variable(
      '--host <address>',
      'address to listen on; off loopback a control token is needed (default: 127.0.0.1 and ::1, as with localhost)',
    ),
  )
  .addOption(
    variable('--allowed-host <name>', 'a further host for which it answers, repeatable; in a variable, with commas').argParser(
      collectNames,
    ),
  )
  .addOption(variable('--public-url <url>', 'where clients reach the simulator, when that is not where they call'))
  .addOption(variable('-c, --config <file>', 'configuration in YAML or JSON'))
  .addOption(variable('--snapshot <file>', 'start in the state of a snapshot that was written to a file'))
  .addOption(variable('--callback-url <url>', 'where the events of conversations go (default: nowhere; they are kept)'))
  .addOption(variable('--client-id <id>', 'client id of the first application (default: demo-client)'))
  .addOption(
    variable(
      '--client-secret <secret>',
      'its client secret (default: demo-secret; random where other machines reach the simulator)',
    ),
  )
  .addOption(variable('--seed <text>', 'the same seed and the same calls give the same ids, words and pace (default: a new one)'))
  .addOption(variable('--clock <mode>', 'real, manual, or a factor such as 60x (default: real)'))
  .addOption(variable('--agents <behaviour>', 'answers, silent or manual (default: answers)'))
  .addOption(variable('--control-token <token>', 'what the control API asks for; at least 16 characters'))
  .addOption(variable('--trust <file>', 'certificates in PEM that callbacks trust, beside those of Node and NODE_EXTRA_CA_CERTS'))
  .addOption(variable('--tls', 'HTTPS with a self-signed certificate, also for the host of --public-url'))
  .addOption(
    variable(
      '--tls-name <name>',
      'a further host name or address in that certificate, repeatable; in a variable, with commas',
    ).argParser(collectNames),
  )
  .addOption(variable('--tls-cert <file>', 'HTTPS with a certificate of your own, in PEM'))
  .addOption(variable('--tls-key <file>', 'its key'))
  .addOption(variable('--json', 'print one line for programs instead of the greeting'))
  .addOption(variable('--log-level <level>', 'fatal, error, warn, info, debug, trace or silent').default('info'))
  .action(async (flags: StartFlags) => {
    // Reading and compiling modules is half of the time of a start. The second start finds them compiled.
    enableCompileCache();
    const [{ start }, { consoleParts }] = await Promise.all([import('./start-command.ts'), import('../console/parts.ts')]);
    await start(flags, { consoleParts });
  });

program
  .command('ready')
  .description('Ask whether the simulator is ready. Exit code 0 when it is, 1 when it is not')
  .addOption(variable('--url <url>', 'where it runs (default: http://127.0.0.1 with the port)'))
  .addOption(variable('-p, --port <number>', 'its port on this machine (default: 8080)').argParser(port))
  .addOption(new Option('--wait [seconds]', 'wait until it is ready (default: 30 seconds)').argParser(seconds))
  .action(async (flags: ReadyFlags) => {
    const { readyCommand } = await import('./ready-command.ts');
    await readyCommand(flags);
  });

program
  .command('verify')
  .description(
    "Verify that ECE keeps to a consumer's pacts: against a simulator that is started for it, or against what runs at --url. Exit code 1 when it does not, 2 when nothing could be verified.",
  )
  .argument('<pacts...>', 'pact files, folders that hold them, or patterns')
  .addOption(variable('--url <url>', 'a running simulator, whose state is put back afterwards, or a real ECE'))
  .addOption(new Option('--provider <name>', 'only the pacts with the provider of this name'))
  .addOption(variable('--control-token <token>', 'what the control API of the running simulator asks for'))
  .addOption(variable('--client-id <key>', 'client key of an application in the real ECE, for live tokens'))
  .addOption(variable('--client-secret <secret>', 'its secret'))
  .action(async (pacts: string[], flags: VerifyFlags) => {
    const { verifyCommand } = await import('../contracts/provider/verify-command.ts');
    await verifyCommand(pacts, flags);
  });

program
  .command('states')
  .description('List the provider states and messages that a pact may use, with their parameters and what they return')
  .option('--json', 'for programs')
  .action(async (flags: { json?: boolean }) => {
    const { statesCommand } = await import('../contracts/provider/states-command.ts');
    statesCommand(flags);
  });

program
  .command('desk')
  .description('Act as an agent of a running simulator, in this terminal')
  .addOption(variable('--url <url>', 'the simulator').default('http://127.0.0.1:8080'))
  .addOption(variable('--control-token <token>', 'what its control API asks for'))
  .addOption(new Option('--partition <name>', 'whose agent').default('default'))
  .addOption(new Option('--agent <name>', 'screen name of the agent (default: the first)'))
  .action(async (flags: DeskFlags) => {
    const { desk } = await import('./desk/desk-command.ts');
    await desk(flags);
  });

program.addCommand(scenarioCommand());

/** Flags without a command are those of `start`. */
function withCommand([first = '--', ...rest]: readonly string[]): string[] {
  const isCommand = !first.startsWith('-') || ['-h', '--help', '-V', '--version'].includes(first);
  return isCommand ? [first, ...rest] : ['start', ...(first === '--' ? [] : [first]), ...rest];
}

const problems = readVariables(program, process.env);
if (problems.length === 0) await program.parseAsync(withCommand(process.argv.slice(2)), { from: 'user' });
else {
  for (const problem of problems) tell(problem);
  process.exitCode = 2;
}
