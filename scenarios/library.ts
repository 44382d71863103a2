import { findPackageJSON } from 'node:module';
import path from 'node:path';

/** The stories that come with the package: the same folder from the sources and from what is built. */
export const libraryFolder = path.join(path.dirname(findPackageJSON('..', import.meta.url)!), 'scenarios/library');

/** By what a command finds a scenario again: the name of one of the library, else its file. */
export function handleOf({ file, name }: { readonly file: string; readonly name: string }): string {
  return path.dirname(path.resolve(file)) === libraryFolder ? name : file;
}
