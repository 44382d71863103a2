import { catalogue } from '../catalogue.ts';
import { UnknownNameError } from '../errors.ts';
import type { MethodPath } from '../results.ts';
import type { Input, MethodEntry, NodeEntry, Outcome, Output } from './entry.ts';
import type { OutcomeRule } from './rules.ts';
import { sortRules } from './rules.ts';

export interface ResolvedMethod {
  path: MethodPath;
  node: NodeEntry;
  method: MethodEntry;
  /** In the order in which they are tried. */
  rules: readonly OutcomeRule[];
}

const methods: ResolvedMethod[] = (catalogue as readonly NodeEntry[]).flatMap((node) =>
  node.methods.map((method) => ({ path: `${node.key}.${method.key}` as MethodPath, node, method, rules: sortRules(method) })),
);

function names(entry: { name?: string; key?: string; aliases?: readonly string[] }) {
  return [entry.key, entry.name, ...(entry.aliases ?? [])].filter((name) => name !== undefined);
}

function namesOfMethod({ path, node, method }: ResolvedMethod) {
  const own = names({ key: method.key, name: method.method, aliases: method.aliases ?? [] });
  return [path, ...own, ...own.map((name) => `${node.node}.${name}`)];
}

function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const swap = previous[column - 1]! + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(swap, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[other.length]!;
}

/** The candidate that differs in the fewest letters, compared without case. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  return candidates
    .map((candidate) => ({ candidate, letters: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.letters - other.letters)[0]?.candidate;
}

function find<Entry>(kind: string, name: string, entries: readonly Entry[], namesOf: (entry: Entry) => string[]): Entry {
  const found = entries.find((entry) => namesOf(entry).includes(name));
  if (found !== undefined) return found;
  const suggestion = nearest(name, entries.flatMap(namesOf));
  throw new UnknownNameError(
    `No ${kind} is called "${name}"${suggestion === undefined ? '.' : `; the nearest is "${suggestion}".`}`,
  );
}

/**
 * The method with this name: `node.method` by key or literal, or the method's own key, literal or alias.
 *
 * @throws {UnknownNameError}
 */
export function resolveMethod(name: string): ResolvedMethod {
  return find('method', name, methods, namesOfMethod);
}

/**
 * The outcome of the method with this name or alias.
 *
 * @throws {UnknownNameError}
 */
export function resolveOutcome(method: MethodEntry, name: string): Outcome {
  return find(`outcome of ${method.method}`, name, method.outcomes, names);
}

/**
 * The input of the method with this key, literal or alias.
 *
 * @throws {UnknownNameError}
 */
export function resolveInput(method: MethodEntry, name: string): Input {
  return find(`input of ${method.method}`, name, method.inputs, names);
}

/**
 * The output of the method with this key or literal.
 *
 * @throws {UnknownNameError}
 */
export function resolveOutput(method: MethodEntry, name: string): Output {
  return find(`output of ${method.method}`, name, method.outputs, names);
}

/** Every method of the catalogue. */
export function allMethods(): readonly ResolvedMethod[] {
  return methods;
}
