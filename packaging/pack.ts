import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const leftOut = new Set(['node_modules', 'dist', '.git', '.cache', '.stryker-tmp']);

/**
 * Packs the package as `npm pack` does, from a copy of the checkout: packing builds `dist` anew and changes `package.json` for a moment,
 * which whatever else runs in the checkout must not see.
 * @param destination the folder for the tarball
 * @returns the path of the tarball
 */
export async function packTarball(destination: string): Promise<string> {
  const copy = await mkdtemp(path.join(tmpdir(), 'ece-pack-'));
  try {
    await cp(root, copy, { recursive: true, filter: (source) => !leftOut.has(path.relative(root, source)) });
    await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', destination], { cwd: copy, maxBuffer: 2 ** 26 });
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ filename: string }];
    return path.join(destination, filename);
  } finally {
    await rm(copy, { recursive: true });
  }
}
