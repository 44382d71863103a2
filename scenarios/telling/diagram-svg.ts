import type { Scenario } from '../format/scenario.ts';
import { collectTexts, tellStep } from './steps.ts';
import type { Arrow, Note, Participant } from './telling.ts';
import { participants } from './telling.ts';
import { wrapText } from './wrap.ts';

/** Pixels. */
const size = { column: 240, head: 34, margin: 16, line: 17, gap: 16, loop: 36, tip: 9 };
/** Width of a character of the font at its size, on average; a little too wide, so that texts stay within. */
const characterWidth = 7.2;

const styles = `
.sequence { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1d2433; }
.sequence .head { fill: #e8edfb; stroke: #3157d5; }
.sequence .name { font-weight: 600; text-anchor: middle; }
.sequence .life { stroke: #b9c1d1; stroke-dasharray: 3 4; }
.sequence .arrow { stroke: #1d2433; stroke-width: 1.4; fill: none; }
.sequence .tip { fill: #1d2433; }
.sequence .answer { stroke-dasharray: 5 4; }
.sequence .refusal .arrow { stroke: #b3261e; }
.sequence .refusal .tip { fill: #b3261e; }
.sequence .refusal text { fill: #b3261e; }
.sequence .note { fill: #fff6d8; stroke: #d9b94a; }
.sequence .middle { text-anchor: middle; }`;

/** A part of the picture, drawn at a height, and how high it is. */
interface Part {
  readonly height: number;
  readonly draw: (y: number) => string;
}

/** The scenario as a sequence diagram in SVG 1.1, complete in itself. It shows only the participants that do something. */
export function formatSvg(scenario: Scenario): string {
  const texts = collectTexts(scenario);
  const drawing = scenario.steps.flatMap((step) => tellStep(step, texts).drawing);
  const present = participants.filter((one) => one === 'Flow' || drawing.some((part) => concerns(part, one)));
  const canvas = new Canvas(present);
  const parts = drawing.map((one) => ('way' in one ? canvas.arrow(one) : canvas.note(one)));
  const { margin, head, gap } = size;
  let y = margin + head + gap;
  const drawn = parts.map((part) => {
    const at = y;
    y += part.height + gap;
    return part.draw(at);
  });
  const width = present.length * size.column + 2 * margin;
  const height = y + head + margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="sequence" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeMarkup(scenario.title)}">`,
    `<style>${styles}</style>`,
    `<rect class="paper" width="100%" height="100%" fill="#fff"/>`,
    ...present.map((one) => canvas.lifeline(one, margin + head, y)),
    ...present.flatMap((one) => [canvas.head(one, margin), canvas.head(one, y)]),
    ...drawn,
    '</svg>',
  ].join('\n');
}

export function escapeMarkup(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  // XML forbids these characters even when they are escaped.
  // eslint-disable-next-line no-control-regex -- the control characters are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd').replaceAll(/[&<>"]/g, (sign) => entities[sign]!);
}

function concerns(one: Arrow | Note, participant: Participant): boolean {
  return 'way' in one ? one.from === participant || one.to === participant : one.over === participant;
}

class Canvas {
  readonly #present: readonly Participant[];

  constructor(present: readonly Participant[]) {
    this.#present = present;
  }

  #x(one: Participant): number {
    return size.margin + size.column * (this.#present.indexOf(one) + 0.5);
  }

  lifeline(one: Participant, from: number, to: number): string {
    return `<line class="life" x1="${this.#x(one)}" x2="${this.#x(one)}" y1="${from}" y2="${to}"/>`;
  }

  head(one: Participant, y: number): string {
    const width = size.column * 0.6;
    const x = this.#x(one);
    const box = `<rect class="head" x="${x - width / 2}" y="${y}" width="${width}" height="${size.head}" rx="8"/>`;
    return `${box}<text class="name" x="${x}" y="${y + 22}">${one}</text>`;
  }

  arrow({ from, to, text, way }: Arrow): Part {
    return from === to ? this.#loop(from, text, way) : this.#way(from, to, text, way);
  }

  #way(from: Participant, to: Participant, text: string, way: Arrow['way']): Part {
    const [x1, x2] = [this.#x(from), this.#x(to)];
    const lines = linesOf(text, Math.abs(x2 - x1) - 2 * size.tip);
    const direction = Math.sign(x2 - x1);
    return {
      height: lines.length * size.line + 6,
      draw: (top) => {
        const y = top + lines.length * size.line + 2;
        return [
          `<g class="${way === 'refusal' ? 'refusal' : 'way'}">`,
          writeLines(lines, (x1 + x2) / 2, top, 'middle'),
          `<line class="arrow ${way === 'call' ? '' : 'answer'}" x1="${x1}" x2="${x2}" y1="${y}" y2="${y}"/>`,
          tip(x2, y, direction),
          '</g>',
        ].join('');
      },
    };
  }

  /** What a participant does by itself: a line that leaves to the right and comes back. */
  #loop(who: Participant, text: string, way: Arrow['way']): Part {
    const x = this.#x(who);
    const lines = linesOf(text, size.column - size.loop - 2 * size.tip);
    const height = Math.max(lines.length * size.line, 24);
    return {
      height,
      draw: (top) => {
        const [y1, y2] = [top + 4, top + height - 2];
        return [
          `<g class="${way === 'refusal' ? 'refusal' : 'way'}">`,
          `<path class="arrow ${way === 'call' ? '' : 'answer'}" d="M${x} ${y1}h${size.loop}V${y2}H${x}"/>`,
          tip(x, y2, -1),
          writeLines(lines, x + size.loop + 8, top, ''),
          '</g>',
        ].join('');
      },
    };
  }

  note({ over, text }: Note): Part {
    const all = this.#present.length * size.column - 24;
    const width = over === null ? all : size.column - 16;
    const middle = over === null ? size.margin + (this.#present.length * size.column) / 2 : this.#x(over);
    const lines = linesOf(text, width - 16);
    const height = lines.length * size.line + 12;
    return {
      height,
      draw: (top) =>
        `<rect class="note" x="${middle - width / 2}" y="${top}" width="${width}" height="${height}" rx="4"/>${writeLines(lines, middle, top + 5, 'middle')}`,
    };
  }
}

function linesOf(text: string, width: number): string[] {
  return wrapText(text, Math.floor(width / characterWidth));
}

function writeLines(lines: readonly string[], x: number, top: number, place: string): string {
  const spans = lines.map((line, index) => `<tspan x="${x}" y="${top + 13 + index * size.line}">${escapeMarkup(line)}</tspan>`);
  return `<text class="${place}">${spans.join('')}</text>`;
}

function tip(x: number, y: number, direction: number): string {
  const back = x - direction * size.tip;
  return `<path class="tip" d="M${x} ${y}L${back} ${y - 4.5}V${y + 4.5}z"/>`;
}
