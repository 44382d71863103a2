export interface Line {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly number[];
}

export const width = 900;
const [height, margin] = [320, 60];

/** A plot of values over time as SVG. All lines have the same number of values. */
export function plot(title: string, unit: string, seconds: number, lines: readonly Line[]): string {
  const top = Math.max(1, ...lines.flatMap(({ values }) => values));
  const x = (at: number, count: number) => margin + ((width - 2 * margin) * at) / Math.max(1, count - 1);
  const y = (value: number) => height - margin - ((height - 2 * margin) * value) / top;
  const drawn = lines.map(({ name, colour, values }, at) => {
    const points = values.map((value, index) => `${x(index, values.length).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    const label = `<text x="${margin + 10 + at * 160}" y="${margin - 10}" fill="${colour}">${name}</text>`;
    return `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${points}"/>${label}`;
  });
  const frame = `<path d="M${margin} ${margin}V${height - margin}H${width - margin}" fill="none" stroke="#888"/>`;
  const axes = [
    `<text x="${margin}" y="24" font-size="16">${title}</text>`,
    `<text x="${margin - 8}" y="${y(top) + 4}" text-anchor="end">${Math.round(top)} ${unit}</text>`,
    `<text x="${margin - 8}" y="${y(0) + 4}" text-anchor="end">0</text>`,
    `<text x="${width - margin}" y="${height - margin + 20}" text-anchor="end">${Math.round(seconds)} s</text>`,
  ];
  return picture(height, [frame, ...axes, ...drawn]);
}

/** What is drawn, as SVG on white: readable also where a page is dark. */
export function picture(high: number, parts: readonly string[]): string {
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${high}" font-family="sans-serif" font-size="12">`;
  return `${[open, '<rect width="100%" height="100%" fill="#fff"/>', ...parts, '</svg>'].join('\n')}\n`;
}
