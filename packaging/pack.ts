import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isBuilt } from './built.ts';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const leftOut = ['node_modules', '.git', '.cache', '.stryker-tmp'];

/**
 * Packs the package as `npm pack` does, from a copy of the checkout: packing builds `dist` and changes `package.json` for a moment,
 * which whatever else runs in the checkout must not see. A `dist` that is built of the sources as they are is packed as it is.
 * @param destination the folder for the tarball
 * @returns the path of the tarball
 */
export async function packTarball(destination: string): Promise<string> {
  const copy = await mkdtemp(path.join(tmpdir(), 'ece-pack-'));
  try {
    const isDistKept = isBuilt();
    const notCopied = new Set(isDistKept ? leftOut : [...leftOut, 'dist']);
    await cp(root, copy, { recursive: true, filter: (source) => !notCopied.has(path.relative(root, source)) });
    await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
    if (isDistKept) await run(path.join(copy, 'node_modules/.bin/clean-package'), { cwd: copy });
    const flags = ['--json', '--pack-destination', destination, ...(isDistKept ? ['--ignore-scripts'] : [])];
    const { stdout } = await run('npm', ['pack', ...flags], { cwd: copy, maxBuffer: 2 ** 26 });
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ filename: string }];
    return path.join(destination, filename);
  } finally {
    await rm(copy, { recursive: true });
  }
}
