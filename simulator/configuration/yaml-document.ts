import type { Document } from 'yaml';
import { isMap, isNode, isPair, Lexer, LineCounter, parseDocument, Parser, visit } from 'yaml';
import type { Path } from '../doors/problems.ts';
import { deepestNesting } from '../protocol/nesting.ts';
import { findWrongAlias } from './yaml-aliases.ts';
import { mistakeInWords } from './yaml-mistakes.ts';

/** What keeps a text from being YAML. */
export interface YamlProblem {
  /** Counts from 1. */
  readonly line: number;
  /** A sentence. */
  readonly message: string;
}

/** The parser's stack holds the document and a text beside the levels. */
const deepestStack = deepestNesting + 2;

/** A YAML text, of which JSON is a part: its value, and the line of each part of it. */
export class YamlDocument {
  readonly value: unknown;
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;

  private constructor(document: Document.Parsed, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
    this.value = document.toJS({ maxAliasCount: -1 });
  }

  static parse(text: string): YamlDocument | YamlProblem {
    const tooDeep = findLineThatIsTooDeep(text);
    if (tooDeep !== undefined) return { line: tooDeep, message: `here the text is nested deeper than ${deepestNesting} levels.` };
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
    const mistakes = [...document.errors, ...document.warnings];
    if (mistakes.length > 0) return mistakeInWords(mistakes, text);
    keepNumbersAsWritten(document);
    const wrong = findWrongAlias(document);
    if (wrong !== undefined) return { line: lines.linePos(wrong.offset).line, message: wrong.message };
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

/** What composes a document calls itself for each level, and would overflow the stack; the parser below it does not. */
function findLineThatIsTooDeep(text: string): number | undefined {
  const parser = new Parser();
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const _token of parser.next(lexeme));
    if (parser.stack.length > deepestStack) return text.slice(0, offset).split('\n').length;
    offset += lexeme.length;
  }
  return undefined;
}

/** `007`, `+49` and `1e3` are texts: as numbers they would lose what a phone number or an id needs. */
function keepNumbersAsWritten(document: Document.Parsed): void {
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'number' && node.source !== String(node.value)) node.value = node.source;
    },
  });
}
