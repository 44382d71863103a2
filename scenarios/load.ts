import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { compileSteps } from './compile.ts';
import { ScenarioError } from './problems.ts';
import type { Scenario } from './scenario.ts';
import { checkHead } from './head.ts';
import { SourceFile } from './source-file.ts';

/**
 * Reads a scenario and checks all of it.
 * @throws {ScenarioError} with every problem: file, line, step, what is wrong and the nearest valid word
 */
export function loadScenario(file: string): Scenario {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new ScenarioError([{ file, line: null, step: null, message: `cannot be read: ${why}.` }]);
  }
  return parseScenario(text, file);
}

/** The same from a text. `file` is what problems name. @throws {ScenarioError} */
export function parseScenario(text: string, file: string): Scenario {
  const source = SourceFile.parse(text, file);
  const { outline, problems: wrong } = checkHead(source.value);
  const steps = source.value['steps'];
  const { compiled, problems } = Array.isArray(steps)
    ? compileSteps(steps, source, outline?.values ?? {})
    : { compiled: [], problems: [] };
  const all = [...wrong.map((problem) => source.problem(problem.path, null, problem.message)), ...problems];
  if (all.length > 0 || outline === undefined) throw new ScenarioError(all);
  return { ...outline, file, name: path.basename(file).replace(/\.ya?ml$/, ''), steps: compiled };
}

/**
 * Every scenario of a folder, or of the files that a pattern names, by name.
 * @throws {ScenarioError} with the problems of all files, or when there is no file
 */
export function loadScenarios(patternOrFolder: string): Scenario[] {
  const files = filesOf(patternOrFolder);
  if (files.length === 0) {
    throw new ScenarioError([{ file: patternOrFolder, line: null, step: null, message: 'no scenario file is found here.' }]);
  }
  const loaded = files.map((file) => {
    try {
      return loadScenario(file);
    } catch (error) {
      if (error instanceof ScenarioError) return error;
      throw error;
    }
  });
  const wrong = loaded.filter((one) => one instanceof ScenarioError);
  if (wrong.length > 0) throw new ScenarioError(wrong.flatMap(({ problems }) => problems));
  return loaded as Scenario[];
}

function filesOf(patternOrFolder: string): string[] {
  const isFolder = statSync(patternOrFolder, { throwIfNoEntry: false })?.isDirectory() === true;
  return globSync(isFolder ? path.join(patternOrFolder, '**/*.{yaml,yml}') : patternOrFolder).toSorted();
}
