/** Pixels. */
const size = { line: 19, character: 8.43, margin: 20, bar: 32 };
const secondsPerPart = 2.2;

/** The colours that the command uses, by the codes of ECMA-48. */
const classes: Readonly<Record<string, string>> = {
  '1': 'bold',
  '2': 'dim',
  '31': 'red',
  '32': 'green',
  '33': 'yellow',
  '36': 'cyan',
};

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** One line, in which `style` goes on from the line before. */
function drawLine(line: string, y: number, style: string): { drawn: string; style: string } {
  let current = style;
  const spans: string[] = [];
  // eslint-disable-next-line no-control-regex -- the codes for colours begin with a control character
  for (const part of line.split(/(\u001b\[\d*m)/)) {
    // eslint-disable-next-line no-control-regex -- see above
    const code = /^\u001b\[(\d*)m$/.exec(part)?.[1];
    if (code !== undefined) current = classes[code] ?? '';
    else if (part !== '')
      spans.push(current === '' ? escapeMarkup(part) : `<tspan class="${current}">${escapeMarkup(part)}</tspan>`);
  }
  return { drawn: `<text x="${size.margin}" y="${y}" xml:space="preserve">${spans.join('')}</text>`, style: current };
}

/**
 * What a command printed, as a picture of a terminal that shows one paragraph after the other, and then all of it. Whoever asks for less motion
 * sees all of it at once.
 * @param output with the codes for colours
 */
export function drawTerminal(command: string, output: string): string {
  const parts = output.trimEnd().split('\n\n');
  let y = size.bar + size.margin + size.line;
  let style = '';
  let widest = command.length + 2;
  const groups = parts.map((part, index) => {
    const lines = part.split('\n').map((line) => {
      // eslint-disable-next-line no-control-regex -- the codes have no width
      widest = Math.max(widest, line.replaceAll(/\u001b\[\d*m/g, '').length);
      const { drawn, style: after } = drawLine(line, y, style);
      style = after;
      y += size.line;
      return drawn;
    });
    y += size.line / 2;
    return `<g class="part" style="animation-delay:${(index * secondsPerPart).toFixed(1)}s">\n${lines.join('\n')}\n</g>`;
  });
  const width = Math.ceil(widest * size.character + 2 * size.margin);
  const height = y + size.margin / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeMarkup(command)}">
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #e6e9f0; white-space: pre; }
.bold { font-weight: 700; fill: #fff; }
.dim { fill: #98a2b5; }
.red { fill: #ff8f85; }
.green { fill: #7ee2a0; }
.yellow { fill: #f3d27a; }
.cyan { fill: #7fd4e8; }
.part { animation: come 0.4s both; }
@keyframes come { from { opacity: 0; } to { opacity: 1; } }
@media (prefers-reduced-motion: reduce) { .part { animation: none; } }
</style>
<rect width="100%" height="100%" rx="10" fill="#161a23"/>
<rect width="100%" height="${size.bar}" rx="10" fill="#232938"/>
<text class="dim" x="${size.margin}" y="21">$ ${escapeMarkup(command)}</text>
${groups.join('\n')}
</svg>
`;
}
