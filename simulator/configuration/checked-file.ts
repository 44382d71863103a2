import { readFile } from 'node:fs/promises';
import { fileFailureInWords } from '../doors/file-failure.ts';
import type { Problem } from '../doors/problems.ts';
import { readUserText } from '../doors/user-text.ts';
import { ConfigurationError } from '../errors.ts';

/**
 * Reads a file in YAML or JSON and checks its value.
 * @throws {ConfigurationError} that names the file and, for each problem, its line, its place and what is allowed
 */
export async function readCheckedFile<Value>(file: string, check: (value: unknown) => Value): Promise<Value> {
  const refuse = (problem: Omit<Problem, 'path'>): never => {
    throw new ConfigurationError([{ path: [], ...problem }], file);
  };
  const bytes = await readFile(file).catch((error: unknown) => {
    return refuse({ message: `The file cannot be read: ${fileFailureInWords(error)}.` });
  });
  const read = readUserText(bytes);
  if ('problem' in read) return refuse({ message: `The file ${read.problem}` });
  // YAML 1.2 reads JSON too. Loaded here only: a start without a file does not pay for it.
  const { YamlDocument } = await import('./yaml-document.ts');
  const document = YamlDocument.parse(read.text);
  if (!(document instanceof YamlDocument)) return refuse(document);
  try {
    return check(withoutSchema(document.value ?? {}));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const problems = error.problems.map((problem) => ({ ...problem, line: document.lineOf(problem.path) }));
    throw new ConfigurationError(problems, file);
  }
}

/** Editors read `$schema`; it says nothing else. */
function withoutSchema(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('$schema' in value)) return value;
  const { $schema: _, ...rest } = value;
  return rest;
}
