import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { ScenarioFailure } from '../index.ts';
import { parseScenario } from '../index.ts';
import type { TimedResult } from './junit.ts';
import { formatJunit } from './junit.ts';
import { Progress } from './progress.ts';

function resultOf(title: string, failure: Omit<ScenarioFailure, 'step'> | null = null, file = 'team/story.yaml'): TimedResult {
  const scenario = parseScenario(`title: ${JSON.stringify(title)}\nteaches: Something.\nsteps:\n  - say: Hello\n`, file);
  const [step] = scenario.steps;
  return {
    seconds: 0.25,
    result: { scenario, passed: failure === null, seed: 'x', failure: failure && { ...failure, step: step! }, proofs: [] },
  };
}

const wrong = { advice: undefined, journal: [] };

describe('JUnit XML', () => {
  const read = (text: string): unknown =>
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it validates too, while this version has it
    new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', htmlEntities: true }).parse(text, true);

  it('counts, times and names what ran, with file and line of a failure', () => {
    const text = formatJunit([resultOf('One'), resultOf('Two', { ...wrong, expected: 'a', seen: 'b' })]);
    expect(read(text)).toMatchObject({
      testsuites: {
        tests: '2',
        failures: '1',
        time: '0.500',
        testsuite: {
          testcase: [
            { name: 'team/story.yaml: One', time: '0.250', file: 'team/story.yaml' },
            {
              name: 'team/story.yaml: Two',
              line: '4',
              failure: { message: 'expected a, saw b', '#text': expect.stringContaining('team/story.yaml:4, step 1') as string },
            },
          ],
        },
      },
    });
  });

  it('escapes markup, and shows what no XML may hold', () => {
    const seen = `]]> <a b="c"> & \u0000 \u001b[31m \ud800 \uffff 😀`;
    const text = formatJunit([resultOf(`"<&>'`, { ...wrong, expected: 'x', seen })]);
    expect(text).not.toMatch(/(?![\t\n\r])[\p{Cc}\p{Cs}\uffff]/u);
    expect(read(text)).toMatchObject({
      testsuites: {
        testsuite: {
          testcase: {
            name: `team/story.yaml: "<&>'`,
            failure: { message: String.raw`expected x, saw ]]> <a b="c"> & \u0000 \u001b[31m \ud800 \uffff 😀` },
          },
        },
      },
    });
  });

  it('is valid for nothing', () => {
    expect(read(formatJunit([]))).toMatchObject({ testsuites: { tests: '0' } });
  });
});

describe('progress', () => {
  const screen = (columns: number | undefined) => {
    const written: string[] = [];
    return {
      written,
      screen: { columns, write: (text: string) => void written.push(text), paint: (_: unknown, text: string) => text },
    };
  };
  const [good, bad] = [resultOf('Good', null, 'a.yaml'), resultOf('Bad', { ...wrong, expected: 'a', seen: 'b' }, 'b.yaml')];

  it('is a line for each scenario as it ends', () => {
    const { written, screen: paper } = screen(undefined);
    const progress = new Progress(2, paper);
    for (const { result } of [good, bad]) progress.begin(result.scenario);
    for (const one of [bad, good]) progress.end(one);
    progress.close();
    expect(written.join('')).toBe('✗ b.yaml: Bad (250 ms)\n✓ a.yaml: Good (250 ms)\n');
  });

  it('counts below on a terminal, in one line of it', () => {
    const { written, screen: terminal } = screen(30);
    const progress = new Progress(2, terminal);
    for (const { result } of [good, bad]) progress.begin(result.scenario);
    expect(written.at(-1)).toBe('\r\u001b[2K0/2 done; running: a.yaml, b…');
    progress.end(good);
    expect(written.at(-1)).toBe('\r\u001b[2K✓ a.yaml: Good (250 ms)\n1/2 done; running: b.yaml');
    progress.end(bad);
    progress.close();
    expect(written.slice(-2)).toEqual(['\r\u001b[2K✗ b.yaml: Bad (250 ms)\n', '\r\u001b[2K']);
  });
});
