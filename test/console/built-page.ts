import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';

const pageFolder = path.join(import.meta.dirname, '../../console/page');

/** The page as it is now, built into a folder of its own: `dist` may be stale, or built by another test at the same time. */
export async function buildPage(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'console-page-'));
  await build({ configFile: path.join(pageFolder, 'vite.config.ts'), build: { outDir: folder } });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
