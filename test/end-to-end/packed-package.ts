import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { packTarball } from '../../packaging/pack.ts';

const root = path.join(import.meta.dirname, '../..');
const run = promisify(execFile);

export interface PackedPackage {
  /** A project that has installed the tarball; its other packages are those of this checkout. */
  readonly project: string;
  /** The folder of the package in it. */
  readonly installed: string;
  readonly remove: () => Promise<void>;
}

/** Packs the package, which builds all of it first, and installs the tarball in a project of its own. */
export async function installPackedPackage(): Promise<PackedPackage> {
  const project = await mkdtemp(path.join(tmpdir(), 'ece-package-'));
  await run('tar', ['-xzf', await packTarball(project), '-C', project]);
  const modules = path.join(project, 'node_modules');
  await mkdir(modules);
  const installed = path.join(modules, 'ece-simulator');
  await rename(path.join(project, 'package'), installed);
  for (const name of await readdir(path.join(root, 'node_modules'))) {
    if (name !== 'ece-simulator') await symlink(path.join(root, 'node_modules', name), path.join(modules, name));
  }
  return { project, installed, remove: () => rm(project, { recursive: true }) };
}
