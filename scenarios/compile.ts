import type * as z from 'zod';
import { checkBySchema } from '../simulator/doors/schema-problems.ts';
import { didYouMeanOrValid } from '../simulator/protocol/nearest.ts';
import { Names } from './names.ts';
import type { FileProblem, Path } from './problems.ts';
import { Consequence, WrongStep } from './problems.ts';
import { cycleIn, referencesIn } from './references.ts';
import type { Step } from './scenario.ts';
import type { SourceFile } from './source-file.ts';
import type { Action } from './step-kind.ts';
import { stepKinds } from './steps/step-kinds.ts';
import { checked } from './zod-problems.ts';

type Raw = Readonly<Record<string, unknown>>;

/** A step or a row of a table, as written. */
interface Written {
  readonly data: Raw;
  readonly number: number;
  readonly row: number | null;
  readonly at: Path;
}

interface Compiled {
  readonly compiled: Step[];
  readonly problems: FileProblem[];
}

/** Its first key says who acts: an administrator's step may name an agent too. */
function kindOf(data: Raw) {
  return Object.keys(data).flatMap((word) => stepKinds.filter(({ key }) => key === word))[0];
}

/** Checks steps one after the other: each may use the names that those before it give. */
export function compileSteps(steps: readonly unknown[], source: SourceFile, values: Raw): Compiled {
  const problems: FileProblem[] = [];
  const written = steps.flatMap((step, index) => writtenSteps(step, index));
  const given = written.flatMap(({ data }) => namesGiven(data));
  problems.push(...namesTwice(written, source));
  const cycle = cycleIn(usesOf(values, written));
  if (cycle !== undefined) {
    const at = placeOfName(cycle[0]!, values, written);
    return {
      compiled: [],
      problems: [source.problem(at.at, at.number, `These refer to each other in a cycle: ${cycle.join(' -> ')}.`)],
    };
  }
  const names = new Names(given);
  for (const name of Object.keys(values)) names.give(name, { what: 'a value', keys: null });
  for (const [name, value] of Object.entries(values)) {
    for (const reference of referencesIn(value)) collect(() => names.require(reference), ['values', name], null);
  }
  const compiled = written.flatMap((one) => compileStep(one));
  return { compiled, problems };

  function compileStep({ data, number, row, at }: Written): Step[] {
    const kind = kindOf(data);
    if (kind === undefined) {
      names.giveUp(namesGiven(data));
      const [first] = Object.keys(data);
      problems.push(source.problem(first === undefined ? at : [...at, first], number, withoutActor(first)));
      return [];
    }
    const result = checkBySchema<z.ZodType<Raw>>(kind.schema, data);
    if ('problems' in result) {
      problems.push(...result.problems.map((problem) => source.problem([...at, ...problem.path], number, problem.message)));
      names.giveUp(namesGiven(data));
      return [];
    }
    const parsed = result.data;
    const action = collect(() => (kind.compile as (step: unknown, names: Names) => Action)(parsed, names), at, number);
    for (const [member, value] of Object.entries(parsed)) {
      for (const reference of referencesIn(value)) collect(() => names.require(reference), [...at, member], number);
    }
    if (action === undefined) {
      names.giveUp(namesGiven(data));
      return [];
    }
    return [{ number, row, line: source.lineOf(at), kind: kind.key, title: action.title, data: parsed, action } as Step];
  }

  function collect<Result>(work: () => Result, at: Path, number: number | null): Result | undefined {
    try {
      return work();
    } catch (error) {
      if (error instanceof Consequence) return undefined;
      if (!(error instanceof WrongStep)) throw error;
      problems.push(source.problem([...at, ...error.path], number, error.message));
      return undefined;
    }
  }
}

function withoutActor(first: string | undefined): string {
  if (first === undefined) return 'A step is a mapping that says who acts, such as "say: Hello".';
  const known = stepKinds.map(({ key }) => key);
  return `No kind of step is called "${first}".${didYouMeanOrValid(first, known)}`;
}

/** A step, or the rows of a table: each row with what they share. */
function writtenSteps(step: unknown, index: number): Written[] {
  const number = index + 1;
  const at = ['steps', index];
  if (typeof step !== 'object' || step === null || Array.isArray(step)) return [{ data: {}, number, row: null, at }];
  const { each, ...shared } = step as Raw;
  if (!Array.isArray(each)) return [{ data: step as Raw, number, row: null, at }];
  return each.map((row: unknown, place) => ({
    data: withShared(shared, row),
    number,
    row: place + 1,
    at: [...at, 'each', place],
  }));
}

/** Inputs and outputs of a row stand beside those that the rows share. */
function withShared(shared: Raw, row: unknown): Raw {
  if (typeof row !== 'object' || row === null) return shared;
  const own = row as Raw;
  const both = ['inputs', 'outputs', 'options', 'authorization'].flatMap((member) =>
    isObject(shared[member]) && isObject(own[member]) ? [[member, { ...shared[member], ...own[member] }]] : [],
  );
  return { ...shared, ...own, ...(Object.fromEntries(both) as Raw) };
}

function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What gives a name: the step, or a condition of a node. */
function givers(data: Raw): [name: string, giver: Raw][] {
  const { while: conditions, ...own } = data;
  const inside = Array.isArray(conditions) ? conditions.filter(isObject).flatMap(givers) : [];
  return typeof own['as'] === 'string' ? [[own['as'], own], ...inside] : inside;
}

function namesGiven(data: Raw): string[] {
  return givers(data).map(([name]) => name);
}

function namesTwice(written: readonly Written[], source: SourceFile): FileProblem[] {
  const seen = new Set<string>();
  return written.flatMap(({ data, at, number }) =>
    namesGiven(data).flatMap((name) => {
      const isNew = !seen.has(name);
      seen.add(name);
      return isNew ? [] : [source.problem([...at, 'as'], number, `The name "${name}" is given before; choose another.`)];
    }),
  );
}

/** Which names each name is made of. */
function usesOf(values: Raw, written: readonly Written[]): Map<string, string[]> {
  const all = [...Object.entries(values), ...written.flatMap(({ data }) => givers(data))];
  return new Map(all.map(([name, giver]) => [name, referencesIn(giver).map((reference) => reference.name)]));
}

function placeOfName(name: string, values: Raw, written: readonly Written[]): { at: Path; number: number | null } {
  if (Object.hasOwn(values, name)) return { at: ['values', name], number: null };
  return written.find(({ data }) => namesGiven(data).includes(name))!;
}
