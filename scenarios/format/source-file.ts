import { YamlDocument } from '../../simulator/configuration/yaml-document.ts';
import type { Path } from '../../simulator/doors/problems.ts';
import type { ScenarioProblem } from '../errors.ts';
import { InvalidScenarioError } from '../errors.ts';
import type { Mapping } from './written-steps.ts';
import { isMapping } from './written-steps.ts';

/** A scenario file: its value, and the line of each part. */
export class SourceFile {
  readonly file: string;
  readonly text: string;
  readonly value: Mapping;
  readonly #document: YamlDocument;

  private constructor(file: string, text: string, document: YamlDocument, value: Mapping) {
    this.file = file;
    this.text = text;
    this.#document = document;
    this.value = value;
  }

  /** @throws {InvalidScenarioError} when the text is no YAML, or no mapping */
  static parse(text: string, file: string): SourceFile {
    const refuse = (line: number, message: string): never => {
      throw new InvalidScenarioError([{ file, line, step: null, path: [], message }]);
    };
    const document = YamlDocument.parse(text);
    if (!(document instanceof YamlDocument)) return refuse(document.line, document.message);
    const { value } = document;
    if (!isMapping(value)) return refuse(1, 'a scenario is a mapping that begins with "title:".');
    return new SourceFile(file, text, document, value);
  }

  /** See {@link YamlDocument.lineOf}. */
  lineOf(path: Path): number {
    return this.#document.lineOf(path);
  }

  /** The problem with its file and line. */
  locate(path: Path, step: number | null, message: string): ScenarioProblem {
    return { file: this.file, line: this.lineOf(path), step, path, message };
  }
}
