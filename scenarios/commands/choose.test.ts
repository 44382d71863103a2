import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseScenario, chooseScenarios } from './choose.ts';

function namesOf(...what: string[]) {
  return chooseScenarios(what).map(({ name }) => name);
}

async function folderWith(...files: string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'own-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const file of files)
    await writeFile(path.join(folder, file), 'title: A story\nteaches: Something.\nsteps: [{ say: Hello }]\n');
  return folder;
}

describe('scenarios are chosen', () => {
  it('by name and pattern of the library, each once, in the order given', () => {
    const patterned = namesOf('secret-rot*');
    expect(patterned).toEqual(['secret-rotated']);
    expect(namesOf('good-day', 'secret-rot*', 'good-d?y', 'secret-rotated')).toEqual(['good-day', 'secret-rotated']);
    expect(namesOf().length).toBeGreaterThan(40);
  });

  it('by file, folder and pattern of files', async () => {
    const folder = await folderWith('one.yaml', 'two.yml');
    expect(namesOf(path.join(folder, 'one.yaml'))).toEqual(['one']);
    expect(namesOf(folder)).toEqual(['one', 'two']);
    expect(namesOf(path.join(folder, '*.yml'))).toEqual(['two']);
  });

  it.each([
    [
      'tokn-expiry',
      'tokn-expiry: no scenario of the library has this name, and no such file exists. Did you mean "token-expiry"?',
    ],
    ['zz*', 'zz*: no scenario of the library has this name'],
    ['nowhere.yaml', 'nowhere.yaml: cannot be read: there is no such file.'],
    ['nowhere/*.yaml', `nowhere/*.yaml: no scenario file is found at ${path.resolve('nowhere/*.yaml')}.`],
  ])('but not by %s', (what, message) => {
    expect(() => chooseScenarios(['good-day', what])).toThrow(message);
  });

  it('one at a time to be shown', () => {
    expect(chooseScenario('good-day').name).toBe('good-day');
    expect(() => chooseScenario('outcomes-*')).toThrow('outcomes-*: names several scenarios; choose one: outcomes-');
  });
});
