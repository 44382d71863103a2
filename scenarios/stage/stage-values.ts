import { StepFailedError } from './step-failed-error.ts';
import { readInsideJson, replaceReferences } from '../format/references.ts';

/** The values of a run by name: those of the scenario, and what its steps kept. */
export class StageValues {
  readonly #values: Map<string, unknown>;
  /** Names of values that may contain references themselves. */
  readonly #scenarioNames: ReadonlySet<string>;

  constructor(standard: Readonly<Record<string, unknown>>, ofScenario: Readonly<Record<string, unknown>>) {
    this.#values = new Map(Object.entries({ ...standard, ...ofScenario }));
    this.#scenarioNames = new Set(Object.keys(ofScenario));
  }

  keep(name: string | undefined, value: unknown): void {
    if (name !== undefined) this.#values.set(name, value);
  }

  get(name: string): unknown {
    return this.#values.get(name);
  }

  /**
   * Replaces every reference in a value.
   * @throws {StepFailedError} when a reference leads to nothing
   */
  resolve<Value>(value: Value): Value {
    return replaceReferences(value, ({ name, key, inside, written }) => {
      const kept = this.#values.get(name);
      const found = this.#scenarioNames.has(name) ? this.resolve(kept) : kept;
      if (key === undefined) return found;
      const part = readInsideJson((found as Record<string, unknown> | undefined)?.[key], inside);
      if (part === undefined || part === '') throw new StepFailedError(`a value for \${${written}}`, 'nothing');
      return part;
    }) as Value;
  }
}
