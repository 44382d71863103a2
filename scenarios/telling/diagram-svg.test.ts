import { XMLValidator } from 'fast-xml-parser';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenarios, parseScenario } from '../index.ts';
import { formatSvg } from './diagram-svg.ts';
import { formatPage } from './story-page.ts';

const library = loadScenarios(path.join(import.meta.dirname, '../library'));
const strange = parseScenario(
  `title: 'a <b>title</b> & "more"'\nteaches: '</p><script>alert(1)</script>'\nsteps:\n  - customer: "<img src=x onerror=alert(1)> \\u0007 \\n ${'word'.repeat(100)}"\n  - say: ']]> & <!-- -->'\n`,
  'strange.yaml',
);

/** Every `x` of a text of the picture, and its width. */
function sizeOf(svg: string): { width: number; places: number[] } {
  const width = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
  return { width, places: [...svg.matchAll(/ x="([\d.-]+)"/g)].map(([, x]) => Number(x)) };
}

describe('the diagram as a picture', () => {
  it.each([...library, strange])('is well formed and within its frame for $name', (scenario) => {
    const svg = formatSvg(scenario);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it moves to a package of its own with the next major version
    expect(XMLValidator.validate(svg)).toBe(true);
    const { width, places } = sizeOf(svg);
    expect(places.filter((x) => x < 0 || x > width)).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it('shows who does what to whom', () => {
    const svg = formatSvg(library.find(({ name }) => name === 'no-agent-then-one-logs-in')!);
    for (const text of ['Flow', 'ECE', 'Agent', 'NoAgentAvailable', 'Cleo logs in']) expect(svg).toContain(text);
    expect(svg).not.toContain('>Administrator<');
  });
});

describe('the page for slides', () => {
  it('has title, teaching, picture and steps, and runs nothing that a story says', () => {
    const page = formatPage(strange);
    expect(page).toContain('<h1>a &lt;b&gt;title&lt;/b&gt; &amp; &quot;more&quot;</h1>');
    expect(page).not.toMatch(/<script|<img|href=/i);
    expect(page).toContain('<svg');
    expect(page.match(/<li /g)).toHaveLength(2);
  });
});
