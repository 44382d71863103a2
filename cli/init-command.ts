import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { didYouMean } from '../simulator/protocol/nearest.ts';
import { exitCodes } from './exit-codes.ts';
import { print, tell } from './output.ts';
import type { Begun, Runner } from './beginnings.ts';
import { beginnings, runners } from './beginnings.ts';

export interface InitFlags {
  readonly runner?: string;
  readonly file?: string;
}

/**
 * Writes a first file, and never over one that exists. What is not said by argument and flags is asked in a terminal.
 * Exit code 2 when it is not said and cannot be asked, or when the file exists.
 */
export async function initCommand(what: string | undefined, flags: InitFlags): Promise<void> {
  const kind = what ?? (await ask('What do you want to begin with?', Object.keys(beginnings)));
  if (kind === undefined || !isBeginning(kind)) {
    refuseChoice('Say what to write', kind, Object.keys(beginnings));
    return;
  }
  const runner = kind === 'test' ? (flags.runner ?? findRunner() ?? (await ask('Which test runner?', runners))) : 'node';
  if (runner === undefined || !isRunner(runner)) {
    refuseChoice('Say which test runner by --runner', runner, runners);
    return;
  }
  const begun = beginnings[kind](runner);
  await writeNew({ ...begun, file: flags.file ?? begun.file });
}

async function writeNew({ file, text, next }: Begun): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
    print(`Wrote ${file}. ${next.replaceAll('FILE', file)}\n`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    refuse(
      code === 'EEXIST'
        ? `${file} exists already, and is left as it is. Name another by --file.`
        : `${file} cannot be written: ${code === 'ENOENT' ? 'there is no such folder' : message}.`,
    );
  }
}

function refuseChoice(demand: string, given: string | undefined, words: readonly string[]): void {
  refuse(`${demand}: ${words.join(', ')}.${given === undefined ? '' : didYouMean(given, words)}`);
}

function refuse(sentence: string): void {
  tell(sentence);
  process.exitCode = exitCodes.input;
}

function isBeginning(kind: string): kind is keyof typeof beginnings {
  return Object.hasOwn(beginnings, kind);
}

function isRunner(name: string): name is Runner {
  return (runners as readonly string[]).includes(name);
}

/** The runner that the package of this folder has. */
function findRunner(): Runner | undefined {
  if (!existsSync('package.json')) return undefined;
  const text = readFileSync('package.json', 'utf8');
  return (['vitest', 'jest'] as const).find((name) => text.includes(`"${name}"`));
}

/** @returns undefined where nobody can be asked, or nothing was answered */
async function ask(question: string, choices: readonly string[]): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  lines.on('SIGINT', () => process.exit(exitCodes.interrupted));
  const closed = once(lines, 'close').then(() => '');
  try {
    const list = choices.map((choice, at) => `  ${at + 1}  ${choice}\n`).join('');
    const answer = (await Promise.race([lines.question(`${question}\n${list}Number or word: `).catch(() => ''), closed])).trim();
    return choices[Number(answer) - 1] ?? answer;
  } finally {
    lines.close();
  }
}
