import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { expect, it, onTestFinished } from 'vitest';
import { runCli } from '../test/end-to-end/cli-process.ts';
import { withSecrets } from './secret-files.ts';

async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'secret-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'secret');
  await writeFile(file, text);
  return file;
}

async function flagsOf(...given: string[]): Promise<object> {
  let flags = {};
  const command = new Command().action((read: object) => {
    flags = read;
  });
  withSecrets(command, { '--control-token <token>': 'a token', '--client-secret <secret>': 'a secret' });
  await command.parseAsync(given, { from: 'user' });
  return flags;
}

it('a secret comes from a flag or from a file, without its last line break', async () => {
  const file = await fileWith('a secret\r\n');
  expect(await flagsOf('--control-token', 'token', '--client-secret-file', file)).toStrictEqual({
    controlToken: 'token',
    clientSecret: 'a secret',
  });
  expect(await flagsOf()).toStrictEqual({});
});

/** The commands that take a secret, with what they need beside it, and the flags of their secrets. */
const takers: readonly (readonly [command: string[], flags: string[]])[] = [
  [['start'], ['--control-token', '--client-secret']],
  [
    ['exec', '--', 'true'],
    ['--control-token', '--client-secret'],
  ],
  [
    ['verify', 'pact.json'],
    ['--control-token', '--client-secret', '--password'],
  ],
  [['desk'], ['--control-token']],
  [['chat'], ['--control-token']],
  [['scenario', 'run'], ['--control-token']],
  [['scenario', 'demo', 'first'], ['--control-token']],
];

const cases = takers.flatMap(([command, flags]) =>
  flags.map((flag): [string, string, string[]] => [command.join(' '), flag, command]),
);

it.each(cases)('%s takes %s from a file, and says what is wrong with the file', async (_name, flag, command) => {
  const [words, rest] = [
    command.filter((word) => word !== '--' && word !== 'true'),
    command.includes('--') ? ['--', 'true'] : [],
  ];
  const file = await fileWith('given');
  const [missing, twice] = await Promise.all([
    runCli([...words, `${flag}-file`, `${file}-not`, ...rest]),
    runCli([...words, `${flag}-file`, file, flag, 'given', ...rest]),
  ]);
  expect([missing.code, missing.stdout]).toEqual([2, '']);
  expect(missing.stderr).toMatch(new RegExp(`^ece-simulator: "${flag}-file": \\S+ cannot be read: there is no such file`));
  expect([twice.code, twice.stderr]).toEqual([2, `ece-simulator: "${flag}" and "${flag}-file" cannot be used together.\n`]);
});
