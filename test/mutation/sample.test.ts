import { expect, it } from 'vitest';
import type { Mutant } from './sample.ts';
import { nameOf, namesIn, takeSample } from './sample.ts';

function mutants(folder: string): Mutant[] {
  return Array.from({ length: 100 }, (_, line) => ({
    ...{ id: String(line), fileName: `${folder}/world/queue.ts`, mutatorName: 'BooleanLiteral', replacement: 'true' },
    location: { start: { line, column: 0 }, end: { line, column: 4 } },
  }));
}

function lines(sample: readonly Mutant[]): number[] {
  return sample.map(({ location }) => location.start.line);
}

it('a sample follows from the seed, wherever the code lies and in whatever order it comes', () => {
  const sample = lines(takeSample(mutants('/a'), 'x', 10));
  expect(sample).toHaveLength(10);
  expect(lines(takeSample(mutants('/b/c').reverse(), 'x', 10))).toEqual(sample);
  expect(lines(takeSample(mutants('/a'), 'y', 10))).not.toEqual(sample);
});

it('a larger sample holds the smaller one', () => {
  const [small, large] = [10, 30].map((size) => lines(takeSample(mutants('/a'), 'x', size)));
  expect(large!.slice(0, 10)).toEqual(small);
});

it('a mutant has the name by which an earlier run listed it among the survivors', () => {
  const [mutant] = mutants('simulator');
  const [place, replacement] = nameOf({ ...mutant!, replacement: `one\n${'long '.repeat(100)}` });
  expect(place).toBe('simulator/world/queue.ts:1:1 BooleanLiteral');
  const printed = `contracts: 1 of 2 mutants killed\n  ${place}: no test runs it\n    ${replacement}\n`;
  expect([...namesIn(printed)]).toEqual([`${place} ${replacement}`]);
  expect(replacement).toHaveLength(160);
});
