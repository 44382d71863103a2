import fs, { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileFailureInWords } from '../../simulator/doors/file-failure.ts';
import { readUserText } from '../../simulator/doors/user-text.ts';
import { checkOutline } from './check-outline.ts';
import { compileSteps } from './compile.ts';
import { createFileProblem, InvalidScenarioError } from '../errors.ts';
import type { Scenario } from './scenario.ts';
import { SourceFile } from './source-file.ts';

/**
 * Reads a scenario and checks all of it.
 * @throws {InvalidScenarioError} with every problem: file, line, step, path, what is wrong and the nearest valid word
 */
export function loadScenario(file: string): Scenario {
  return parseScenario(readScenarioFile(file), file);
}

/**
 * Checks the text of a scenario.
 * @param file what problems name
 * @throws {InvalidScenarioError} with every problem
 */
export function parseScenario(text: string, file: string): Scenario {
  const source = SourceFile.parse(text, file);
  const { outline, problems } = checkOutline(source.value);
  const steps = source.value['steps'];
  const compilation = compileSteps(Array.isArray(steps) ? steps : [], source, outline);
  const all = [...problems.map((problem) => source.locate(problem.path, null, problem.message)), ...compilation.problems];
  if (all.length > 0 || outline === undefined) throw new InvalidScenarioError(all);
  return {
    ...outline,
    file,
    name: path.basename(file).replace(/\.ya?ml$/, ''),
    steps: compilation.steps,
    warnings: compilation.warnings,
  };
}

/**
 * Every scenario of a folder, or of the files that a pattern names, sorted by file.
 * @throws {InvalidScenarioError} with the problems of all files, or when there is no file
 */
export function loadScenarios(patternOrFolder: string): Scenario[] {
  const files = findFiles(patternOrFolder);
  if (files.length === 0) {
    throw new InvalidScenarioError([
      createFileProblem(patternOrFolder, `no scenario file is found at ${path.resolve(patternOrFolder)}.`),
    ]);
  }
  return loadEach(files, (file) => [loadScenario(file)]);
}

/**
 * Loads one after the other.
 * @throws {InvalidScenarioError} with the problems of all
 */
export function loadEach(names: readonly string[], load: (name: string) => Scenario[]): Scenario[] {
  const scenarios: Scenario[] = [];
  const errors: InvalidScenarioError[] = [];
  for (const name of names) {
    try {
      scenarios.push(...load(name));
    } catch (error) {
      if (!(error instanceof InvalidScenarioError)) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new InvalidScenarioError(errors.flatMap(({ problems }) => problems));
  return scenarios;
}

function readScenarioFile(file: string): string {
  const read = readUserText(readBytes(file));
  if ('problem' in read) throw new InvalidScenarioError([createFileProblem(file, read.problem)]);
  return read.text;
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new InvalidScenarioError([createFileProblem(file, `cannot be read: ${fileFailureInWords(error)}.`)]);
  }
}

const packages = 'node_modules';

function findFiles(patternOrFolder: string): string[] {
  const isFolder = statSync(patternOrFolder, { throwIfNoEntry: false })?.isDirectory() === true;
  const pattern = isFolder ? path.join(patternOrFolder, '**/*.{yaml,yml}') : patternOrFolder;
  // What packages hold is theirs, unless the caller names it.
  const exclude = (name: string) => path.basename(name) === packages && !pattern.includes(packages);
  // Not imported by its name: on an old Node the door must load, so that it can say what is needed.
  const found = fs.globSync(pattern, { exclude });
  return found.filter((place) => statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true).toSorted();
}
