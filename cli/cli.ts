#!/usr/bin/env node
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { addCalibrationCommands } from '../calibration/commands/cli.ts';
import type { VerifyFlags } from '../contracts/provider/verify-command.ts';
import { scenarioCommand } from '../scenarios/commands/cli.ts';
import type { ChatFlags } from './chat/chat-command.ts';
import { keepCompiledModules } from './compile-cache.ts';
import type { Shell } from './completion.ts';
import { shells } from './completion.ts';
import type { DeskFlags } from './desk/desk-command.ts';
import { guardErrors } from './last-resort.ts';
import { exitCodes } from './exit-codes.ts';
import { guardOutput, print, printError, tell } from './output.ts';
import type { InitFlags } from './init-command.ts';
import type { ReadyFlags } from './ready-command.ts';
import type { StartFlags } from './start-command.ts';
import { withSecrets } from './secret-files.ts';
import { collectNames, port, simulatorUrl, withStartOptions } from './start-options.ts';
import { readVariables, variable } from './variables.ts';
import { versionInWords } from './version.ts';

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) throw new InvalidArgumentError('It is a number of seconds above 0.');
  return value;
}

guardOutput();
guardErrors();
keepCompiledModules();

const controlToken = { '--control-token <token>': 'what its control API asks for' };

const program = new Command('ece-simulator')
  .configureOutput({ writeOut: print, writeErr: printError })
  .description('A faithful local Cisco ECE (Enterprise Chat and Email, API v19)')
  .version(versionInWords())
  .enablePositionalOptions()
  .exitOverride();

withStartOptions(program.command('start'))
  .description(
    'Start a living ECE. A flag overrides an environment variable, the variable the configuration file, and the file the default.',
  )
  .action(async (flags: StartFlags, self: Command) => {
    const [{ start }, { consoleParts }] = await Promise.all([import('./start-command.ts'), import('../console/parts.ts')]);
    await start(flags, self, { consoleParts });
  });

withStartOptions(program.command('exec'))
  .description(
    'Start an ECE on a free port, run a command that finds it in ECE_URL, ECE_CLIENT_ID, ECE_CLIENT_SECRET, ECE_ENTRY_POINT and ECE_CONTROL_URL, and stop. The exit code is that of the command.',
  )
  .argument('<command...>', 'the command and its arguments, after --')
  .passThroughOptions()
  .action(async (command: string[], flags: StartFlags, self: Command) => {
    const [{ execCommand }, { consoleParts }] = await Promise.all([import('./exec-command.ts'), import('../console/parts.ts')]);
    await execCommand(command, flags, self, { consoleParts });
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

withSecrets(program.command('verify'), {
  '--control-token <token>': 'what the control API of the running simulator asks for',
  '--client-secret <secret>': 'the secret of --client-id',
  '--password <password>': 'the password of --user-name',
})
  .description(
    "Verify that ECE keeps to a consumer's pacts: against a simulator that is started for it, or against what runs at --url. Exit code 1 when it does not, 2 when nothing could be verified.",
  )
  .argument('<pacts...>', 'pact files, folders that hold them, or patterns')
  .addOption(variable('--url <url>', 'a running simulator, whose state is put back afterwards, or a real ECE'))
  .addOption(new Option('--site <file>', 'a site file: the simulator that is started has its settings'))
  .addOption(new Option('--provider <name>', 'only the pacts with the provider of this name'))
  .addOption(variable('--client-id <key>', 'client key of an application in the real ECE, for live tokens'))
  .addOption(variable('--user-name <name>', 'a user of the real ECE who may view the agent console'))
  .addOption(
    variable(
      '--entry-point <[situation=]id>',
      'an entry point of the real ECE: an id with agents ready, or e.g. inactive=1005. Repeatable; in a variable, with commas',
    ).argParser(collectNames),
  )
  .option('--with-agent', 'ask in the terminal for what only a person at the real ECE can do, and wait for it')
  .option('--fail-on-skipped', 'exit code 1 when an interaction was skipped')
  .option('--junit <file>', 'write the results as JUnit XML')
  .option('--json <file>', 'write the results as JSON')
  .option('--summary <file>', 'write a summary in Markdown, for a pull request')
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

withSecrets(program.command('chat'), controlToken)
  .description(
    'Hold a conversation with an agent of a running simulator, as a customer: shows each call of ECE and what the agent writes',
  )
  .argument('[message...]', 'what the customer says before "bye" (default: a question about an order)')
  .addOption(variable('--url <url>', 'the simulator').argParser(simulatorUrl).default('http://127.0.0.1:8080'))
  .addOption(new Option('--partition <name>', 'whose customer').default('default'))
  .addOption(new Option('--entry-point <id>', 'where the conversation starts (default: the first)'))
  .action(async (messages: string[], flags: ChatFlags) => {
    const { chat } = await import('./chat/chat-command.ts');
    await chat(messages, flags);
  });

withSecrets(program.command('desk'), controlToken)
  .description('Act as an agent of a running simulator, in this terminal')
  .addOption(variable('--url <url>', 'the simulator').argParser(simulatorUrl).default('http://127.0.0.1:8080'))
  .addOption(new Option('--partition <name>', 'whose agent').default('default'))
  .addOption(new Option('--agent <name>', 'screen name of the agent (default: the first)'))
  .action(async (flags: DeskFlags) => {
    const { desk } = await import('./desk/desk-command.ts');
    await desk(flags);
  });

addCalibrationCommands(program);
program.addCommand(scenarioCommand());

const config = program.command('config').description('Look at the configuration');
withStartOptions(config.command('print'))
  .description('Print the configuration in force, and where each value comes from; secrets are masked. Nothing is started')
  .action(async (flags: StartFlags, self: Command) => {
    const { printConfiguration } = await import('./config-command.ts');
    await printConfiguration(flags, self);
  });

program
  .command('init')
  .description('Write a first file: configuration, test or scenario. It asks for what is not said, and writes over no file')
  .argument('[what]', 'configuration, test or scenario')
  .option('--runner <name>', 'of a test: vitest, jest, node or pytest (default: that of package.json)')
  .option('--file <name>', 'its name (default: ece-simulator.yaml, ece.test.ts or alike, first-conversation.yaml)')
  .action(async (what: string | undefined, flags: InitFlags) => {
    const { initCommand } = await import('./init-command.ts');
    await initCommand(what, flags);
  });

program
  .command('completion')
  .description('Print the script that completes commands and flags in a shell')
  .addArgument(new Argument('<shell>').choices(shells))
  .action(async (shell: Shell) => {
    const { completionScript } = await import('./completion.ts');
    print(completionScript(shell, program));
  });

/** Flags without a command are those of `start`. */
function withCommand([first = '--', ...rest]: readonly string[]): string[] {
  const isCommand = !first.startsWith('-') || ['-h', '--help', '-V', '--version'].includes(first);
  return isCommand ? [first, ...rest] : ['start', ...(first === '--' ? [] : [first]), ...rest];
}

/** Says after a mistake which help shows what is right. */
function nameHelp(command: Command, name: string): void {
  command.showHelpAfterError(
    `(${name} --help shows ${command.commands.length > 0 ? 'the commands' : 'the flags and arguments'})`,
  );
  for (const one of command.commands) nameHelp(one, `${name} ${one.name()}`);
}

async function run(): Promise<void> {
  nameHelp(program, program.name());
  const problems = readVariables(program, process.env);
  if (problems.length > 0) {
    for (const problem of problems) tell(problem);
    process.exitCode = exitCodes.input;
    return;
  }
  try {
    await program.parseAsync(withCommand(process.argv.slice(2)), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // The process ends by itself: what could not be written is told first.
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.input;
  }
}

// CommonJS, which the package brings, knows no top-level await.
void run();
