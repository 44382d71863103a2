import type { Document } from 'yaml';
import { isMap, isNode, isPair, LineCounter, parseDocument, visit } from 'yaml';
import type { Path } from '../doors/problems.ts';
import { mistakeInWords } from './yaml-mistakes.ts';

/** What keeps a text from being YAML. */
export interface YamlProblem {
  /** Counts from 1. */
  readonly line: number;
  /** A sentence. */
  readonly message: string;
}

/** The most times that aliases may be followed: a short text could otherwise stand for a huge value. */
const mostAliases = 100;

/** A YAML text, of which JSON is a part: its value, and the line of each part of it. */
export class YamlDocument {
  readonly value: unknown;
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;

  private constructor(document: Document.Parsed, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
    this.value = document.toJS({ maxAliasCount: mostAliases });
  }

  static parse(text: string): YamlDocument | YamlProblem {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
    const mistakes = [...document.errors, ...document.warnings];
    if (mistakes.length > 0) return mistakeInWords(mistakes, text);
    keepNumbersAsWritten(document);
    try {
      return new YamlDocument(document, lines);
    } catch (error) {
      return { line: 1, message: `this YAML cannot be read: ${(error as Error).message}.` };
    }
  }

  /** The line of a place; when the place does not exist, the line of what would contain it. Counts from 1. */
  lineOf(path: Path): number {
    for (let depth = path.length; depth > 0; depth--) {
      const offset = this.#offsetOf(path.slice(0, depth));
      if (offset !== undefined) return this.#lines.linePos(offset).line;
    }
    return 1;
  }

  /** The offset of a member is that of its key. */
  #offsetOf(path: Path): number | undefined {
    const parent = path.length === 1 ? this.#document.contents : this.#document.getIn(path.slice(0, -1), true);
    const last = path.at(-1);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && String(item.key) === String(last));
      if (isNode(pair?.key)) return pair.key.range?.[0];
    }
    const node = this.#document.getIn(path, true);
    return isNode(node) ? node.range?.[0] : undefined;
  }
}

/** `007`, `+49` and `1e3` are texts: as numbers they would lose what a phone number or an id needs. */
function keepNumbersAsWritten(document: Document.Parsed): void {
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'number' && node.source !== String(node.value)) node.value = node.source;
    },
  });
}
