import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Reading and compiling modules is half of the time of a start. The second start finds them compiled, where TMPDIR names a folder for
 * temporary files. Elsewhere each start compiles: below `/proc` Node would try to make its folder for ever.
 */
export function keepCompiledModules(): void {
  const folder = path.join(tmpdir(), 'node-compile-cache');
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return;
  }
  enableCompileCache(folder);
}
