import { createHash } from 'node:crypto';

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

/** The tail of the file's name, because Stryker works in a copy of the project. */
function placeOf({ fileName, mutatorName, replacement = '', location }: Mutant, seed: string): string {
  const file = fileName.split(/[/\\]/).slice(-2).join('/');
  const { start, end } = location;
  const place = [seed, file, mutatorName, replacement, start.line, start.column, end.line, end.column];
  return createHash('sha256').update(JSON.stringify(place)).digest('hex');
}
