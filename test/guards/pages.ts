import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { blocksOf, testOf, userPages } from '../documents/blocks.ts';
import { runBlocks } from '../documents/run-blocks.ts';
import { installPackedPackage } from '../end-to-end/packed-package.ts';
import type { Guard } from './guard.ts';

/** Runs the blocks of code of the pages that travel in the tarball, with the command and the doors of the tarball. */
export const guard: Guard = async () => {
  const { installed, project, remove } = await installPackedPackage();
  const cli = path.join(installed, 'dist/cli/cli.cjs');
  const failures: string[] = [];
  let passed = 0;
  try {
    for (const page of userPages(installed)) {
      const blocks = blocksOf(installed, page).filter((block) => testOf(block) === undefined);
      if (blocks.length === 0) continue;
      const simulator = spawn(process.execPath, [cli, 'start', '--port', '0', '--json'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(simulator, 'exit');
      try {
        const [line] = (await once(createInterface(simulator.stdout), 'line')) as [string];
        const { url } = JSON.parse(line) as { url: string };
        const found = await runBlocks(blocks, {
          cli: [cli],
          preload: [],
          modules: path.join(project, 'node_modules'),
          scripts: [],
          url,
        });
        failures.push(...found);
        passed += blocks.length - found.length;
      } finally {
        simulator.kill();
        await ended;
      }
    }
  } finally {
    await remove();
  }
  return { passed, failures };
};
