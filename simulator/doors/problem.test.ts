import { expect, it } from 'vitest';
import { Problem, unknownId } from './problem.ts';

function problemOf(task: () => never): Problem {
  try {
    return task();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

it('an unknown id is told which was meant and which there are', () => {
  const ids = Array.from({ length: 30 }, (_, at) => String(1001 + at));
  const problem = problemOf(() => unknownId('entry point', 'match.entryPoint', '10001', ids));
  expect(problem).toMatchObject({ kind: 'unknown', path: 'match.entryPoint', allowed: ids.slice(0, 20) });
  expect(problem.message).toBe('There is no entry point "10001". Did you mean "1001"?');
});

it('an unknown id that is near to none gets no advice', () => {
  expect(problemOf(() => unknownId('agent', 'agent', 'Zoë', [])).message).toBe('There is no agent "Zoë".');
});
