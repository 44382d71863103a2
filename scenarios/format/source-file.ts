import type { Document } from 'yaml';
import { isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import type { ScenarioProblem } from '../errors.ts';
import { InvalidScenarioError } from '../errors.ts';
import type { Path } from '../../simulator/doors/problems.ts';

const mostAliases = 100;

/** A scenario file: its value, and the line of each part. */
export class SourceFile {
  readonly file: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;

  private constructor(file: string, document: Document.Parsed, lines: LineCounter) {
    this.file = file;
    this.#document = document;
    this.#lines = lines;
    this.value = document.toJS({ maxAliasCount: mostAliases }) as Record<string, unknown>;
  }

  /** @throws {InvalidScenarioError} when the text is no YAML, or no mapping */
  static parse(text: string, file: string): SourceFile {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const createProblem = (line: number, message: string) => ({ file, line, step: null, path: [], message });
    const problems = [...document.errors, ...document.warnings].map(({ pos, message }) =>
      createProblem(lines.linePos(pos[0]).line, `this is no YAML: ${endSentence(message.trim())}`),
    );
    if (problems.length > 0) throw new InvalidScenarioError(problems);
    if (!isMap(document.contents)) {
      throw new InvalidScenarioError([createProblem(1, 'a scenario is a mapping that begins with "title:".')]);
    }
    try {
      return new SourceFile(file, document, lines);
    } catch (error) {
      throw new InvalidScenarioError([createProblem(1, `this YAML cannot be read: ${(error as Error).message}.`)]);
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

  /** The problem with its file and line. */
  locate(path: Path, step: number | null, message: string): ScenarioProblem {
    return { file: this.file, line: this.lineOf(path), step, path, message };
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

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
