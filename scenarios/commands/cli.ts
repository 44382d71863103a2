import type { CommanderError } from 'commander';
import { Command, InvalidArgumentError, Option } from 'commander';
import { print, printError } from '../../cli/output.ts';
import { withSecrets } from '../../cli/secret-files.ts';
import type { DemoFlags } from './demo.ts';
import { exitCodes } from './run-command.ts';
import type { RunFlags } from './run.ts';
import type { ShowFlags } from './show.ts';

const words = 'a scenario of the library, a file, or words of a title or teaching';

function parseSpeed(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('A speed is a number above 0: 2 is twice as fast, 0.5 half as fast.');
  return value;
}

function urlOption() {
  return new Option('--url <url>', 'a simulator that runs already (default: a new one in this process)').env('ECE_SIMULATOR_URL');
}
const controlToken = { '--control-token <token>': 'control token of that simulator' };
function siteOption() {
  return new Option(
    '--site <file>',
    'a site file: the simulator that is started behaves as that installation, and the client library has its options',
  );
}
function seedOption() {
  return new Option('--seed <text>', "the same seed gives the same ids (default: the scenario's name)");
}

/** The commands about scenarios. Each loads its modules only when it runs. */
export function scenarioCommand(): Command {
  const scenario = new Command('scenario')
    .description('Stories that CI asserts and trainers show')
    .configureOutput({ writeOut: print, writeErr: printError })
    .exitOverride(({ exitCode }: CommanderError) => process.exit(exitCode === 0 ? 0 : exitCodes.badInput));
  scenario
    .command('list')
    .description('List the scenarios of the library')
    .option('--json', 'as JSON, for programs')
    .action(async (flags: { json?: true }) => (await import('./list.ts')).list(flags));
  withSecrets(scenario.command('run'), controlToken)
    .description('Run scenarios of the library (default: all), or your own files')
    .argument('[name...]', 'names, patterns such as "token*", files, folders')
    .addOption(urlOption())
    .addOption(siteOption())
    .addOption(seedOption())
    .option('--junit <file>', 'write the results as JUnit XML')
    .action(async (names: string[], flags: RunFlags) => (await import('./run.ts')).run(names, flags));
  scenario
    .command('show')
    .description('Explain a scenario: as prose and as a Mermaid sequence diagram, or as a page or picture for slides')
    .argument('<word...>', words)
    .option('--prose', 'only the prose')
    .option('--mermaid', 'only the diagram')
    .option('--html [file]', 'write a page with the story and its diagram (default: <name>.html)')
    .option('--svg [file]', 'write the diagram as a picture (default: <name>.svg)')
    .action(async (about: string[], flags: ShowFlags) => (await import('./show.ts')).show(about, flags));
  withSecrets(scenario.command('demo'), controlToken)
    .description('Show a scenario live. Keys: Enter next, b back, j jump, w wire, a by itself, q end')
    .argument('<word...>', words)
    .option('--wire', 'show requests and callbacks too')
    .option('--auto', 'run by itself (the default when the input is no terminal)')
    .addOption(new Option('--speed <factor>', 'speed of running by itself, e.g. 2').argParser(parseSpeed))
    .addOption(urlOption())
    .addOption(siteOption())
    .addOption(seedOption())
    .action(async (about: string[], flags: DemoFlags) => (await import('./demo.ts')).demo(about, flags));
  return scenario;
}
