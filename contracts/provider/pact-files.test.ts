import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPactFiles } from './find-pacts.ts';
import { readInteractions } from './pact-files.ts';
import { availability, PactFolder } from './testing/pacts.ts';

const pact = { consumer: { name: 'shop' }, provider: { name: 'ece-v19' } };

describe('pact files', () => {
  it('are found by folder at any depth and in any case, by pattern, and once only', async () => {
    await using folder = await PactFolder.open();
    await mkdir(path.join(folder.path, 'below'));
    await mkdir(path.join(folder.path, 'node_modules'));
    await mkdir(path.join(folder.path, 'folder.json'));
    for (const name of ['a.json', 'B.JSON', 'below/c.json', 'node_modules/d.json', 'e.txt']) await folder.write([], { name });
    const found = async (...places: string[]) =>
      (await findPactFiles(places.map((place) => path.join(folder.path, place)))).map((file) => path.relative(folder.path, file));
    expect(await found('.')).toEqual(['B.JSON', 'a.json', 'below/c.json']);
    expect(await found('*.json')).toEqual(['a.json']);
    expect(await found('a.json', '**/*.json')).toEqual(expect.arrayContaining(['a.json', 'below/c.json']));
    expect(await found('a.json', 'a.json')).toEqual(['a.json']);
    const file = path.join(folder.path, 'a.json');
    expect(await findPactFiles([file, path.relative(process.cwd(), file)])).toHaveLength(1);
  });

  it('C12: may begin with a byte order mark', async () => {
    await using folder = await PactFolder.open();
    const file = await folder.writeText(`\ufeff${JSON.stringify({ ...pact, interactions: [availability()] })}`);
    expect(await readInteractions([file])).toHaveLength(1);
  });

  it.each([
    ['version 2', { providerState: '' }],
    ['version 3', { providerStates: [{ name: '' }] }],
  ])('may have a state without a name, which is none: %s', async (_what, state) => {
    await using folder = await PactFolder.open();
    const interaction = { ...availability(), providerStates: undefined, ...state };
    const file = await folder.writeText(JSON.stringify({ ...pact, interactions: [interaction] }));
    const [read] = await readInteractions([file]);
    expect(read?.states).toEqual([]);
    expect(read?.pact).not.toContain('""');
  });

  it('names its state in the word of version 1', async () => {
    await using folder = await PactFolder.open();
    const interaction = { ...availability(), providerStates: undefined, provider_state: 'an access token' };
    const file = await folder.writeText(JSON.stringify({ ...pact, interactions: [interaction] }));
    const [read] = await readInteractions([file]);
    expect(read?.states).toEqual([{ name: 'an access token', params: {} }]);
    expect(read?.pact).toContain('"providerState":"an access token"');
  });

  it.each([
    ['without a request', { request: undefined }, 'interactions[0]: The interaction has no request or no response.'],
    ['without a response', { response: undefined }, 'interactions[0]: The interaction has no request or no response.'],
    [
      'of a type that Pact does not have',
      { type: 'Asynchronous/Calls' },
      'interactions[0].type: "type" cannot be "Asynchronous/Calls".',
    ],
  ])('is refused %s', async (_what, change, problem) => {
    await using folder = await PactFolder.open();
    const file = await folder.writeText(JSON.stringify({ ...pact, interactions: [{ ...availability(), ...change }] }));
    await expect(readInteractions([file])).rejects.toThrow(problem);
  });

  it.each([
    ['a number', 4, '"version" must be a text, not a number'],
    ['a version that Pact does not have', '5.0', 'The versions of the Pact specification are 1 to 4.'],
    [
      'version 4 without a type',
      '4.0',
      'interactions[0]: The interaction has no "type", and version 4 of the Pact specification asks for one.',
    ],
  ])('is refused when its version is %s', async (_what, version, problem) => {
    await using folder = await PactFolder.open();
    const untyped = { ...availability(), type: undefined };
    const metadata = { pactSpecification: { version } };
    const file = await folder.writeText(JSON.stringify({ ...pact, interactions: [untyped], metadata }));
    await expect(readInteractions([file])).rejects.toThrow(problem);
  });

  it.each([127, 128, 100_000])('is read as far as Pact can: %i levels', async (levels) => {
    await using folder = await PactFolder.open();
    const note = `${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}`;
    const file = await folder.writeText(
      JSON.stringify({ ...pact, interactions: [availability()], note: 0 }).replace('0}', `${note}}`),
    );
    const reading = readInteractions([file]);
    if (levels === 127) await expect(reading).resolves.toHaveLength(1);
    else await expect(reading).rejects.toThrow('the pact is nested deeper than 127 levels, and Pact reads no more.');
  });
});
