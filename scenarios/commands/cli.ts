import { enableCompileCache } from 'node:module';
import type { CommanderError } from 'commander';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { DemoFlags } from './demo.ts';
import type { RunFlags } from './run.ts';

/** For what the caller must correct. */
const badInput = 2;

function speed(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('A speed is a number above 0: 2 is twice as fast, 0.5 half as fast.');
  return value;
}

function url() {
  return new Option('--url <url>', 'a simulator that runs already (default: one in this process)');
}
function controlToken() {
  return new Option('--control-token <token>', 'what its control API asks for').env('ECE_SIMULATOR_CONTROL_TOKEN');
}
function seed() {
  return new Option('--seed <text>', "the same seed gives the same ids (default: the scenario's name)");
}

/** The commands about scenarios. What they need is loaded when one of them runs. */
export function scenarioCommand(): Command {
  const scenario = new Command('scenario')
    .description('Stories that CI asserts and trainers show')
    .showHelpAfterError('(ece-simulator scenario --help shows what there is)')
    .exitOverride(({ exitCode }: CommanderError) => process.exit(exitCode === 0 ? 0 : badInput))
    // Half of a short command is reading and compiling modules: from the second on they are found compiled.
    .hook('preAction', () => void enableCompileCache());
  scenario
    .command('list')
    .description('What the library holds')
    .option('--json', 'for programs')
    .action(async (flags: { json?: true }) => (await import('./list.ts')).list(flags));
  scenario
    .command('run')
    .description('Run scenarios of the library (default: all), or files of your own')
    .argument('[what...]', 'names, patterns such as "token*", files, folders')
    .addOption(url())
    .addOption(controlToken())
    .addOption(seed())
    .option('--junit <file>', 'write the results as JUnit XML')
    .action(async (what: string[], flags: RunFlags) => (await import('./run.ts')).run(what, flags));
  scenario
    .command('show')
    .description('Explain a scenario as prose and as a Mermaid sequence diagram')
    .argument('<name>', 'of the library, or a file')
    .option('--prose', 'only the prose')
    .option('--mermaid', 'only the diagram')
    .action(async (name: string, flags: { prose?: true; mermaid?: true }) => (await import('./show.ts')).show(name, flags));
  scenario
    .command('demo')
    .description('Show a scenario live, step by step: Enter goes on, a runs on by itself, q ends')
    .argument('<name>', 'of the library, or a file')
    .option('--auto', 'runs by itself (also when the input is no terminal)')
    .addOption(new Option('--speed <factor>', 'of running by itself, e.g. 2').argParser(speed))
    .addOption(url())
    .addOption(controlToken())
    .addOption(seed())
    .action(async (name: string, flags: DemoFlags) => (await import('./demo.ts')).demo(name, flags));
  return scenario;
}
