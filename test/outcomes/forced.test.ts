import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allMethods } from '../../client/index.ts';
import { forcedReasons } from './forced.ts';

const pairs = allMethods().flatMap(({ path, method }) => method.outcomes.map(({ name }) => ({ path, outcome: name })));

describe('a reason for a forced outcome', () => {
  it.each(forcedReasons)('quotes the specification: $sentence', ({ page, sentence }) => {
    expect(readFileSync(new URL(`../../docs/spec/${page}`, import.meta.url), 'utf8')).toContain(sentence);
  });

  it.each(forcedReasons)('is about outcomes that exist, and about each once: $sentence', ({ holdsFor }) => {
    const own = pairs.filter(holdsFor);
    expect(own.length).toBeGreaterThan(0);
    for (const pair of own) expect(forcedReasons.filter((reason) => reason.holdsFor(pair))).toHaveLength(1);
  });
});
