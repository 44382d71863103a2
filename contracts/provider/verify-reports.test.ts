import { describe, expect, it } from 'vitest';
import type { InteractionResult } from './result.ts';
import { formatJson, formatJunit, formatMarkdown, listPersonActs } from './verify-reports.ts';

const facts = {
  file: 'pacts/shop.json',
  consumer: 'shop',
  provider: 'ece-v19',
  kind: 'http',
  states: [{ name: 'an access token', params: {} }],
  contentType: undefined,
} as const;

const results: readonly InteractionResult[] = [
  { ...facts, description: 'a text', verdict: 'passed', forced: false },
  {
    ...facts,
    description: 'a <file>',
    verdict: 'failed',
    mismatches: ['status: expected 204, got 400', 'header A: expected *, got none'],
  },
  {
    ...facts,
    description: 'a decision',
    verdict: 'skipped',
    reason: 'a person is needed: an agent sends a file',
    person: 'an agent sends a file',
  },
  {
    ...facts,
    description: 'another decision',
    verdict: 'skipped',
    reason: 'a person is needed: an agent sends a file',
    person: 'an agent sends a file',
  },
];

describe('the reports of a verification', () => {
  it('JUnit: a case for each interaction, with what is wrong', () => {
    const xml = formatJunit(results);
    expect(xml).toContain('<testsuite name="contracts" tests="4" failures="1" errors="0" skipped="2">');
    expect(xml).toContain(
      '<testcase name="a text, given an access token" classname="shop with ece-v19" file="pacts/shop.json"></testcase>',
    );
    expect(xml).toContain(
      '<failure message="status: expected 204, got 400" type="Mismatch">status: expected 204, got 400\nheader A: expected *, got none</failure>',
    );
    expect(xml).toContain('<skipped message="a person is needed: an agent sends a file">');
  });

  it('JSON: counts and all that is known', () => {
    const { counts, interactions } = JSON.parse(formatJson(results)) as {
      counts: object;
      interactions: { mismatches?: string[] }[];
    };
    expect(counts).toEqual({ passed: 1, failed: 1, skipped: 2 });
    expect(interactions[1]!.mismatches).toHaveLength(2);
  });

  it('Markdown: what failed first, what was skipped by its reason, nothing that Markdown would read', () => {
    expect(formatMarkdown(results, 'a simulator started for it')).toBe(
      `## Contracts with ECE: broken

4 interactions: 1 passed, 1 failed, 2 skipped, against a simulator started for it.

### Failed

- a \\<file\\>
  - status: expected 204, got 400
  - header A: expected \\*, got none

### Skipped

- 2 interactions: a person is needed: an agent sends a file
`,
    );
  });

  it('Markdown: nothing is kept where everything was skipped', () => {
    expect(formatMarkdown(results.slice(2), 'an ECE')).toMatch(/^## Contracts with ECE: not verified\n/);
    expect(formatMarkdown(results.slice(0, 1), 'an ECE')).toMatch(/^## Contracts with ECE: kept\n/);
  });

  it('what a person would have to do, with the number of interactions', () => {
    expect(listPersonActs(results)).toEqual([['an agent sends a file', 2]]);
  });
});
