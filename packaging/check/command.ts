import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packTarball } from '../pack.ts';

// `npm run check-package`, with a tarball or without: publint and are-the-types-wrong read it.
const here = import.meta.dirname;
/** Out of the rooms: whatever reads them would read these packages too. */
const tools = path.join(here, '../../node_modules/.cache/check-package');
await mkdir(tools, { recursive: true });
for (const file of ['package.json', 'package-lock.json']) await copyFile(path.join(here, file), path.join(tools, file));
execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: tools, stdio: 'inherit' });

const folder = await mkdtemp(path.join(tmpdir(), 'ece-check-'));
try {
  const tarball = path.resolve(process.argv[2] ?? (await packTarball(folder)));
  const program = (name: string) => path.join(tools, 'node_modules/.bin', name);
  const checks = [
    [program('publint'), 'run', '--strict', tarball],
    // An ES module that CommonJS may require: what the other profiles look for is not there on purpose.
    [program('attw'), tarball, '--profile', 'esm-only', '--format', 'table-flipped', '--no-emoji'],
  ] as const;
  for (const [file, ...parameters] of checks) {
    const { status } = spawnSync(file, parameters, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true });
}
