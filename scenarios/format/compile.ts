import type * as z from 'zod';
import type { ScenarioProblem } from '../errors.ts';
import { findNameDefinitions, findNameUses, findRepeatedNames } from './defined-names.ts';
import { Names } from './names.ts';
import { checkBySchema } from '../../simulator/doors/schema-problems.ts';
import { didYouMeanOrValid } from '../../simulator/protocol/nearest.ts';
import type { Path } from '../../simulator/doors/problems.ts';
import { DependentStepError, WrongStepError } from './problems.ts';
import { findCycle, findReferences } from './references.ts';
import type { Outline } from './outline.ts';
import type { Step } from './scenario.ts';
import { listEntryPoints } from './scenario-world.ts';
import type { SourceFile } from './source-file.ts';
import type { Action } from '../steps/step-kind.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { findWarnings } from './warnings.ts';
import type { Mapping, WrittenStep } from './written-steps.ts';
import { expandSteps } from './written-steps.ts';

/**
 * Checks steps one after the other: each may use the names that earlier ones define.
 * @param outline undefined when the head of the file does not have its form
 */
export function compileSteps(steps: readonly unknown[], source: SourceFile, outline: Outline | undefined) {
  const compiler = new StepCompiler(source, outline);
  const { problems, warnings } = compiler;
  return { steps: compiler.compile(expandSteps(steps), outline?.values ?? {}), problems, warnings };
}

class StepCompiler {
  readonly problems: ScenarioProblem[] = [];
  readonly warnings: ScenarioProblem[] = [];
  readonly #source: SourceFile;
  readonly #entryPoints: ReadonlySet<string> | null;
  #names = new Names([], null);

  constructor(source: SourceFile, outline: Outline | undefined) {
    this.#source = source;
    this.#entryPoints = outline === undefined ? null : listEntryPoints(outline);
  }

  compile(steps: readonly WrittenStep[], values: Mapping): Step[] {
    for (const { name, step } of findRepeatedNames(steps)) {
      const message = `An earlier step defines the name "${name}" already; choose another.`;
      this.#formatReport([...step.path, 'as'], step.number, message);
    }
    const cycle = findCycle(findNameUses(values, steps));
    if (cycle !== undefined) {
      this.#reportCycle(cycle, steps, values);
      return [];
    }
    this.#names = new Names(
      steps.flatMap(({ data }) => findNameDefinitions(data)),
      this.#entryPoints,
    );
    for (const name of Object.keys(values)) this.#names.define(name, { description: 'a value', keys: null });
    this.#checkReferences(values, ['values'], null);
    return steps.flatMap((step) => this.#compileStep(step) ?? []);
  }

  #compileStep({ data, number, row, path }: WrittenStep): Step | undefined {
    const kind = findStepKind(data);
    const result = kind && checkBySchema<z.ZodType<Mapping>>(kind.schema, data);
    if (kind === undefined) {
      const [first] = Object.keys(data);
      this.#formatReport(first === undefined ? path : [...path, first], number, describeMissingKind(first));
    } else if ('problems' in result!) {
      for (const problem of result.problems) this.#formatReport([...path, ...problem.path], number, problem.message);
    } else {
      const parsed = result!.data;
      const action = this.#try(path, number, () =>
        (kind.compile as (step: unknown, names: Names) => Action)(parsed, this.#names),
      );
      this.#checkReferences(parsed, path, number);
      if (action !== undefined) {
        for (const warning of findWarnings(kind.key, parsed, this.#source.text))
          this.warnings.push(this.#source.locate([...path, ...warning.path], number, warning.message));
        const line = this.#source.lineOf(path);
        return { number, row, line, kind: kind.key, title: action.title, data: parsed, action } as Step;
      }
    }
    this.#names.markBroken(findNameDefinitions(data));
    return undefined;
  }

  #checkReferences(members: Mapping, path: Path, number: number | null): void {
    for (const [member, value] of Object.entries(members)) {
      for (const reference of findReferences(value)) {
        this.#try([...path, member], number, () => this.#names.requireReference(reference));
      }
    }
  }

  #reportCycle(cycle: readonly string[], steps: readonly WrittenStep[], values: Mapping): void {
    const [name] = cycle as [string];
    const message = `These refer to each other in a cycle: ${cycle.join(' -> ')}.`;
    if (Object.hasOwn(values, name)) return this.#formatReport(['values', name], null, message);
    const { path, number } = steps.find(({ data }) => findNameDefinitions(data).includes(name))!;
    this.#formatReport(path, number, message);
  }

  /** The result of the work; undefined when the work found a problem. */
  #try<Result>(path: Path, number: number | null, work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      if (error instanceof WrongStepError) this.#formatReport([...path, ...error.path], number, error.message);
      else if (!(error instanceof DependentStepError)) throw error;
      return undefined;
    }
  }

  #formatReport(path: Path, number: number | null, message: string): void {
    this.problems.push(this.#source.locate(path, number, message));
  }
}

/** By the first key that names a kind: a step of the administrator may have the key `agent` too. */
function findStepKind(data: Mapping) {
  return Object.keys(data).flatMap((word) => stepKinds.filter(({ key }) => key === word))[0];
}

function describeMissingKind(first: string | undefined): string {
  if (first === undefined) return 'A step is a mapping that says who acts, such as "say: Hello".';
  const known = stepKinds.map(({ key }) => key);
  return `No kind of step is called "${first}".${didYouMeanOrValid(first, known)}`;
}
