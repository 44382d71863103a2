import { expect, it } from 'vitest';
import { checkConfiguration } from './configuration.ts';
import { problemsOfWorld } from './given-world.ts';

it('of very many unknown names the first are named, and the nearest is looked for among few', () => {
  const queues = Array.from({ length: 5000 }, (_, number) => ({
    name: `queue of the house ${number}`,
    skill: 's',
    department: 'D',
  }));
  const entryPoints = Array.from({ length: 2000 }, (_, id) => ({ id, name: 'n', queue: `queue of the hose ${id}` }));
  const problems = problemsOfWorld(checkConfiguration({ world: { queues, entryPoints, specialEntryPoints: false } }).world);
  expect(problems).toHaveLength(100);
  expect(problems[99]).toMatchObject({
    path: ['world', 'entryPoints', 99, 'queue'],
    message: '"queue of the hose 99" is not defined. Did you mean "queue of the house 99"?',
    allowed: { length: 200 },
  });
});
