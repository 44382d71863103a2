import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import { slowFiles, SlowFilesFirst } from './slow-files-first.ts';

const root = path.join(import.meta.dirname, '../..');

it('names files that there are', () => {
  expect(slowFiles.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

it('begins with the slow files of each project, the longest first', async () => {
  const files = (name: string, names: readonly string[]) => {
    const project = { name, config: { isolate: false, sequence: { groupOrder: 0 } } };
    return names.map((file) => ({ project, moduleId: path.join(root, file) }) as unknown as TestSpecification);
  };
  const [longest, next] = slowFiles.filter((file) => file.startsWith('test/')) as [string, string];
  const [slow] = slowFiles.filter((file) => file.startsWith('contracts/')) as [string];
  const cache = {
    getTestSpecificationResult: ({ moduleId }: TestSpecification) => ({ failed: false, duration: moduleId.length }),
  };
  const given = [
    ...files('rooms', ['test/other.test.ts', next, longest]),
    ...files('contracts', ['contracts/other.test.ts', slow]),
  ];
  const sorted = await new SlowFilesFirst({ cache } as unknown as Vitest).sort(given);
  expect(sorted.map(({ moduleId }) => path.relative(root, moduleId))).toEqual([
    slow,
    'contracts/other.test.ts',
    longest,
    next,
    'test/other.test.ts',
  ]);
});
