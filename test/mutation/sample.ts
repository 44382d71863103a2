import { createHash } from 'node:crypto';
import path from 'node:path';

/** What is read of a mutant of Stryker: one small change of the code. */
export interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement?: string | undefined;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** The mutants of a sample that follows from the seed: the same mutant has the same place in every run. */
export function takeSample<Kind extends Mutant>(mutants: readonly Kind[], seed: string, size: number): Kind[] {
  return mutants
    .map((mutant) => ({ mutant, place: placeOf(mutant, seed) }))
    .toSorted((one, other) => (one.place < other.place ? -1 : 1))
    .slice(0, size)
    .map(({ mutant }) => mutant);
}

const longestText = 160;

/** Two lines that name a mutant where it survived, in what a run prints. Positions count from 0. */
export function nameOf({ fileName, mutatorName, replacement = '', location: { start } }: Mutant): readonly [string, string] {
  const place = `${path.relative('.', fileName)}:${start.line + 1}:${start.column + 1} ${mutatorName}`;
  return [place, replacement.split('\n').join(' ').slice(0, longestText).trim()];
}

/** The names of the mutants that survived in an earlier run, from what it printed. */
export function namesIn(printed: string): Set<string> {
  const lines = printed.split('\n').map((line) => line.trim());
  const places = lines.map((line) => /^(\S+:\d+:\d+ \w+): /.exec(line)?.[1]);
  return new Set(places.flatMap((place, at) => (place === undefined ? [] : [`${place} ${lines[at + 1] ?? ''}`])));
}

/** The tail of the file's name, because Stryker works in a copy of the project. */
function placeOf({ fileName, mutatorName, replacement = '', location }: Mutant, seed: string): string {
  const file = fileName.split(/[/\\]/).slice(-2).join('/');
  const { start, end } = location;
  const place = [seed, file, mutatorName, replacement, start.line, start.column, end.line, end.column];
  return createHash('sha256').update(JSON.stringify(place)).digest('hex');
}
