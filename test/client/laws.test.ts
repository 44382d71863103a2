import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allMethods } from '../../client/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The library's own code, comments left out. */
const sources = globSync('client/**/*.ts', { cwd: root })
  .filter((file) => !/\.test(-d)?\.ts$/.test(file))
  .map((file) => ({ file, code: readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '') }));

const outcomes = [...new Set(allMethods().flatMap(({ method }) => method.outcomes.map(({ name }) => name)))];

describe('client', () => {
  it('is all there to be looked at', () => {
    expect(sources.length).toBeGreaterThan(40);
    expect(outcomes.length).toBe(55);
  });

  it.each(outcomes)('spells the outcome %s once', (name) => {
    const places = sources.flatMap(({ file, code }) => Array.from({ length: code.split(`'${name}'`).length - 1 }, () => file));
    expect(places).toHaveLength(1);
    expect(places[0]).toMatch(/^client\/catalogue\//);
  });
});
