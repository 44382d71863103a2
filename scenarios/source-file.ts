import type { Document } from 'yaml';
import { isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import type { FileProblem, Path } from './problems.ts';
import { ScenarioError } from './problems.ts';

const aliasesAtMost = 100;

/** A scenario file: its value, and where each part of it stands. */
export class SourceFile {
  readonly file: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;

  private constructor(file: string, document: Document.Parsed, lines: LineCounter) {
    this.file = file;
    this.#document = document;
    this.#lines = lines;
    this.value = document.toJS({ maxAliasCount: aliasesAtMost }) as Record<string, unknown>;
  }

  /** @throws {ScenarioError} when the text is no YAML, or no mapping */
  static parse(text: string, file: string): SourceFile {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const problem = (line: number, message: string): FileProblem => ({ file, line, step: null, message });
    const wrong = [...document.errors, ...document.warnings].map(({ pos, message }) =>
      problem(lines.linePos(pos[0]).line, `this is no YAML: ${message.trim()}${/[.!?]$/.test(message.trim()) ? '' : '.'}`),
    );
    if (wrong.length > 0) throw new ScenarioError(wrong);
    if (!isMap(document.contents)) {
      throw new ScenarioError([problem(1, 'a scenario is a mapping that begins with "title:".')]);
    }
    try {
      return new SourceFile(file, document, lines);
    } catch (error) {
      throw new ScenarioError([problem(1, `this is no YAML that can be read: ${(error as Error).message}.`)]);
    }
  }

  /** The line of what is nearest to the place: itself, or what holds it. Counts from 1. */
  lineOf(place: Path): number {
    for (let depth = place.length; depth > 0; depth--) {
      const offset = this.#offsetOf(place.slice(0, depth));
      if (offset !== undefined) return this.#lines.linePos(offset).line;
    }
    return 1;
  }

  /** Of a member, that of its key. */
  #offsetOf(place: Path): number | undefined {
    const parent = place.length === 1 ? this.#document.contents : this.#document.getIn(place.slice(0, -1), true);
    const last = place.at(-1);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && String(item.key) === String(last));
      if (isNode(pair?.key)) return pair.key.range?.[0];
    }
    const node = this.#document.getIn(place, true);
    return isNode(node) ? node.range?.[0] : undefined;
  }

  problem(place: Path, step: number | null, message: string): FileProblem {
    return { file: this.file, line: this.lineOf(place), step, message };
  }
}
