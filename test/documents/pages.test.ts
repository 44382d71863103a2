import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { blocksOf, runElsewhere, testOf, userPages } from './blocks.ts';
import { runBlocks } from './run-blocks.ts';

const root = path.join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const pages = userPages(root).filter((page) => blocksOf(root, page).some((block) => testOf(block) === undefined));

describe('the blocks of code', () => {
  it.each(pages)('of %s work as they stand', async (page) => {
    await using simulator = await startSimulator({ port: 0 });
    const place = {
      cli: [path.join(root, 'cli/cli.ts')],
      preload: ['--import', path.join(root, 'test/client/as-package.ts')],
      modules: path.join(root, 'node_modules'),
      scripts: ['ci', 'test', ...Object.keys(scripts)],
      url: simulator.url,
    };
    const blocks = blocksOf(root, page).filter((block) => testOf(block) === undefined);
    expect(await runBlocks(blocks, place)).toEqual([]);
  });

  it.each(Object.entries(runElsewhere))('of %s that others run are those of a test that reads the page', (page, tests) => {
    const numbers = blocksOf(root, page).map(({ number }) => String(number));
    for (const [number, test] of Object.entries(tests)) {
      if (number !== '*') expect(numbers).toContain(number);
      expect(readFileSync(path.join(root, test), 'utf8')).toContain(page);
    }
  });
});
