import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { BenchmarkError } from '../harness/question.ts';

const cache = path.join(import.meta.dirname, '../../../node_modules/.cache/benchmark-peers');
const files = ['package.json', 'package-lock.json'];

/**
 * Installs the peers into a folder of their own, once for each state of their lock file.
 * @returns the folder `node_modules`
 * @throws {BenchmarkError} when npm cannot install them
 */
export async function installPeers(): Promise<string> {
  const lock = await readFile(path.join(import.meta.dirname, 'package-lock.json'));
  const folder = path.join(cache, createHash('sha256').update(lock).digest('hex').slice(0, 12));
  if (!existsSync(folder)) {
    const unfinished = `${folder}-${process.pid}`;
    await mkdir(unfinished, { recursive: true });
    for (const file of files) await copyFile(path.join(import.meta.dirname, file), path.join(unfinished, file));
    console.log('npm ci: the peers of the benchmark, into a folder of their own');
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], unfinished);
    await rename(unfinished, folder);
  }
  return path.join(folder, 'node_modules');
}

async function run(program: string, flags: readonly string[], cwd: string): Promise<void> {
  try {
    await promisify(execFile)(program, flags, { cwd, maxBuffer: 1e8 });
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    const said = stderr.split('\n').find((line) => /^npm error .* /.test(line)) ?? message.split('\n')[0]!;
    throw new BenchmarkError(`npm could not install it: ${said}`);
  }
}
