import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const checkout = path.join(import.meta.dirname, '..');

/** What `npm run build` reads, and what it writes: folders, and files. */
export const parts: readonly string[] = [
  ...['cli', 'simulator', 'client', 'contracts', 'scenarios', 'calibration', 'console', 'fixtures', 'packaging'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'rolldown.config.ts'],
  'dist',
];

/** In `dist`, so that it goes with it. The tarball leaves it out. */
const record = '.built';

/** The last step of a build. */
export function recordBuild(root = checkout): void {
  writeFileSync(path.join(root, 'dist', record), digest(root));
}

/** Whether a build has made `dist` of the sources as they are, so that another would make the same. */
export function isBuilt(root = checkout): boolean {
  try {
    return readFileSync(path.join(root, 'dist', record), 'utf8') === digest(root);
  } catch {
    return false;
  }
}

/** @throws {Error} `ENOENT` when a part is not there */
function digest(root: string): string {
  const hash = createHash('sha256');
  for (const file of parts.flatMap((part) => (path.extname(part) === '' ? filesIn(root, part) : [part]))) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function filesIn(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== record)
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .toSorted();
}
