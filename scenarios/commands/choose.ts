import { existsSync, globSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { libraryFolder } from '../library.ts';
import { loadScenario, loadScenarios } from '../load.ts';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import { ScenarioError } from '../problems.ts';
import type { Scenario } from '../scenario.ts';

const endings = /\.ya?ml$/;

/**
 * The scenarios that a command names, each once, in the order in which they are named.
 * @param what names and patterns of the library, files, folders and patterns of files; nothing is the whole library
 * @throws {ScenarioError} for what is not there, and for files that are wrong
 */
export function chooseScenarios(what: readonly string[]): Scenario[] {
  if (what.length === 0) return loadScenarios(shown(libraryFolder));
  const problems: ScenarioError[] = [];
  const chosen = new Map<string, Scenario>();
  for (const one of what) {
    try {
      for (const scenario of scenariosOf(one)) chosen.set(path.resolve(scenario.file), scenario);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      problems.push(error);
    }
  }
  if (problems.length > 0) throw new ScenarioError(problems.flatMap((error) => error.problems));
  return [...chosen.values()];
}

/** The one that a command is about. @throws {ScenarioError} also for none or several */
export function chooseScenario(name: string): Scenario {
  const [scenario, ...more] = chooseScenarios([name]);
  if (scenario !== undefined && more.length === 0) return scenario;
  const names = [scenario, ...more].map((one) => one?.name).join(', ');
  throw new ScenarioError([{ file: name, line: null, step: null, message: `names several scenarios; choose one: ${names}.` }]);
}

function scenariosOf(what: string): Scenario[] {
  const known = namesOfLibrary();
  if (known.includes(what)) return [loadScenario(fileOfLibrary(what))];
  const files = /[*?[{]/.test(what) && !isPath(what) ? globSync(`${what}.yaml`, { cwd: libraryFolder }) : [];
  if (files.length > 0) return files.toSorted().map((file) => loadScenario(fileOfLibrary(file.replace(endings, ''))));
  if (isPath(what) || existsSync(what))
    return /[*?[{]/.test(what) || !endings.test(what) ? loadScenarios(what) : [loadScenario(what)];
  const message = `no scenario of the library is called so, and there is no such file.${didYouMeanOrValid(what, known)}`;
  throw new ScenarioError([{ file: what, line: null, step: null, message }]);
}

function isPath(what: string): boolean {
  return endings.test(what) || what.includes('/') || what.includes(path.sep);
}

function namesOfLibrary(): string[] {
  return readdirSync(libraryFolder).flatMap((file) => (endings.test(file) ? [file.replace(endings, '')] : []));
}

function fileOfLibrary(name: string): string {
  return path.join(shown(libraryFolder), `${name}.yaml`);
}

/** As seen from where the command runs, when it lies below. */
function shown(folder: string): string {
  const relative = path.relative(process.cwd(), folder);
  return relative.startsWith('..') ? folder : relative;
}
