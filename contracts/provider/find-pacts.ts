import { globSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileFailureInWords } from '../../simulator/doors/file-failure.ts';
import { inputError } from './errors.ts';

/** A name that ends in .json, in any case. */
const anyJson = '**/*.[jJ][sS][oO][nN]';

/**
 * The pact files that are meant, each once.
 * @param places files, folders whose `.json` files are pacts at any depth, and patterns such as `pacts/*.json`
 * @throws {VerifierInputError} when a place is missing, or holds no file
 */
export async function findPactFiles(places: readonly string[]): Promise<string[]> {
  const files = await Promise.all(places.map(filesAt));
  return [...new Map(files.flat().map((file) => [path.resolve(file), file])).values()];
}

async function filesAt(place: string): Promise<string[]> {
  if (place === '') throw inputError([], 'a pact has an empty name: name a file, a folder or a pattern.');
  const found = await stat(place).catch((error: unknown) => error as NodeJS.ErrnoException);
  if (!(found instanceof Error)) return found.isDirectory() ? filesIn(place) : [place];
  if (/^https?:\/\//i.test(place))
    throw inputError([place], 'pacts are read from files. Fetch the pact from the broker first, e.g. with curl -o pact.json.');
  if (found.code !== 'ENOENT') throw inputError([place], `it cannot be read: ${fileFailureInWords(found)}.`);
  if (!/[*?[{]/.test(place)) throw inputError([place], 'there is no such file or folder.');
  // What packages hold is theirs, unless the caller names it.
  const exclude = (name: string) => path.basename(name) === 'node_modules' && !place.includes('node_modules');
  const files = globSync(place, { exclude }).filter(isFile).sort();
  if (files.length === 0) throw inputError([place], `no file fits this pattern in ${process.cwd()}.`);
  return files;
}

function filesIn(folder: string): string[] {
  const found = globSync(anyJson, { cwd: folder, exclude: (name) => path.basename(name) === 'node_modules' });
  const files = found.map((file) => path.join(folder, file)).filter(isFile);
  if (files.length === 0) throw inputError([folder], 'the folder holds no pact, that is, no file that ends in .json.');
  return files.sort();
}

/** A folder may have the name of a file. */
function isFile(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isFile() === true;
}
