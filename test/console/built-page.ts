import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { isBuilt } from '../../packaging/built.ts';

const pageFolder = path.join(import.meta.dirname, '../../console/page');

/** The page as it is now: that of `dist`, or where `dist` is stale, one that is built into a folder of its own. */
export async function buildPage(): Promise<{ folder: string; remove: () => Promise<void> }> {
  if (isBuilt()) return { folder: path.join(pageFolder, '../../dist/console/page'), remove: () => Promise.resolve() };
  const folder = await mkdtemp(path.join(tmpdir(), 'console-page-'));
  await build({ configFile: path.join(pageFolder, 'vite.config.ts'), build: { outDir: folder } });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
