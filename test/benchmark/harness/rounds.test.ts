import { describe, expect, it } from 'vitest';
import { FindingsCollector } from './findings.ts';
import { measureInTurns, medianOf, numbersOf, ratiosTo } from './rounds.ts';

describe('rounds', () => {
  it('measure subjects in turns, begin with another one each time, and do not count the first round', async () => {
    const order: string[] = [];
    const measured = await measureInTurns(2, [{ name: 'a' }, { name: 'b' }], ({ name }, round) => {
      order.push(name);
      return Promise.resolve(round);
    });
    expect(order.join('')).toBe('abbaab');
    expect([...measured]).toEqual([
      ['a', [0, 1]],
      ['b', [0, 1]],
    ]);
  });

  it('are not counted as long as programs are compiled', async () => {
    const order: string[] = [];
    const measure = ({ name }: { readonly name: string }, round: number) => Promise.resolve(order.push(`${name}${round}`));
    const measured = await measureInTurns(1, [{ name: 'a' }, { name: 'b' }], measure, 3);
    expect(order).toEqual(['a-3', 'b-3', 'b-2', 'a-2', 'a-1', 'b-1', 'b0', 'a0']);
    expect([...measured]).toEqual([
      ['a', [8]],
      ['b', [7]],
    ]);
  });

  it('give ratios of figures of the same round', () => {
    const rounds = new Map([
      ['bare', [{ cpu: 10 }, { cpu: 20 }]],
      ['this tree', [{ cpu: 20 }, { cpu: 80 }]],
    ]);
    const numbers = numbersOf(rounds, ({ cpu }) => cpu);
    expect(ratiosTo(numbers, 'bare').get('this tree')).toEqual([0.5, 0.25]);
  });

  it('have a median', () => {
    expect(medianOf([9, 1, 5])).toBe(5);
    expect(medianOf([9, 1, 5, 6])).toBe(5.5);
  });

  it('make a verdict with the tree before, and none without this tree', () => {
    const findings = new FindingsCollector();
    findings.addVerdict('x', 'ms', new Map([['before', [4]]]), { atMost: 5 });
    findings.addVerdict('x', 'ms', new Map([['this tree', [1, 3, 2]], ['before', [4]]]), { atMost: 5 }); // prettier-ignore
    expect(findings.verdicts).toEqual([{ what: 'x', unit: 'ms', value: 2, least: 1, most: 3, before: 4, goal: { atMost: 5 } }]);
  });
});
