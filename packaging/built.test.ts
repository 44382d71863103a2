import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isBuilt, parts, recordBuild } from './built.ts';

/** A checkout in which each folder has one file. */
async function makeCheckout(): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'ece-built-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const part of parts) {
    const file = path.join(root, path.extname(part) === '' ? `${part}/deep/file.ts` : part);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, part);
  }
  return root;
}

it('knows that dist is built of the sources as they are', async () => {
  const root = await makeCheckout();
  expect(isBuilt(root)).toBe(false);
  recordBuild(root);
  expect(isBuilt(root)).toBe(true);
});

it.each(['simulator/deep/file.ts', 'console/deep/new.ts', 'package-lock.json', 'dist/deep/file.ts'])(
  'knows that %s has changed since',
  async (name) => {
    const root = await makeCheckout();
    recordBuild(root);
    await writeFile(path.join(root, name), 'other');
    expect(isBuilt(root)).toBe(false);
  },
);

it('knows that dist has been removed since', async () => {
  const root = await makeCheckout();
  recordBuild(root);
  await rm(path.join(root, 'dist'), { recursive: true });
  expect(isBuilt(root)).toBe(false);
});
