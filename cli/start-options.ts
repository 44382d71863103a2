import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { withSecrets } from './secret-files.ts';
import { variable } from './variables.ts';

export function port(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (value < 0 || value > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535; 0 picks a free one.');
  return value;
}

/** Where a simulator runs. */
export function simulatorUrl(text: string): string {
  if (/^https?:\/\/./.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('It is an http or https URL, such as http://127.0.0.1:8080.');
}

/** The values of a flag that is repeatable, or a list with commas. */
export function collectNames(text: string, before: string[] = []): string[] {
  return [...before, ...text.split(',').map((name) => name.trim())];
}

function world(text: string, before: string | undefined): string {
  if (before !== undefined) throw new InvalidArgumentError('It is given twice.');
  if (text === 'empty' || text === 'default') return text;
  throw new InvalidArgumentError(
    `It is empty or default${text === '' ? '' : '; a world of your own stands in the configuration file'}.`,
  );
}

/** The flags of a simulator that is started. */
export function withStartOptions(command: Command): Command {
  return withSecrets(command, {
    '--control-token <token>': 'what the control API asks for; at least 16 characters',
    '--client-secret <secret>':
      'client secret of the first application (default: demo-secret; random where other machines reach the simulator)',
  })
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
    .addOption(
      variable(
        '--allowed-origin <origin>',
        "an origin whose pages may call ECE, or '*', repeatable; in a variable, with commas (default: those of this machine)",
      ).argParser(collectNames),
    )
    .addOption(variable('--public-url <url>', 'where clients reach the simulator, when that is not where they call'))
    .addOption(
      variable(
        '-c, --config <file>',
        'configuration in YAML or JSON (default: ece-simulator.yaml of this folder, if there is one)',
      ),
    )
    .addOption(
      variable('--site <file>', 'settings of one installation of ECE, which the client library reads too: docs/site-file.md'),
    )
    .addOption(variable('--snapshot <file>', 'start in the state of a snapshot that was written to a file'))
    .addOption(
      variable('--snapshot-on-exit <file>', 'write the state of all partitions to a file when it stops; it holds secrets'),
    )
    .addOption(variable('--callback-url <url>', 'where the events of conversations go (default: nowhere; they are kept)'))
    .addOption(variable('--client-id <id>', 'client id of the first application (default: demo-client)'))
    .addOption(
      variable(
        '--world <name>',
        'empty for one with nothing but the application demo, or default (default: default, or that of the configuration file)',
      ).argParser(world),
    )
    .addOption(
      variable('--seed <text>', 'the same seed and the same calls give the same ids, words and pace (default: a new one)'),
    )
    .addOption(variable('--clock <mode>', 'real, manual, or a factor such as 60x (default: real)'))
    .addOption(variable('--agents <behaviour>', 'answers, silent or manual (default: answers)'))
    .addOption(variable('--locale <language>', 'what simulated agents speak: en, de or es (default: en)'))
    .addOption(
      variable(
        '--memory-budget <size>',
        'the most that is kept of what grows with use, e.g. 64MB (default: 512MB); see docs/bounds.md',
      ),
    )
    .addOption(variable('--partition-memory-budget <size>', 'the most of it that one partition keeps (default: all of it)'))
    .addOption(
      variable('--trust <file>', 'certificates in PEM that callbacks trust, beside those of Node and NODE_EXTRA_CA_CERTS'),
    )
    .addOption(variable('--tls', 'HTTPS with a self-signed certificate, also for the host of --public-url'))
    .addOption(
      variable(
        '--tls-name <name>',
        'a further host name or address in that certificate, repeatable; in a variable, with commas',
      ).argParser(collectNames),
    )
    .addOption(variable('--tls-cert <file>', 'HTTPS with a certificate of your own, in PEM'))
    .addOption(variable('--tls-key <file>', 'its key'))
    .addOption(variable('--metrics', 'figures for Prometheus at /metrics'))
    .addOption(variable('--json', 'print one line for programs instead of the greeting'))
    .addOption(
      variable(
        '--log-level <level>',
        'fatal, error, warn, info, debug, trace or silent (default: info; silent with --json and with exec)',
      ),
    );
}
