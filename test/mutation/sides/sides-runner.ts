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
    const { BothSides: Sides } = (await import(copy)) as typeof import('./both-sides.ts');
    this.#sides = await Sides.open();
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
    const reaching = this.#sides.tests.filter(({ name }) => testFilter?.includes(name) ?? true);
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

/** The name under which Stryker looks for plugins. */
export const strykerPlugins = [{ kind: 'TestRunner', name: 'sides', factory: () => new SidesRunner() }];
