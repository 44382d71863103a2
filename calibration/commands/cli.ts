import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import { collectNames, port, simulatorUrl } from '../../cli/start-options.ts';
import { variable } from '../../cli/variables.ts';
import type { CalibrateFlags } from './calibrate-flags.ts';
import type { FactsFlags } from './facts-command.ts';
import { certaintiesOfFacts, kindsOfFacts } from '../facts/fact.ts';
import type { ProxyFlags } from './proxy-command.ts';
import type { ReplayFlags } from './replay-command.ts';

/** Adds the commands that need a real ECE, or traffic with one. */
export function addCalibrationCommands(program: Command): void {
  program
    .command('facts')
    .description(
      'List every fact about ECE and its nodes, how sure it is, where it comes from, where it acts, and how a real ECE settles it. Exit code 1 when no fact is chosen',
    )
    .addOption(
      new Option('--certainty <name>', `${certaintiesOfFacts.join(', ')}; repeatable`).argParser(oneOfNames(certaintiesOfFacts)),
    )
    .addOption(new Option('--kind <name>', `${kindsOfFacts.join(', ')}; repeatable`).argParser(oneOfNames(kindsOfFacts)))
    .addOption(new Option('--search <words>', 'words of its name, value, source or section'))
    .addOption(new Option('--site <file>', 'a site file: its settings are calibrated'))
    .addOption(new Option('--format <name>', 'how it is written').choices(['text', 'json', 'markdown']).default('text'))
    .action(async (flags: FactsFlags) => {
      const { factsCommand } = await import('./facts-command.ts');
      await factsCommand(flags);
    });

  program
    .command('proxy')
    .description(
      'Stand between a client and a real ECE, in both directions: records the traffic masked, and tells at once what the simulator would have answered differently and which setting explains it',
    )
    .requiredOption('--url <url>', 'the ECE', simulatorUrl)
    .addOption(
      new Option('-p, --port <number>', 'where clients reach it on this machine').argParser(port).default(0, 'a free one'),
    )
    .addOption(new Option('--host <address>', 'address to listen on (default: 127.0.0.1)'))
    .addOption(new Option('--record <file>', 'the recording').default('traffic.jsonl'))
    .addOption(new Option('--har <file>', 'also write the traffic as HAR in the end'))
    .addOption(
      new Option('--callback-forward <url>', "the client's callback URL, to which callbacks go on").argParser(simulatorUrl),
    )
    .addOption(new Option('--site <file>', 'settings of the ECE, as far as they are known'))
    .addOption(new Option('--trust <file>', 'certificates that are trusted too, in PEM; repeatable').argParser(collectNames))
    .option('--no-compare', 'only record')
    .action(async (flags: ProxyFlags) => {
      const { proxyCommand } = await import('./proxy-command.ts');
      await proxyCommand(flags);
    });

  program
    .command('replay')
    .description(
      'Send recorded traffic to the simulator again and compare its answers member for member. Exit code 1 when one differs',
    )
    .argument('<files...>', 'recordings, or HAR')
    .addOption(new Option('--site <file>', 'settings of the ECE that was recorded'))
    .option('--json', 'for programs')
    .option('--no-explain', 'do not look for the setting that explains a difference')
    .action(async (files: string[], flags: ReplayFlags) => {
      const { replayCommand } = await import('./replay-command.ts');
      await replayCommand(files, flags);
    });

  program
    .command('calibrate')
    .description(
      'Ask a real ECE what nobody published, and write what it answers as a site file. It asks once a second, ends each conversation that it begins, and touches nobody else; Ctrl-C ends what it began, and the same command goes on',
    )
    .addOption(
      new Option('--url <url>', 'the ECE, with its context root, e.g. https://chat.example.com/system').argParser(simulatorUrl),
    )
    .addOption(variable('--client-id <key>', 'client key of an application of its own'))
    .addOption(variable('--client-secret <secret>', 'its secret'))
    .addOption(variable('--user-name <name>', 'a user who may view the agent console'))
    .addOption(variable('--password <password>', 'the password of that user'))
    .addOption(
      variable('--entry-point <[situation=]id>', 'an entry point with an agent, or e.g. inactive=1005; repeatable').argParser(
        collectNames,
      ),
    )
    .addOption(new Option('--callback-port <number>', 'where ECE brings callbacks on this machine').argParser(port))
    .addOption(new Option('--callback-url <url>', 'how ECE reaches that port, for files that it fetches').argParser(simulatorUrl))
    .addOption(
      new Option(
        '--payload-files <folder>',
        'where you save callbacks that were caught elsewhere, each body as a file, in place of --callback-port',
      ),
    )
    .addOption(new Option('--all <names>', 'probes that touch others, each named; repeatable').argParser(collectNames))
    .addOption(
      new Option(
        '--only <names>',
        'only these probes, e.g. those that a report names, again if all of them have run; repeatable',
      ).argParser(collectNames),
    )
    .addOption(new Option('--out <file>', 'the site file').default('site.yaml'))
    .addOption(new Option('--pause <seconds>', 'between two requests, at least 1').default(1).argParser(pause))
    .addOption(new Option('--trust <file>', 'certificates that are trusted too, in PEM; repeatable').argParser(collectNames))
    .option('--dry-run', 'print each request, and send nothing')
    .addOption(new Option('--ece-version <text>', 'the version of the ECE, for the site file: no call tells it'))
    .addOption(new Option('--from <file>', 'learn from a recording or HAR instead, and send nothing'))
    .addOption(
      new Option('--check-share <file>', 'only say whether a site file holds facts and nothing personal. Exit code 1 when not'),
    )
    .action(async (flags: CalibrateFlags) => {
      const { calibrateCommand } = await import('./calibrate-command.ts');
      await calibrateCommand(flags);
    });
}

/** Each value of a flag that is repeatable or has commas must be one of the names. */
function oneOfNames<Name extends string>(names: readonly Name[]): (text: string, before?: Name[]) => Name[] {
  return (text, before) => {
    const given = collectNames(text, before) as Name[];
    const wrong = given.find((name) => !names.includes(name));
    if (wrong === undefined) return given;
    throw new InvalidArgumentError(`Nothing is called "${wrong}".${didYouMeanOrValid(wrong, names)}`);
  };
}

/** No ECE is asked more than once a second. */
function pause(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 1 && seconds <= 60) return seconds;
  throw new InvalidArgumentError('It is a number of seconds from 1 to 60.');
}
