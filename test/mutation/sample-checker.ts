import { readFileSync } from 'node:fs';
import type { Mutant } from './sample.ts';
import { nameOf, namesIn, takeSample } from './sample.ts';

/**
 * Lets Stryker test only the mutants of the sample. Stryker itself can choose files and lines, which say nothing about the other lines. To
 * Stryker the others are mutants that do not compile: they are not run and do not count.
 */
class SampleChecker {
  #sampled = new Set<string>();

  init(): Promise<void> {
    return Promise.resolve();
  }

  group(mutants: readonly Mutant[]): Promise<string[][]> {
    const { MUTATION_SEED: seed = '', MUTATION_SAMPLE: size = '0', MUTATION_ONLY: printed } = process.env;
    const names = printed ? namesIn(readFileSync(printed, 'utf8')) : undefined;
    const isWanted = (mutant: Mutant) => names?.has(nameOf(mutant).join(' ')) ?? true;
    const sample = takeSample(mutants, seed, Number(size)).filter(isWanted);
    this.#sampled = new Set(sample.map(({ id }) => id));
    return Promise.resolve([mutants.map(({ id }) => id)]);
  }

  check(mutants: readonly Mutant[]): Promise<Record<string, { status: string; reason?: string }>> {
    const results = mutants.map(({ id }) => [
      id,
      this.#sampled.has(id) ? { status: 'passed' } : { status: 'compileError', reason: 'not in the sample' },
    ]);
    return Promise.resolve(Object.fromEntries(results) as Record<string, { status: string }>);
  }
}

/** The name under which Stryker looks for plugins. */
export const strykerPlugins = [{ kind: 'Checker', name: 'sample', factory: () => new SampleChecker() }];
