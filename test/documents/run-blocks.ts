import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import type { Block } from './blocks.ts';
import { programsOfOthers, shellLines } from './blocks.ts';

const run = promisify(execFile);

/** The package whose pages are run: the sources, or an installed tarball. */
export interface Place {
  /** Arguments of Node that run the command. */
  readonly cli: readonly string[];
  /** Arguments of Node with which a program finds the package by its name. */
  readonly preload: readonly string[];
  /** The folder of packages in which programs of pages find what they import. */
  readonly modules: string;
  /** The scripts of package.json that a page may name; empty where there is no clone. */
  readonly scripts: readonly string[];
  /** A simulator that runs, for the blocks of one page. */
  readonly url: string;
}

/** Runs the blocks of one page in their order. Returns a sentence for each that does not work. */
export async function runBlocks(blocks: readonly Block[], place: Place): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ece-page-'));
  await symlink(place.modules, path.join(folder, 'node_modules'));
  const failures: string[] = [];
  let pasted = '';
  try {
    for (const block of blocks) {
      const tell = (problem: string) => void failures.push(`${block.page}, block ${block.number}: ${problem}`);
      try {
        if (block.language === 'sh' && isPasted(block.text)) {
          // A variable of an earlier block holds in the later ones, as in the terminal of a reader.
          const names = pasted.match(/^[A-Z]+=.*$/gm)?.join('\n') ?? '';
          const shown = await paste(`${names}\n${block.text}`, place, folder);
          pasted += block.text;
          if (shown.includes('{"error":') || shown === '') tell(`the calls are answered ${shown.slice(0, 500)}`);
        } else await runBlock(block, place, folder);
      } catch (error) {
        const { stderr, message } = error as Error & { stderr?: string };
        tell(`${message} ${stderr ?? ''}`);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return failures;
}

async function runBlock({ language, text }: Block, place: Place, folder: string): Promise<void> {
  switch (language) {
    case 'sh':
      await run('bash', ['-n', '-c', text]);
      for (const words of shellLines(text)) await checkCommand(words, place);
      return;
    case 'yaml':
      return checkYaml(text, place, folder);
    case 'json':
      JSON.parse(text);
      return;
    case 'ts':
    case 'js':
      if (text.includes("from '@jest/globals'")) return checkJestTest(text, place, folder);
      // It needs Docker: test/end-to-end/docker.test.ts runs the class at a stand-in.
      if (text.includes("from 'ece-simulator/testcontainers'")) return void stripTypeScriptTypes(text);
      return /from '(vitest|ece-simulator\/vitest)'/.test(text)
        ? runVitest(text, place, folder)
        : runProgram(text, place, folder);
    // What a command prints.
    case 'text':
      return;
    default:
      throw new Error(`nothing runs a block of the language "${language}".`);
  }
}

function isPasted(text: string): boolean {
  return /^(curl|[A-Z]+=)/m.test(text);
}

async function paste(lines: string, { url }: Place, folder: string): Promise<string> {
  const here = lines
    .replaceAll('http://127.0.0.1:8080', url)
    .replaceAll('"timeoutMs":10000', '"timeoutMs":50')
    // A stream has no end.
    .replaceAll(/^curl -sN .*$/gm, '$& --max-time 1 || true');
  const { stdout } = await run('bash', ['-c', `set -e\n${here}`], { cwd: folder });
  // What a page waits for may not happen here.
  return stdout.replaceAll(/\{"error":\{"kind":"timeout".*?\}\}/g, 'in vain');
}

const helps = new Map<string, Promise<string>>();

function helpOf(command: readonly string[], { cli }: Place): Promise<string> {
  const key = [...cli, ...command].join(' ');
  const help = helps.get(key) ?? run(process.execPath, [...cli, ...command, '--help']).then(({ stdout }) => stdout);
  helps.set(key, help);
  return help;
}

/** A command must exist, and so must its flags. */
async function checkCommand(words: readonly string[], place: Place): Promise<void> {
  const [program = '', first = '', ...rest] = words;
  if (/^[A-Z_]+=/.test(program)) return checkCommand(words.slice(1), place);
  if (program === 'npm' && ['ci', 'install', 'pack'].includes(first)) return;
  if (program === 'npm') {
    const [name = '', ...parameters] = first === 'run' ? rest : [first, ...rest];
    if (place.scripts.length > 0 && !place.scripts.includes(name)) throw new Error(`there is no script "${name}".`);
    if (name === 'start' || name === 'chat' || name === 'scenario')
      await checkFlags([name, ...parameters.filter((word) => word !== '--')], place);
    return;
  }
  if (program === 'npx' && first === 'ece-simulator') return checkFlags(rest, place);
  if (program === 'node' && first === 'cli/cli.ts') return checkFlags(rest, place);
  const called = program === 'npx' ? first : program;
  if (program === 'npx' && (first === 'vitest' || first === 'node')) return;
  if (!programsOfOthers.includes(called)) throw new Error(`"${called}" is neither a command of ours nor a known one of others.`);
}

async function checkFlags(words: readonly string[], place: Place): Promise<void> {
  const own = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  const path_: string[] = [];
  let help = await helpOf(path_, place);
  for (const word of own) {
    if (!/^[a-z][\w-]*$/.test(word) || !new RegExp(`^ {2}${word}\\b`, 'm').test(help.split('\nCommands:\n')[1] ?? '')) break;
    path_.push(word);
    help = await helpOf(path_, place);
  }
  const known = path_.length === 0 ? await helpOf(['start'], place) : help;
  const unknown = own
    .filter((word) => /^--?[a-z]/.test(word))
    .filter((flag) => !new RegExp(`(^|[ ,])${flag}\\b`, 'm').test(`${known}${help}`));
  if (unknown.length > 0) throw new Error(`ece-simulator ${path_.join(' ')} has no flag ${unknown.join(', ')}.`);
}

/** Steps of GitHub Actions. */
function isWorkflow({ steps }: Record<string, unknown>): boolean {
  return Array.isArray(steps) && steps.some((step) => typeof step === 'object' && step !== null && 'uses' in step);
}

/** A scenario, steps of one, or a configuration: the command reads it. */
async function checkYaml(text: string, { cli }: Place, folder: string): Promise<void> {
  const content = parse(text) as Record<string, unknown> | unknown[] | null;
  // A comment alone, for editors; and steps, whose examples the tests of steps read.
  if (content === null || Array.isArray(content) || isWorkflow(content)) return;
  const file = path.join(folder, 'page.yaml');
  await writeFile(file, text);
  if ('steps' in content) {
    // A later block of the page may run the scenario that it shows.
    for (const name of ['night.yaml', 'scenarios/night.yaml']) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
  }
  if ('steps' in content) await run(process.execPath, [...cli, 'scenario', 'show', file, '--prose']);
  else {
    const flag = 'version' in content ? '--site' : '--config';
    await run(process.execPath, [...cli, 'exec', flag, file, '--port', '0', '--', process.execPath, '-e', '']);
  }
}

/** Jest is not installed here: its test must be JavaScript, and what it imports of ours must be there. */
async function checkJestTest(text: string, { preload }: Place, folder: string): Promise<void> {
  const imports = text.match(/^import .* from 'ece-simulator[^']*';$/gm) ?? [];
  await writeFile(path.join(folder, 'imports.mjs'), imports.join('\n'));
  await writeFile(path.join(folder, 'page.mjs'), text);
  await run(process.execPath, ['--check', path.join(folder, 'page.mjs')]);
  await run(process.execPath, [...preload, path.join(folder, 'imports.mjs')], { cwd: folder });
}

async function runProgram(text: string, { preload, url }: Place, folder: string): Promise<void> {
  const file = path.join(folder, 'program.mts');
  await writeFile(file, text.replaceAll('http://127.0.0.1:8080', url));
  await run(process.execPath, [...preload, file], { cwd: folder, timeout: 60_000 });
}

/** A page shows a test: it must pass. */
async function runVitest(text: string, { preload }: Place, folder: string): Promise<void> {
  await writeFile(path.join(folder, 'page.test.ts'), text);
  const packageFile = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    exports: Record<string, string | { types?: string }>;
  };
  const root = path.join(import.meta.dirname, '../..');
  const alias = Object.entries(packageFile.exports).flatMap(([door, target]) =>
    typeof target === 'string' || target.types === undefined
      ? []
      : [
          {
            find: `ece-simulator${door.slice(1)}`,
            replacement: path.join(root, target.types.replace('./dist/', '').replace(/\.d\.ts$/, '.ts')),
          },
        ],
  );
  const config = { test: { root: folder }, ...(preload.length > 0 && { resolve: { alias: alias.reverse() } }) };
  await writeFile(path.join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)};\n`);
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const ofReader = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  const env = { ...Object.fromEntries(ofReader), NO_COLOR: '1' };
  await run(process.execPath, [vitest, 'run', '--config', path.join(folder, 'vitest.config.mjs')], { cwd: folder, env }).catch(
    (error: unknown) => {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`the test fails: ${stdout}${stderr}`);
    },
  );
}
