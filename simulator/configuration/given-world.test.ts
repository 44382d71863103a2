import { expect, it } from 'vitest';
import { worldSchemas } from '../doors/world-schema.ts';
import { problemsOfWorld } from './given-world.ts';

const { givenWorldSchema } = worldSchemas();

it('of very many unknown names the first are named, and the nearest is looked for among few', () => {
  const queues = Array.from({ length: 5000 }, (_, number) => ({
    name: `queue of the house ${number}`,
    skill: 's',
    department: 'D',
  }));
  const entryPoints = Array.from({ length: 2000 }, (_, at) => ({ id: at + 1, name: 'n', queue: `queue of the hose ${at}` }));
  const problems = problemsOfWorld(givenWorldSchema.parse({ queues, entryPoints, specialEntryPoints: false }));
  expect(problems).toHaveLength(100);
  expect(problems[99]).toMatchObject({
    path: ['world', 'entryPoints', 99, 'queue'],
    message: '"queue of the hose 99" is not defined. Did you mean "queue of the house 99"?',
    allowed: { length: 200 },
  });
});
