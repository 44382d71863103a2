import module from 'node:module';
import path from 'node:path';

// `findPackageJSON` is not imported by its name: on an old Node the door must load, so that it can say what is needed.
/** The scenarios that come with the package. Sources and compiled code use the same folder. */
export const libraryFolder = path.join(path.dirname(module.findPackageJSON('..', import.meta.url)!), 'scenarios/library');

/** The name by which a command finds a scenario: its name in the library, otherwise its file. */
export function findCommandName({ file, name }: { readonly file: string; readonly name: string }): string {
  return path.dirname(path.resolve(file)) === libraryFolder ? name : file;
}
