import type { Path } from '../../simulator/doors/problems.ts';

export type Mapping = Readonly<Record<string, unknown>>;

/** A step, or a row of a table, as the file has it. */
export interface WrittenStep {
  readonly data: Mapping;
  readonly number: number;
  /** From 1; null outside of a table. */
  readonly row: number | null;
  readonly path: Path;
}

/** The steps of a file, each row of a table as a step of its own. */
export function expandSteps(steps: readonly unknown[]): WrittenStep[] {
  return steps.flatMap((step, index): WrittenStep[] => {
    const number = index + 1;
    const path = ['steps', index];
    if (!isMapping(step)) return [{ data: {}, number, row: null, path }];
    const { each, ...shared } = step;
    if (!Array.isArray(each)) return [{ data: step, number, row: null, path }];
    return each.map((row: unknown, place) => ({
      data: mergeRow(shared, row),
      number,
      row: place + 1,
      path: [...path, 'each', place],
    }));
  });
}

const mergedMembers = ['inputs', 'outputs', 'options', 'authorization'];

/** Inputs and outputs of a row are added to those that the rows share. */
function mergeRow(shared: Mapping, row: unknown): Mapping {
  if (!isMapping(row)) return shared;
  const merged = mergedMembers.flatMap((member) => {
    const [common, own] = [shared[member], row[member]];
    return isMapping(common) && isMapping(own) ? [[member, { ...common, ...own }]] : [];
  });
  return { ...shared, ...row, ...(Object.fromEntries(merged) as Mapping) };
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
