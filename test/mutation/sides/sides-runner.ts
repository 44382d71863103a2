import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BothSides, SideTest } from './both-sides.ts';

/** What the changed code reads and writes: which mutant is active, how often code with a mutant was reached, and by which test. */
interface MutantSwitch {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: object;
}
interface MutantRun {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
}

const mutants = ((globalThis as { __stryker__?: MutantSwitch }).__stryker__ ??= {});
const passed = 0;

/**
 * Runs stories and contract for Stryker in one process, which loads the code once: a mutant is switched on and off while the process lives.
 * So a mutant takes as long as its tests, up to the first that notices it.
 */
class SidesRunner {
  #sides!: BothSides;

  capabilities() {
    return { reloadEnvironment: false };
  }

  /** Stryker starts it in a copy of the project, whose code is changed. */
  async init(): Promise<void> {
    const copy = pathToFileURL(path.resolve('test/mutation/sides/both-sides.ts')).href;
    const { BothSides: Sides } = (await import(copy)) as { readonly BothSides: typeof BothSides };
    const { MUTATION_NAMED: named = '', MUTATION_FORMS: forms } = process.env;
    this.#sides = await Sides.open({ named: named.split(','), withForms: forms === 'yes' });
  }

  async dryRun() {
    const tests: object[] = [];
    for (const { name, run } of this.#sides.tests) {
      mutants.currentTestId = name;
      const begun = performance.now();
      try {
        await run();
      } catch (error) {
        return { status: 'error', errorMessage: `${name}: ${(error as Error).message}` };
      } finally {
        mutants.currentTestId = undefined;
      }
      tests.push({ id: name, name, timeSpentMs: performance.now() - begun, status: passed });
    }
    return { status: 'complete', tests, mutantCoverage: mutants.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRun) {
    const reaching = chosen(this.#sides.tests.filter(({ name }) => testFilter?.includes(name) ?? true));
    let nrOfTests = 0;
    for (const test of reaching) {
      nrOfTests++;
      const failureMessage = await this.#runWith(activeMutant.id, hitLimit, test);
      if (failureMessage === undefined) continue;
      // What it left behind must not be taken for the next mutant.
      await test.run();
      return { status: 'killed', failureMessage, killedBy: [test.name], nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }

  /** Why the test fails with the mutant; undefined when it passes. */
  async #runWith(id: string, hitLimit: number | undefined, { run }: SideTest): Promise<string | undefined> {
    Object.assign(mutants, { activeMutant: id, hitCount: 0, hitLimit });
    try {
      await run();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      mutants.activeMutant = undefined;
      mutants.hitLimit = undefined;
    }
  }

  async dispose(): Promise<void> {
    await this.#sides[Symbol.asyncDispose]();
  }
}

/** A day that reaches a mutant does nearly the same as the next: so many of them, evenly spread, judge one that all days reach. */
const mostForms = 30;

function chosen(tests: readonly SideTest[]): SideTest[] {
  const { forms = [], others = [] } = Object.groupBy(tests, ({ name }) => (name.startsWith('forms: ') ? 'forms' : 'others'));
  const step = Math.max(1, forms.length / mostForms);
  return [...others, ...forms.filter((_form, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))];
}

/** The name under which Stryker looks for plugins. */
export const strykerPlugins = [{ kind: 'TestRunner', name: 'sides', factory: () => new SidesRunner() }];
