import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { BenchmarkError } from './question.ts';

const run = promisify(execFile);
const here = path.join(import.meta.dirname, '../../..');
export const thisTree = 'this tree';
export const beforeName = 'before';

/** A checkout of the project that is installed and built. */
export interface Tree {
  readonly name: typeof thisTree | typeof beforeName;
  readonly root: string;
  readonly commit: string;
}

/** This checkout. It is built where a source is newer than what was built. */
export async function ownTree(): Promise<Tree> {
  if (isOutdated(here)) await build(here);
  return { name: thisTree, root: here, commit: await commitOf(here) };
}

/**
 * Another checkout.
 * @param given its folder, or what git calls a commit of this repository: that is laid into a folder for temporary files and installed
 */
export async function treeBefore(given: string): Promise<Tree> {
  if (existsSync(path.join(given, 'package.json'))) {
    const root = path.resolve(given);
    if (!existsSync(path.join(root, 'node_modules'))) await install(root);
    if (isOutdated(root)) await build(root);
    return { name: beforeName, root, commit: await commitOf(root) };
  }
  const commit = await resolved(given);
  const root = path.join(tmpdir(), 'ece-simulator-benchmark', commit);
  if (!existsSync(commandOf(root))) {
    mkdirSync(root, { recursive: true });
    const archive = path.join(root, 'sources.tar');
    await run('git', ['-C', here, 'archive', '--output', archive, commit]);
    await run('tar', ['-xf', archive, '-C', root]);
    await install(root);
    if (!existsSync(commandOf(root))) await build(root);
  }
  return { name: beforeName, root, commit };
}

/** The file of the built command. */
export function commandOf(root: string): string {
  const file = path.join(root, 'package.json');
  if (!existsSync(file)) return file;
  const { bin } = JSON.parse(readFileSync(file, 'utf8')) as { bin: { 'ece-simulator': string } };
  return path.join(root, bin['ece-simulator']);
}

/** The file of the command as it is written. */
export function sourceCommandOf(root: string): string {
  const files = ['cli/cli.ts', 'simulator/cli.ts'].map((file) => path.join(root, file));
  return files.find((file) => existsSync(file)) ?? files[0]!;
}

function isOutdated(root: string): boolean {
  const built = commandOf(root);
  if (!existsSync(built)) return true;
  const sources = globSync('{cli,simulator,client,scenarios,console,fixtures,contracts}/**/*.{ts,tsx,yaml}', { cwd: root });
  const written = [...sources.filter((file) => !file.includes('.test.')), 'package-lock.json', 'rolldown.config.ts'];
  const builtAt = statSync(built).mtimeMs;
  return written.some((file) => existsSync(path.join(root, file)) && statSync(path.join(root, file)).mtimeMs > builtAt);
}

async function install(root: string): Promise<void> {
  console.log(`npm ci in ${root}`);
  await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, maxBuffer: 1e8 });
}

async function build(root: string): Promise<void> {
  console.log(`npm run build in ${root}: what is built is older than what is written`);
  await run('npm', ['run', 'build'], { cwd: root, maxBuffer: 1e8 });
}

async function resolved(given: string): Promise<string> {
  try {
    return (await run('git', ['-C', here, 'rev-parse', '--verify', `${given}^{commit}`])).stdout.trim();
  } catch {
    throw new BenchmarkError(`--before ${given}: there is no such folder with a package.json, and git knows no such commit.`);
  }
}

async function commitOf(root: string): Promise<string> {
  try {
    const { stdout } = await run('git', ['-C', root, 'describe', '--always', '--dirty', '--abbrev=40', '--exclude=*']);
    return stdout.trim();
  } catch {
    return 'unknown';
  }
}
