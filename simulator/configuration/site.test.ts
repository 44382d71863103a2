import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigurationError } from '../errors.ts';
import { createSimulator, startSimulator } from '../start.ts';
import { readConfigurationFile } from './configuration-file.ts';
import { readSiteFile } from './site-file.ts';

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'site-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

const site = { version: 1, about: 'lab', settings: { 'message.send.successStatus': 202 }, client: { any: 'thing' } } as const;

describe('a site', () => {
  it('gives the settings of a simulator, under those of the configuration', () => {
    expect(createSimulator({ site }).settings['message.send.successStatus']).toBe(202);
    const own = createSimulator({ site, settings: { 'message.send.successStatus': 201, 'http.prefix': 'none' } }).settings;
    expect([own['message.send.successStatus'], own['http.prefix']]).toEqual([201, 'none']);
  });

  it('is read from a file when a simulator starts, and is named by a configuration relative to its folder', async () => {
    const folder = await folderOf({
      'sites/lab.yaml': 'version: 1\nsettings:\n  message.send.successStatus: 202\n',
      'ece.yaml': 'site: sites/lab.yaml\nport: 0\n',
    });
    const fromFile = await readConfigurationFile(path.join(folder, 'ece.yaml'));
    await using simulator = await startSimulator(fromFile);
    expect(simulator.settings['message.send.successStatus']).toBe(202);
    await using other = await startSimulator({ port: 0, site: path.join(folder, 'sites/lab.yaml') });
    expect(other.settings['message.send.successStatus']).toBe(202);
  });

  it.each([
    ['version: 2', ':1: "version" must be 1'],
    ['settings: {}', '"version" must be 1'],
    ['version: 1\nsettings:\n  message.send.succesStatus: 202', ':3: settings.message.send.succesStatus: There is no setting'],
    ['version: 1\nsettings:\n  message.send.succesStatus: 202', 'Did you mean "message.send.successStatus"?'],
    ['version: 1\nsettings:\n  message.send.successStatus: 999', ':3: settings.message.send.successStatus: The setting'],
    ['version: 1\nsetings: {}', ':2: '],
    ['version: 1\nsetings: {}', 'Did you mean "settings"?'],
    ['version: 1\nclient: 5', ':2: '],
    ['a: [1\nb: 2', 'this is no YAML'],
  ])('that is wrong is refused with its line: %j', async (text, fault) => {
    const folder = await folderOf({ 'site.yaml': text });
    const read = readSiteFile(path.join(folder, 'site.yaml'));
    await expect(read).rejects.toThrow(ConfigurationError);
    await expect(startSimulator({ port: 0, site: path.join(folder, 'site.yaml') })).rejects.toThrow(fault);
  });

  it('that is an object names its path when it is wrong', () => {
    const settings = { 'http.prefx': 'none' };
    expect(() => createSimulator({ site: { version: 1, settings } })).toThrow('site.settings.http.prefx: There is no setting');
  });

  it('that is a file is refused where nothing can be read, with what to write', () => {
    expect(() => createSimulator({ site: 'site.yaml' })).toThrow('write site: await readSiteFile(...), or use startSimulator');
  });
});
