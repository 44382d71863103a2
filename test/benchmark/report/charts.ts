import { picture, width } from '../../guards/plot.ts';
import { inDigits, inTime } from './printing.ts';

export interface Bar {
  readonly name: string;
  readonly value: number;
}

export interface Group {
  readonly label: string;
  readonly bars: readonly Bar[];
}

const [left, right, top, line] = [250, 150, 40, 18];
/** A longer label has a line of its own. */
const longestLabel = 18;
const known: Readonly<Record<string, string>> = { 'this tree': '#1f6fb2', before: '#b3b3b3' };
const others = ['#3a923a', '#d9822b', '#8e5ea2', '#c0504d', '#5f9ea0', '#a0783c', '#5b7083'];

export interface BarChart {
  readonly title: string;
  readonly unit: string;
  readonly groups: readonly Group[];
  /** Ten times as much is always the same step: for values that differ much. */
  readonly isLogarithmic?: boolean;
}

/** Bars side by side, a group for each thing that was measured. */
export function barChart({ title, unit, groups, isLogarithmic = false }: BarChart): string {
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value));
  const most = Math.max(...values, 0);
  const least = isLogarithmic ? Math.min(...values.filter((value) => value > 0)) / 2 : 0;
  const share = (value: number) => (isLogarithmic ? Math.log(value / least) / Math.log(most / least) : value / most);
  const colours = coloursOf(groups.flatMap(({ bars }) => bars.map(({ name }) => name)));
  const parts = [text(12, 24, title, { size: 16 })];
  let y = top;
  for (const { label, bars } of groups) {
    parts.push(text(12, y + 13, label));
    if (label.length > longestLabel) y += line;
    for (const { name, value } of bars) {
      const long = Math.max(1, share(value) * (width - left - right));
      parts.push(
        `<rect x="${left}" y="${y + 2}" width="${long.toFixed(1)}" height="${line - 4}" fill="${colours.get(name)!}"/>`,
        text(left - 6, y + 13, name, { anchor: 'end', colour: '#555', size: 11 }),
        text(left + long + 6, y + 13, `${inDigits(value)} ${unit}`.trim(), { size: 11 }),
      );
      y += line;
    }
    y += 10;
  }
  return picture(y + 6, parts);
}

export interface StackedBar {
  readonly label: string;
  readonly parts: readonly Bar[];
}

const legendColumns = 4;

/** A bar for each subject, made of its parts, in microseconds. */
export function stackChart(title: string, bars: readonly StackedBar[]): string {
  const sumOf = ({ parts }: StackedBar) => parts.reduce((sum, { value }) => sum + value, 0);
  const most = Math.max(...bars.map(sumOf));
  const names = [...new Set(bars.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  const colours = new Map(names.map((name, at) => [name, `hsl(${(at * 137) % 360} 45% ${55 + (at % 3) * 8}%)`]));
  const parts = [text(12, 24, title, { size: 16 })];
  let y = top;
  for (const bar of bars) {
    let x = left;
    parts.push(text(left - 6, y + 15, bar.label, { anchor: 'end' }));
    for (const { name, value } of bar.parts) {
      const long = (value / most) * (width - left - right);
      parts.push(`<rect x="${x.toFixed(1)}" y="${y}" width="${long.toFixed(1)}" height="22" fill="${colours.get(name)!}"/>`);
      x += long;
    }
    parts.push(text(x + 6, y + 15, inTime(sumOf(bar)), { size: 11 }));
    y += 30;
  }
  names.forEach((name, at) => {
    const [column, row] = [at % legendColumns, Math.floor(at / legendColumns)];
    const x = 12 + column * ((width - 24) / legendColumns);
    parts.push(`<rect x="${x}" y="${y + row * line}" width="10" height="10" fill="${colours.get(name)!}"/>`);
    parts.push(text(x + 15, y + row * line + 9, name, { size: 11 }));
  });
  return picture(y + Math.ceil(names.length / legendColumns) * line + 12, parts);
}

function coloursOf(names: readonly string[]): ReadonlyMap<string, string> {
  const unknown = [...new Set(names)].filter((name) => known[name] === undefined);
  return new Map([...new Set(names)].map((name) => [name, known[name] ?? others[unknown.indexOf(name) % others.length]!]));
}

interface TextStyle {
  readonly anchor?: 'start' | 'end';
  readonly colour?: string;
  readonly size?: number;
}

function text(x: number, y: number, words: string, { anchor = 'start', colour = '#222', size = 12 }: TextStyle = {}): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}" fill="${colour}" font-size="${size}">${escaped}</text>`;
}
