import { existsSync, globSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import { createFileProblem, InvalidScenarioError } from '../errors.ts';
import { libraryFolder } from '../library.ts';
import { loadEach, loadScenario, loadScenarios } from '../format/load.ts';
import type { Scenario } from '../format/scenario.ts';

const fileEnding = /\.ya?ml$/;
const wildcard = /[*?[{]/;

/**
 * The scenarios that a command names, each once, in the order in which they are named.
 * @param names names and patterns of the library, files, folders and patterns of files; empty: the whole library
 * @throws {InvalidScenarioError} when something does not exist or a file is wrong
 */
export function chooseScenarios(names: readonly string[]): Scenario[] {
  if (names.length === 0) return loadScenarios(relativePath(libraryFolder));
  const scenarios = loadEach(names, findScenarios);
  return [...new Map(scenarios.map((scenario) => [path.resolve(scenario.file), scenario])).values()];
}

/**
 * The only scenario of this name.
 * @throws {InvalidScenarioError} also when several have it
 */
export function chooseScenario(name: string): Scenario {
  const [scenario, ...more] = chooseScenarios([name]);
  if (scenario !== undefined && more.length === 0) return scenario;
  const names = [scenario, ...more].map((one) => one?.name).join(', ');
  throw new InvalidScenarioError([createFileProblem(name, `names several scenarios; choose one: ${names}.`)]);
}

function findScenarios(name: string): Scenario[] {
  const libraryNames = listLibraryNames();
  if (libraryNames.includes(name)) return [loadScenario(libraryFile(name))];
  const isPattern = wildcard.test(name);
  if (isPath(name) || existsSync(name)) {
    return isPattern || !fileEnding.test(name) ? loadScenarios(name) : [loadScenario(name)];
  }
  const matches = isPattern ? globSync(`${name}.yaml`, { cwd: libraryFolder }).toSorted() : [];
  if (matches.length > 0) return matches.map((file) => loadScenario(libraryFile(file.replace(fileEnding, ''))));
  const message = `no scenario of the library has this name, and no such file exists.${didYouMeanOrValid(name, libraryNames)}`;
  throw new InvalidScenarioError([createFileProblem(name, message)]);
}

/** Whether it is the name of a scenario of the library, a pattern, or names a file. */
export function isNamed(name: string): boolean {
  const isFile = statSync(name, { throwIfNoEntry: false })?.isFile() === true;
  return wildcard.test(name) || isPath(name) || isFile || listLibraryNames().includes(name);
}

function isPath(name: string): boolean {
  return fileEnding.test(name) || name.includes('/') || name.includes(path.sep);
}

function listLibraryNames(): string[] {
  return readdirSync(libraryFolder).flatMap((file) => (fileEnding.test(file) ? [file.replace(fileEnding, '')] : []));
}

function libraryFile(name: string): string {
  return path.join(relativePath(libraryFolder), `${name}.yaml`);
}

/** The path from the working folder, if the folder lies below it. */
function relativePath(folder: string): string {
  const relative = path.relative(process.cwd(), folder);
  return relative.startsWith('..') ? folder : relative;
}
