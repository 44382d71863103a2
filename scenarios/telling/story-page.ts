import type { Scenario } from '../format/scenario.ts';
import { escapeMarkup, formatSvg } from './diagram-svg.ts';
import { collectTexts, tellStep } from './steps.ts';

const styles = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1d2433; --quiet: #5b6475; --line: #d9deea; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171f; --ink: #e7eaf2; --quiet: #9aa4b8; --line: #2d3444; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 18px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 1280px; margin: 0 auto; padding: 48px 32px; }
h1 { font-size: 40px; line-height: 1.15; margin: 0 0 12px; }
.teaches { font-size: 22px; color: var(--quiet); margin: 0 0 32px; max-width: 60ch; }
figure { margin: 0 0 40px; overflow-x: auto; background: #fff; border: 1px solid var(--line); border-radius: 12px; }
figure svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
ol { padding-left: 2.2em; max-width: 75ch; }
li { margin: 0 0 10px; overflow-wrap: anywhere; }
li.said { list-style: none; font-style: italic; }
@media print { main { padding: 0; } h1, .teaches { break-after: avoid; } li { break-inside: avoid; } figure { border: 0; } }`;

/** The scenario as an HTML page for slides: title, teaching, the diagram, the steps. It loads nothing and runs no script. */
export function formatPage(scenario: Scenario): string {
  const { title, teaches, steps } = scenario;
  const texts = collectTexts(scenario);
  const items = steps.map((step) => {
    const { does, during, then } = tellStep(step, texts);
    const sentences = [does, ...during.map((condition) => `Meanwhile: ${condition}`), ...then];
    const label = step.row === null ? '' : `Row ${step.row}. `;
    return `<li value="${step.number}"${step.kind === 'say' ? ' class="said"' : ''}>${escapeMarkup(label + sentences.join(' '))}</li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${styles}
</style>
</head>
<body>
<main>
<h1>${escapeMarkup(title)}</h1>
<p class="teaches">${escapeMarkup(teaches)}</p>
<figure>
${formatSvg(scenario)}
</figure>
<ol>
${items.join('\n')}
</ol>
</main>
</body>
</html>
`;
}
