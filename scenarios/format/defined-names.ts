import { findReferences } from './references.ts';
import type { Mapping, WrittenStep } from './written-steps.ts';
import { isMapping } from './written-steps.ts';

/** Each name that a step or a condition of it defines by `as`, with the part of the step that does. */
function findDefinitions(data: Mapping): [name: string, definition: Mapping][] {
  const { while: conditions, ...own } = data;
  const inside = Array.isArray(conditions) ? conditions.filter(isMapping).flatMap(findDefinitions) : [];
  return typeof own['as'] === 'string' ? [[own['as'], own], ...inside] : inside;
}

/** The names that a step defines. */
export function findNameDefinitions(data: Mapping): string[] {
  return findDefinitions(data).map(([name]) => name);
}

/** The names that an earlier step defines already. */
export function findRepeatedNames(steps: readonly WrittenStep[]): { name: string; step: WrittenStep }[] {
  const seen = new Set<string>();
  return steps.flatMap((step) =>
    findNameDefinitions(step.data).flatMap((name) => {
      const isNew = !seen.has(name);
      seen.add(name);
      return isNew ? [] : [{ name, step }];
    }),
  );
}

/** For each name the names that its definition refers to. */
export function findNameUses(values: Mapping, steps: readonly WrittenStep[]): Map<string, string[]> {
  const all = [...Object.entries(values), ...steps.flatMap(({ data }) => findDefinitions(data))];
  return new Map(all.map(([name, definition]) => [name, findReferences(definition).map((reference) => reference.name)]));
}
